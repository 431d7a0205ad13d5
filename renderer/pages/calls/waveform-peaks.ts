import type { Turn } from '../../../engine/contract/calls.ts'

/** How loud a recording is over time, told by its loudest moment in each of `count` equal parts; the loudest of all is 1. */
export function peaksOf(channels: readonly Float32Array[], count: number): number[] {
  const length = channels[0]?.length ?? 0
  const peaks = Array.from({ length: count }, (_, part) => {
    const [from, to] = [Math.floor(part * length / count), Math.floor((part + 1) * length / count)]
    let highest = 0
    for (const samples of channels) {
      for (let index = from; index < to; index++) highest = Math.max(highest, Math.abs(samples[index] ?? 0))
    }
    return highest
  })
  const loudest = Math.max(...peaks, 0)
  return loudest === 0 ? peaks : peaks.map(peak => peak / loudest)
}

/** Who speaks in each of `count` equal parts of a recording, by the transcript's times; null where nobody is known to. */
export function speakersOf(turns: readonly Turn[], seconds: number, count: number): ('agent' | 'user' | null)[] {
  return Array.from({ length: count }, (_, part) => {
    const at = (part + 0.5) * seconds / count
    const turn = turns.find(({ role, start, end }) => role !== 'tool' && start !== null && end !== null && start <= at && at < end)
    return turn === undefined || turn.role === 'tool' ? null : turn.role
  })
}
