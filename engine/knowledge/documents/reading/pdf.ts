import { readFile } from 'node:fs/promises'
import { squeeze, type DocumentRead } from './block.ts'
import { DocumentProblem } from './document-problem.ts'
import { maxCharacters, maxPages } from './limits.ts'
import { layOut, type Line } from './pdf-layout.ts'

/** One text on a page, as pdf.js gives it. */
interface Item { str: string; transform: number[]; width: number; height: number; hasEOL: boolean }

/**
 * Reads the text of a PDF page by page. @param progress told the pages read @param cancelled asked between pages
 * @throws DocumentProblem where it is broken, protected, too long, or only pictures of pages
 */
export async function readPdf(path: string, progress: (pages: number, of: number) => void, cancelled: () => boolean): Promise<DocumentRead> {
  // Loaded here: a megabyte and a half that most threads never need.
  const { getDocumentProxy } = await import('unpdf')
  const data = new Uint8Array(await readFile(path))
  const document = await getDocumentProxy(data, { verbosity: 0, useSystemFonts: false, disableFontFace: true, stopAtErrors: false }).catch((error: unknown) => {
    throw new DocumentProblem((error as Error | null)?.name === 'PasswordException' ? 'knowledge.problem.encrypted_pdf' : 'knowledge.problem.broken_pdf', { cause: error })
  })
  try {
    if (document.numPages > maxPages) throw new DocumentProblem('knowledge.problem.too_many_pages')
    const pages: Line[][] = []
    let characters = 0
    let broken = 0
    for (let number = 1; number <= document.numPages; number += 1) {
      if (cancelled()) throw new Error('Cancelled')
      const lines = await linesOf(document, number)
      // One page that cannot be read does not cost the others.
      if (lines === null) broken += 1
      pages.push(lines ?? [])
      characters += (lines ?? []).reduce((sum, { text }) => sum + text.length, 0)
      if (characters > maxCharacters) throw new DocumentProblem('knowledge.problem.too_much_text')
      progress(number, document.numPages)
    }
    if (characters === 0) throw new DocumentProblem(broken > 0 ? 'knowledge.problem.broken_pdf' : 'knowledge.problem.scanned_pdf')
    return { title: await titleOf(document), pages: document.numPages, blocks: layOut(pages) }
  } finally {
    await document.loadingTask.destroy()
  }
}

type Proxy = Awaited<ReturnType<typeof import('unpdf').getDocumentProxy>>

async function titleOf(document: Proxy): Promise<string | null> {
  const { info } = await document.getMetadata().catch(() => ({ info: {} }))
  const title = squeeze(String((info as { Title?: unknown }).Title ?? ''))
  // Programs that print to PDF call it after their own file.
  return title === '' || /\.(?:docx?|pdf|indd|xlsx?|pptx?)$/i.test(title) || /^(?:untitled|sin t[ií]tulo|microsoft word)/i.test(title) ? null : title
}

async function linesOf(document: Proxy, number: number): Promise<Line[] | null> {
  try {
    const page = await document.getPage(number)
    const { items } = await page.getTextContent()
    page.cleanup()
    return joinLines(items.filter((item): item is Item & typeof item => 'str' in item))
  } catch {
    return null
  }
}

/** Texts on one height are a line; a gap is a space, a wide one the next column of a table. */
function joinLines(items: readonly Item[]): Line[] {
  const lines: Line[] = []
  let end = 0
  for (const { str, transform, width, height } of items) {
    const [, , , , x = 0, y = 0] = transform
    const size = height > 0 ? height : Math.hypot(transform[2] ?? 0, transform[3] ?? 0)
    const last = lines.at(-1)
    if (str.trim() === '') {
      if (last !== undefined && str !== '') last.text += ' '
      continue
    }
    if (last !== undefined && Math.abs(last.y - y) < Math.max(last.size, size) * 0.4 && x >= end - size) {
      last.text += x - end > size * 1.2 ? ` | ${str}` : x - end > size * 0.15 ? ` ${str}` : str
      last.size = Math.max(last.size, size)
    } else lines.push({ text: str, y, size })
    end = x + width
  }
  return lines.map((line) => ({ ...line, text: squeeze(line.text) })).filter(({ text }) => text !== '')
}
