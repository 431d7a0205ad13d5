import type { ChatSource } from '../../../../engine/contract/chat.ts'

/** All facts of an answer that come from the same place. */
export interface SourceGroup { number: number, kind: ChatSource['kind'], id: string, label: string, facts: readonly { field: string, value: string }[] }

/** Words of an answer, or the mark of where the words before it come from. */
export type Piece = { text: string } | { mark: SourceGroup }

/** The places an answer's facts come from, numbered as they are cited. */
export function groupSources(sources: readonly ChatSource[]): SourceGroup[] {
  const groups = new Map<string, SourceGroup>()
  for (const { kind, id, label, field, value } of sources) {
    const key = `${kind} ${id}`
    const group = groups.get(key) ?? { number: groups.size + 1, kind, id, label, facts: [] }
    groups.set(key, { ...group, facts: [...group.facts, { field, value }] })
  }
  return [...groups.values()]
}

/**
 * An answer with the marks of its sources, in each line one a source, after the last of its facts there. What has a name is
 * marked where the name stands: two products may cost the same. Of the others a bare number is marked once: elsewhere it may
 * count something else. A source whose facts do not stand in the text as they are is marked at the end, so that none is lost.
 */
export function markSources(text: string, groups: readonly SourceGroup[]): Piece[] {
  const lines = text.split('\n')
  const marked = new Set<SourceGroup>()
  const pieces: Piece[] = []
  const say = (words: string) => { if (words !== '') pieces.push({ text: words }) }
  for (const [index, line] of lines.entries()) {
    if (index > 0) say('\n')
    let from = 0
    for (const { group, end } of placesIn(line, groups, lines, marked)) {
      say(line.slice(from, end))
      pieces.push({ mark: group })
      marked.add(group)
      from = end
    }
    say(line.slice(from))
  }
  return [...pieces, ...groups.filter(group => !marked.has(group)).map(mark => ({ mark }))]
}

function placesIn(line: string, groups: readonly SourceGroup[], lines: readonly string[], marked: ReadonlySet<SourceGroup>): { group: SourceGroup, end: number }[] {
  return groups
    .map(group => ({ group, end: Math.max(0, ...factsIn(line, group, lines, marked.has(group)).map(({ value }) => lastEndOf(line, value))) }))
    .filter(({ end }) => end > 0)
    .sort((a, b) => a.end - b.end || a.group.number - b.group.number)
}

/** The facts of a source that a line may be telling. */
function factsIn(line: string, { facts }: SourceGroup, lines: readonly string[], isMarked: boolean): SourceGroup['facts'] {
  const name = facts.find(({ field }) => field === 'name')?.value
  if (name !== undefined && lines.some(one => lastEndOf(one, name) > 0)) return lastEndOf(line, name) > 0 ? facts : []
  return isMarked ? facts.filter(({ value }) => /\D/.test(value)) : facts
}

const wordCharacter = /[\p{L}\p{N}]/u

/** Where the value ends the last time it stands in the line as a word of its own, not as a part of a longer word or number; 0 when nowhere. */
function lastEndOf(line: string, value: string): number {
  if (value === '') return 0
  for (let start = line.lastIndexOf(value); start >= 0; start = start === 0 ? -1 : line.lastIndexOf(value, start - 1)) {
    const end = start + value.length
    if (!continues(line, start - 1, -1) && !continues(line, end, 1) && !isOrdinal(line, start, end)) return end
  }
  return 0
}

/** True when the character at the edge of a value belongs to the same word or number: "45" is no part of "45.000". */
function continues(line: string, at: number, direction: -1 | 1): boolean {
  const next = line[at] ?? ''
  return wordCharacter.test(next) || (/[.,]/.test(next) && /\d/.test(line[at + direction] ?? ''))
}

/** The number that a line of a list begins with is no fact. */
function isOrdinal(line: string, start: number, end: number): boolean {
  return start === 0 && /^[.)] /.test(line.slice(end))
}
