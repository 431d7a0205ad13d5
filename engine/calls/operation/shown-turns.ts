import type { Turn } from '../../contract/calls.ts'
import type { CallBody, CallUtterance } from '../retell/bodies.ts'

export interface ShownTurns {
  readonly turns: Turn[]
  /** Where the n-th spoken utterance of `transcript_object`, by which quotes count, is among the turns. */
  readonly shownAt: readonly number[]
}

/**
 * A conversation as it is read beside its recording, with what the agent's tools did where they did it. Of calls that came
 * without their utterances the plain transcript is shown, which has no times.
 */
export function shownTurns(body: CallBody): ShownTurns {
  const spoken = (body.transcript_object ?? []).filter(isSpoken)
  const woven = body.transcript_with_tool_calls ?? []
  // Both tell the same conversation; where they do not, quotes would point at other words.
  const wovenSpoken = woven.filter(isSpoken)
  const same = wovenSpoken.length === spoken.length && wovenSpoken.every((utterance, index) => utterance.content === spoken[index]?.content)
  const utterances = same || spoken.length === 0 ? woven : spoken
  if (utterances.length === 0) return { turns: plainTurns(body.transcript ?? ''), shownAt: [] }
  const turns: Turn[] = []
  const shownAt: number[] = []
  for (const utterance of utterances) {
    if (isSpoken(utterance)) shownAt.push(turns.length)
    turns.push(turnOf(utterance))
  }
  return { turns, shownAt }
}

function isSpoken(utterance: CallUtterance): boolean {
  return utterance.role === 'agent' || utterance.role === 'user'
}

function turnOf(utterance: CallUtterance): Turn {
  const { role, words = [] } = utterance
  const start = words[0]?.start ?? saidAt(utterance)
  const end = words.at(-1)?.end ?? null
  if (role === 'agent' || role === 'user') return { role, text: utterance.content ?? '', start, end }
  return { role: 'tool', text: toolText(utterance), start, end }
}

/** When a tool was used or something was whispered; bodies kept by earlier programs write the name otherwise. */
function saidAt(utterance: CallUtterance): number | null {
  const { time_sec: said = utterance['timeSec'] } = utterance
  return typeof said === 'number' ? said : null
}

/** A use of a tool in one line: its name with what it was given, or what it answered. */
function toolText(utterance: CallUtterance): string {
  const { name, arguments: given, content = '' } = utterance as CallUtterance & { name?: unknown; arguments?: unknown }
  return typeof name === 'string' ? `${name}(${typeof given === 'string' ? given : ''})` : content
}

/** "Agent: …" and "User: …", a turn per line; a line without a name goes on with the turn before. */
function plainTurns(transcript: string): Turn[] {
  const turns: Turn[] = []
  for (const line of transcript.split('\n')) {
    const named = /^\s*(agent|user)\s*:\s*(.*)$/i.exec(line)
    const last = turns.at(-1)
    if (named !== null) turns.push({ role: named[1]?.toLowerCase() === 'agent' ? 'agent' : 'user', text: named[2] ?? '', start: null, end: null })
    else if (line.trim() !== '' && last !== undefined) last.text += `\n${line.trim()}`
    else if (line.trim() !== '') turns.push({ role: 'user', text: line.trim(), start: null, end: null })
  }
  return turns
}
