import { paragraph, type Block } from './block.ts'
import { isListItem, itemsOf } from './plain-text.ts'

/** A line of a page. `y` grows upwards, `size` is the height of its letters. */
export interface Line { text: string; y: number; size: number }

const longestHeading = 120
/** Pages from which on a line that returns at their edge is taken for a running title. */
const pagesOfRunning = 3
const edgeLines = 2

/**
 * Makes blocks of the lines of pages: larger letters are headings, a wider gap ends a paragraph, and what returns at the edge of
 * pages (titles, page numbers) is left out. A paragraph that a page cuts is made whole; a table is told by its columns.
 */
export function layOut(pages: readonly (readonly Line[])[]): Block[] {
  const running = runningLines(pages)
  const body = usual(pages.flatMap((lines) => lines.flatMap(({ size, text }) => Array.from({ length: Math.ceil(text.length / 20) }, () => size))))
  const sizes = [...new Set(pages.flat().filter((line) => isHeading(line, body)).map(({ size }) => Math.round(size)))].sort((one, other) => other - one)
  const blocks: Block[] = []
  let lines: string[] = []
  let begun = 1
  const end = () => {
    blocks.push(...blocksOf(lines, begun))
    lines = []
  }
  pages.forEach((all, index) => {
    const page = index + 1
    let before: Line | null = null
    const edge = (at: number) => at < edgeLines || at >= all.length - edgeLines
    all.forEach((line, at) => {
      if (edge(at) && running.has(keyOf(line))) return
      if (isHeading(line, body)) {
        end()
        const last = blocks.at(-1)
        const level = Math.min(6, sizes.indexOf(Math.round(line.size)) + 1)
        // A heading of two lines.
        if (last?.kind === 'heading' && last.level === level && before !== null && isHeading(before, body) && before.y - line.y < line.size * 2) blocks[blocks.length - 1] = { ...last, text: `${last.text} ${line.text}` }
        else blocks.push({ kind: 'heading', level, text: line.text, page })
      } else {
        const gap = before === null ? 0 : before.y - line.y
        const cut = before === null ? /[.!?:]$/.test(lines.at(-1) ?? '.') : gap > line.size * 1.8 || gap < -line.size || isColumns(line.text) !== isColumns(before.text)
        if (cut) end()
        if (lines.length === 0) begun = page
        lines.push(line.text)
      }
      before = line
    })
  })
  end()
  return blocks
}

const isColumns = (text: string) => text.includes(' | ')
const isHeading = ({ size, text }: Line, body: number) => size > body * 1.15 && text.length <= longestHeading && /\p{L}/u.test(text)
/** The same words at the same height, whatever number is among them; rows of a table differ by their numbers. */
const keyOf = ({ text, y }: Line) => `${isColumns(text) ? text : text.replace(/\d+/g, '#')} ${Math.round(y)}`

function blocksOf(lines: readonly string[], page: number): Block[] {
  if (lines.length === 0) return []
  if (lines.every(isColumns)) return [{ kind: 'table', parts: lines, header: null, page }]
  const first = lines.findIndex(isListItem)
  const before = first === -1 ? lines : lines.slice(0, first)
  const items: Block[] = first === -1 ? [] : [{ kind: 'list', parts: itemsOf(lines.slice(first)), header: null, page }]
  return before.length === 0 ? items : [paragraph(joined(before), page), ...items]
}

/** Lines as one text; a word that a line's end cut is made whole. */
function joined(lines: readonly string[]): string {
  return lines.reduce((text, line) => (text === '' ? line : /\p{Ll}-$/u.test(text.slice(-3)) && /^\p{Ll}/u.test(line) ? text.slice(0, -1) + line : `${text} ${line}`), '')
}

function usual(sizes: readonly number[]): number {
  const sorted = [...sizes].sort((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

/** Lines that stand at the edge of at least half of the pages. */
function runningLines(pages: readonly (readonly Line[])[]): ReadonlySet<string> {
  const counts = new Map<string, number>()
  for (const lines of pages) for (const key of new Set([...lines.slice(0, edgeLines), ...lines.slice(-edgeLines)].map(keyOf))) counts.set(key, (counts.get(key) ?? 0) + 1)
  return new Set([...counts].filter(([, count]) => count >= Math.max(pagesOfRunning, pages.length / 2)).map(([key]) => key))
}
