import { paragraph, squeeze, type Block, type DocumentRead } from './block.ts'
import { decodeReferences } from './html-tokens.ts'
import { isListItem, itemsOf } from './plain-text.ts'

const heading = /^ {0,3}(#{1,6})\s+(.+?)\s*#*\s*$/
const fence = /^ {0,3}(`{3,}|~{3,})/
/** Matched against a line without the space around it, which would be tried in every length. */
const tableRule = /^(?:\|\s*)?:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$/
const rule = /^ {0,3}([-*_])\s*(?:\1\s*){2,}$/
/** A line that is bold from end to end stands over what follows, as people write who do not know of headings. */
const boldLine = /^\s*(?:\*\*|__)([^*_]{1,100}?)(?:\*\*|__):?\s*$/
/** Below every real heading. */
const boldLevel = 7
/** A longer line is no heading, whatever it begins with. */
const longestHeading = 500

/** Reads Markdown: headings, lists, tables, code, and paragraphs without their marks. */
export function readMarkdown(text: string): DocumentRead {
  const { title, lines } = withoutFrontMatter(visible(text.replace(/\r\n?/g, '\n')).split('\n'))
  const blocks: Block[] = []
  let prose: string[] = []
  const endProse = () => {
    const words = plain(prose.join(' '))
    if (words !== '') blocks.push(paragraph(words))
    prose = []
  }
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? ''
    const headed = line.length <= longestHeading ? heading.exec(line) : null
    const bold = prose.length === 0 ? boldLine.exec(line) : null
    const fenced = fence.exec(line)
    const under = /^ {0,3}(=+|-+)\s*$/.exec(lines[at + 1] ?? '')
    if (fenced !== null) {
      endProse()
      const end = endOf(lines, at + 1, (each) => !each.trim().startsWith(fenced[1] ?? '```'))
      const code = lines.slice(at + 1, end)
      if (code.some((each) => each.trim() !== '')) blocks.push({ kind: 'code', parts: code, header: null, page: null })
      at = end + 1
    } else if (headed !== null || bold !== null) {
      endProse()
      blocks.push({ kind: 'heading', level: headed?.[1]?.length ?? boldLevel, text: plain(headed?.[2] ?? bold?.[1] ?? '').replace(/:$/, ''), page: null })
      at += 1
    } else if (line.includes('|') && tableRule.test((lines[at + 1] ?? '').trim())) {
      endProse()
      const end = endOf(lines, at + 2, (each) => each.includes('|'))
      blocks.push({ kind: 'table', header: cells(line), parts: lines.slice(at + 2, end).map(cells), page: null })
      at = end
    } else if (under !== null && line.trim() !== '' && prose.length === 0 && !isListItem(line)) {
      blocks.push({ kind: 'heading', level: under[1]?.startsWith('=') === true ? 1 : 2, text: plain(line), page: null })
      at += 2
    } else if (isListItem(line) && prose.length === 0 && !rule.test(line)) {
      const end = endOf(lines, at, (each, index) => each.trim() !== '' ? !heading.test(each) && !fence.test(each) && !boldLine.test(each) && (isListItem(each) || /^\s/.test(each) || (lines[index - 1] ?? '').trim() !== '') : isListItem(lines[index + 1] ?? ''))
      blocks.push({ kind: 'list', parts: itemsOf(lines.slice(at, end).filter((each) => each.trim() !== '')).map(plain), header: null, page: null })
      at = end
    } else {
      if (line.trim() === '' || rule.test(line)) endProse()
      else {
        if (isListItem(line)) {
          endProse()
          continue
        }
        prose.push(line.replace(/^\s*>+\s?/, ''))
      }
      at += 1
    }
  }
  endProse()
  return { title, pages: null, blocks }
}

function withoutFrontMatter(lines: readonly string[]): { title: string | null; lines: readonly string[] } {
  const end = lines[0]?.trim() === '---' ? lines.findIndex((line, index) => index > 0 && /^(?:---|\.\.\.)\s*$/.test(line)) : -1
  if (end === -1) return { title: null, lines }
  const named = lines.slice(1, end).map((line) => /^title:\s*["']?(.+?)["']?\s*$/i.exec(line)?.[1]).find((title) => title !== undefined)
  return { title: named ?? null, lines: lines.slice(end + 1) }
}

/** Without comments, and without scripts and styles that begin a line (others are spoken of), as far as they come to an end. */
function visible(text: string): string {
  return without(without(without(`\n${text}`, '<!--', '-->'), '\n<script', '</script>'), '\n<style', '</style>').slice(1)
}

function without(text: string, begin: string, end: string): string {
  let kept = ''
  for (let at = 0; ;) {
    const from = text.indexOf(begin, at)
    const to = from === -1 ? -1 : text.indexOf(end, from)
    if (to === -1) return kept + text.slice(at)
    kept += text.slice(at, from)
    at = to + end.length
  }
}

function endOf(lines: readonly string[], from: number, goesOn: (line: string, index: number) => boolean): number {
  let at = from
  while (at < lines.length && goesOn(lines[at] ?? '', at)) at += 1
  return Math.max(at, from)
}

const cells = (line: string): string => line.trim().replace(/^\||\|$/g, '').split(/(?<!\\)\|/).map((cell) => plain(cell.replaceAll('\\|', '|'))).join(' | ')

/** Words without the marks around them; of a link its words and where it leads. Every mark is looked for within bounds, so that no text makes it slow. */
function plain(text: string): string {
  return squeeze(decodeReferences(text
    .replace(/!\[([^\]]{0,500})\]\([^)]{0,2000}\)/g, '$1')
    .replace(/\[([^\]]{1,500})\]\((\S{1,2000}?)(?:\s+"[^"]{0,500}")?\)/g, (_link, words: string, target: string) => (/^(?:https?:|mailto:)/.test(target) && !target.includes(words) ? `${words} (${target})` : words))
    .replace(/(\*\*|__)(?=\S)([\s\S]{0,2000}?\S)\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}*_])([*_])(?=\S)([^*_]{0,2000}?\S)\1(?![\p{L}\p{N}*_])/gu, '$2')
    .replace(/`([^`]{1,2000})`/g, '$1')
    .replace(/<(?:mailto:)?([^\s<>@]{1,100}@[^\s<>@]{1,200}|https?:\/\/[^\s<>]{1,2000})>/gi, '$1')
    .replace(/<\/?[a-z][a-z\d-]{0,40}(?:\s[^<>=]{0,200}=[^<>]{0,2000})?\s?\/?>/gi, ' ')
    .replace(/\\([\\`*_{}[\]()#+\-.!|>])/g, '$1')))
}
