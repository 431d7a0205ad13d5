import type { Turn } from '../../../engine/contract/calls.ts'

/**
 * Which turn is being spoken at a moment of the recording: the last one that has begun, so that a pause still belongs to
 * who spoke before it; -1 before the first and where the provider gave no times.
 * @param seconds from the start of the recording.
 */
export function spokenTurnAt(turns: readonly Turn[], seconds: number): number {
  let found = -1
  for (const [index, turn] of turns.entries()) {
    if (turn.start === null || turn.role === 'tool') continue
    if (turn.start > seconds) break
    found = index
  }
  return found
}

/** The nearest turn with a time before (-1) or after (1) the one given. */
export function neighbouringTurn(turns: readonly Turn[], from: number, step: -1 | 1): number | null {
  for (let index = from + step; index >= 0 && index < turns.length; index += step) {
    const turn = turns[index]
    if (turn && turn.start !== null && turn.role !== 'tool') return index
  }
  return null
}
