import type { Span } from '../offline/quotes.ts'

/** A text reduced to what a quote is compared by, and where each of its characters stood. */
interface Reduced { readonly text: string; readonly at: readonly number[] }

/** Lower-case letters and digits without accents, and single spaces for all that lies between words. */
function reduce(text: string): Reduced {
  let reduced = ''
  const at: number[] = []
  let gap = false
  for (let index = 0; index < text.length;) {
    const character = String.fromCodePoint(text.codePointAt(index) ?? 0)
    // By way of the capitals, which know that ß is SS.
    const folded = character.normalize('NFKD').toUpperCase().toLowerCase().replaceAll(/\p{M}/gu, '')
    if (/^[\p{L}\p{N}]+$/u.test(folded)) {
      if (gap && reduced !== '') {
        reduced += ' '
        at.push(index)
      }
      gap = false
      reduced += folded
      for (let unit = 0; unit < folded.length; unit++) at.push(index)
    } else if (!/^\p{M}*$/u.test(character)) gap = true
    index += character.length
  }
  return { text: reduced, at }
}

/** Parts of a quote on both sides of an ellipsis may lie so far apart, in reduced characters. */
const widestGap = 600
/** A part shorter than this stands in too many places to support anything. */
const shortestPart = 3

/** Finds quotes in one transcript. It is read once, however many quotes are looked for. */
export function quoteFinder(transcript: string): (quote: string) => Span | null {
  const reduced = reduce(transcript)
  return (quote) => {
    const parts = quote.split(/\.{3,}|…|\[\s*\.+\s*\]/).map((part) => reduce(part).text).filter((part) => part !== '')
    const [first] = parts
    if (first === undefined || parts.some((part) => part.length < shortestPart)) return null
    for (let from = wordAt(reduced.text, first, 0); from >= 0; from = wordAt(reduced.text, first, from + 1)) {
      const to = endOfParts(reduced.text, parts, from)
      if (to !== null) return spanOf(transcript, reduced, from, to)
    }
    return null
  }
}

/** Where a part stands as whole words; -1 when it does not. */
function wordAt(text: string, part: string, from: number): number {
  for (let found = text.indexOf(part, from); found >= 0; found = text.indexOf(part, found + 1)) {
    const after = text[found + part.length]
    if ((found === 0 || text[found - 1] === ' ') && (after === undefined || after === ' ')) return found
  }
  return -1
}

function endOfParts(text: string, parts: readonly string[], from: number): number | null {
  let end = from + (parts[0]?.length ?? 0)
  for (const part of parts.slice(1)) {
    const found = wordAt(text, part, end)
    if (found < 0 || found - end > widestGap) return null
    end = found + part.length
  }
  return end
}

function spanOf(transcript: string, { at }: Reduced, from: number, to: number): Span {
  const start = at[from] ?? 0
  let end = at[to - 1] ?? start
  end += String.fromCodePoint(transcript.codePointAt(end) ?? 0).length
  // An accent written as a mark of its own belongs to the letter before it.
  while (/\p{M}/u.test(transcript[end] ?? '')) end += 1
  return { start, end }
}
