import { paragraph, squeeze, type Block, type DocumentRead } from './block.ts'
import { decodeReferences, htmlTokens } from './html-tokens.ts'

/** Left out with all that is in them: of a saved page, what is on every page of its site. */
const skipped = new Set(['head', 'nav', 'footer', 'template', 'noscript', 'svg', 'math', 'object', 'video', 'audio', 'select', 'button'])
/** Tags that end a paragraph. */
const separating = new Set(['p', 'div', 'section', 'article', 'main', 'header', 'aside', 'blockquote', 'figure', 'figcaption', 'address', 'hr', 'ul', 'ol', 'dl', 'dt', 'dd', 'table', 'thead', 'tbody', 'tr', 'li', 'pre', 'body', 'html', 'details', 'summary', 'fieldset', 'td', 'th', 'caption'])
const headingTag = /^h([1-6])$/
/** Pictures within a sentence, which goes on behind them. */
const inline = new Set(['svg', 'math'])

/** Reads HTML by what its tags say of the structure: headings, lists, tables, code and paragraphs. */
export function readHtml(html: string): DocumentRead {
  const blocks: Block[] = []
  let title: string | null = null
  let text = ''
  /** Open elements whose text is left out; the title is read although it lies in the head. */
  const skipping: string[] = []
  let items: string[] = []
  let listDepth = 0
  let rows: string[][] | null = null
  let row: string[] | null = null
  /** All cells of the first row are headings so far; and we are in a `thead`. */
  let headerRow = false
  let inHead = false
  let tables = 0
  let code = false
  let level = 0
  /** The open heading has said something: what begins a new paragraph in it is no part of it. */
  let isHeadingSaid = false
  const closings = countClosings(html)

  const take = (): string => {
    const taken = squeeze(decodeReferences(text))
    text = ''
    return taken
  }
  const endText = () => {
    if (code) return
    const taken = take()
    if (taken === '') return
    if (level > 0) {
      // A heading in an item stands over what follows it, not over the items before.
      endList()
      blocks.push({ kind: 'heading', level, text: taken, page: null })
      isHeadingSaid = true
    } else if (row !== null) row[Math.max(0, row.length - 1)] = `${row.at(-1) ?? ''} ${taken}`.trim()
    else if (listDepth > 0) items.push(taken)
    else blocks.push(paragraph(taken))
  }
  const endList = () => {
    if (items.length > 0) blocks.push({ kind: 'list', parts: items.map((item) => `- ${item}`), header: null, page: null })
    items = []
  }
  const endCode = () => {
    const lines = decodeReferences(text).replace(/^\n/, '').trimEnd().split('\n')
    text = ''
    code = false
    if (lines.some((line) => line.trim() !== '')) blocks.push({ kind: 'code', parts: lines, header: null, page: null })
  }
  const endTable = () => {
    const filled = (rows ?? []).filter((cells) => cells.some((cell) => cell !== '')).map((cells) => cells.join(' | '))
    const header = headerRow && rows?.[0]?.some((cell) => cell !== '') === true ? filled.shift() ?? null : null
    if (filled.length > 0 || header !== null) blocks.push({ kind: 'table', header: filled.length === 0 ? null : header, parts: filled.length === 0 ? [header ?? ''] : filled, page: null })
    rows = null
    row = null
    headerRow = false
  }

  for (const token of htmlTokens(html)) {
    if ('text' in token) {
      if (skipping.length === 0 || skipping.at(-1) === 'title') text += token.text
      continue
    }
    const tag = 'open' in token ? token.open : token.close
    const opening = 'open' in token
    if (!opening && skipped.has(tag)) closings.set(tag, (closings.get(tag) ?? 0) - 1)
    // A picture's own title is no title of the page.
    if (tag === 'title' && !skipping.some((outer) => inline.has(outer))) {
      if (opening) skipping.push('title')
      else if (skipping.at(-1) === 'title') {
        skipping.pop()
        const taken = take()
        if (title === null && taken !== '') title = taken
      }
      continue
    }
    if (skipped.has(tag)) {
      if (skipping.length === 0 && !inline.has(tag)) endText()
      // What nobody closes would leave out the rest of the page.
      if (opening && (closings.get(tag) ?? 0) > 0) skipping.push(tag)
      else if (!opening && skipping.includes(tag)) skipping.splice(skipping.lastIndexOf(tag))
      continue
    }
    // A body that begins ends a head that nobody closed.
    if (tag === 'body' && opening) skipping.length = 0
    if (skipping.length > 0) continue
    const headed = headingTag.exec(tag)
    if (headed !== null) {
      endText()
      level = opening && row === null ? Number(headed[1]) : 0
      isHeadingSaid = false
    } else if (tag === 'br') text += code ? '\n' : ' '
    else if (separating.has(tag)) {
      if (tag === 'pre' && !opening && code) {
        endCode()
        continue
      }
      endText()
      if (opening && isHeadingSaid) level = 0
      if (tag === 'pre') code = opening
      else if (tag === 'ul' || tag === 'ol') {
        listDepth = Math.max(0, listDepth + (opening ? 1 : -1))
        if (listDepth === 0) endList()
      } else if (tag === 'table') {
        // A table in a cell is taken for more rows of the outer one; pages were laid out so.
        tables = Math.max(0, tables + (opening ? 1 : -1))
        if (opening) rows ??= []
        else if (tables === 0) endTable()
      } else if (tag === 'thead') inHead = opening
      else if (tag === 'tr' && rows !== null) {
        row = opening ? [] : null
        if (row !== null) rows.push(row)
      } else if ((tag === 'td' || tag === 'th') && opening && rows !== null) {
        // The row that goes on behind a table in one of its cells.
        if (row === null) rows.push(row = [])
        if (rows.length === 1) headerRow = (tag === 'th' || inHead) && (row.length === 0 || headerRow)
        row.push('')
      }
    }
  }
  if (code) endCode()
  endText()
  endList()
  if (rows !== null) endTable()
  return { title, pages: null, blocks }
}

/** How often each element that is left out is closed. */
function countClosings(html: string): Map<string, number> {
  const closings = new Map<string, number>()
  for (const token of htmlTokens(html)) if ('close' in token && skipped.has(token.close)) closings.set(token.close, (closings.get(token.close) ?? 0) + 1)
  return closings
}
