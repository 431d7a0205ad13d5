import { paragraph, squeeze, type Block, type DocumentRead } from './block.ts'

const listItem = /^\s*(?:[-*•·–—]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+/i

/** Reads text without marks: paragraphs between blank lines, and lists where lines begin like items. */
export function readPlainText(text: string): DocumentRead {
  const blocks: Block[] = []
  for (const part of text.replace(/\r\n?/g, '\n').split(/\n[ \t]*(?:\n[ \t]*)+/)) {
    const lines = part.split('\n').map((line) => line.trimEnd()).filter((line) => line.trim() !== '')
    const first = lines.findIndex((line) => listItem.test(line))
    const before = squeeze((first === -1 ? lines : lines.slice(0, first)).join(' '))
    if (before !== '') blocks.push(paragraph(before))
    if (first !== -1) blocks.push({ kind: 'list', parts: itemsOf(lines.slice(first)), header: null, page: null })
  }
  return { title: null, pages: null, blocks }
}

/** A line that does not begin an item goes on with the one before. */
export function itemsOf(lines: readonly string[]): string[] {
  const items: string[] = []
  for (const line of lines) {
    if (items.length === 0 || listItem.test(line)) items.push(squeeze(line))
    else items[items.length - 1] += ` ${squeeze(line)}`
  }
  return items
}

export const isListItem = (line: string): boolean => listItem.test(line)
