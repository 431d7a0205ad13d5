import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'

/** A line of a page: its text, the size of its letters and how far from the lower left corner it stands, points. */
export interface PdfLine { readonly text: string; readonly size?: number; readonly x?: number; readonly y: number }

const winAnsi = (text: string) => Buffer.from(text.replace(/[\\()]/g, (sign) => `\\${sign}`), 'latin1')

/** A PDF of a few lines on each page. @param locked as one that opens with a password only. */
export function makePdf(pages: readonly (readonly PdfLine[])[], locked = false): Buffer {
  const objects: Buffer[] = []
  const add = (content: string | Buffer): number => objects.push(Buffer.from(content))
  add('<</Type/Catalog/Pages 2 0 R>>')
  add(`<</Type/Pages/Kids[${pages.map((_page, at) => `${4 + at * 2} 0 R`).join(' ')}]/Count ${pages.length}>>`)
  add('<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>')
  for (const lines of pages) {
    add(`<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents ${objects.length + 2} 0 R>>`)
    const drawn = Buffer.concat(lines.flatMap(({ text, size = 11, x = 60, y }) => [Buffer.from(`BT /F ${size} Tf ${x} ${y} Td (`), winAnsi(text), Buffer.from(') Tj ET\n')]))
    add(Buffer.concat([Buffer.from(`<</Length ${drawn.length}>>stream\n`), drawn, Buffer.from('\nendstream')]))
  }
  const lock = locked ? add(`<</Filter/Standard/V 1/R 2/O(${'o'.repeat(32)})/U(${'u'.repeat(32)})/P -4>>`) : null
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n')]
  const places: number[] = []
  let at = parts[0]?.length ?? 0
  const write = (part: Buffer) => {
    parts.push(part)
    at += part.length
  }
  objects.forEach((object, index) => {
    places.push(at)
    write(Buffer.concat([Buffer.from(`${index + 1} 0 obj`), object, Buffer.from('endobj\n')]))
  })
  const table = at
  write(Buffer.from(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')}trailer<</Root 1 0 R/Size ${objects.length + 1}${lock === null ? '' : `/Encrypt ${lock} 0 R/ID[(a)(b)]`}>>\nstartxref\n${table}\n%%EOF`))
  return Buffer.concat(parts)
}

/** A paragraph of a Word file, or the cells of a table's rows. */
export type DocxPart = { readonly style?: 'Heading1' | 'Heading2'; readonly text: string } | { readonly rows: readonly (readonly string[])[] }

/** A Word file with real heading styles. */
export async function makeDocx(parts: readonly DocxPart[]): Promise<Buffer> {
  const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`
  const xml = parts.map((part) => 'rows' in part
    ? `<w:tbl>${part.rows.map((cells) => `<w:tr>${cells.map((cell) => `<w:tc><w:p>${run(cell)}</w:p></w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`
    : `<w:p>${part.style === undefined ? '' : `<w:pPr><w:pStyle w:val="${part.style}"/></w:pPr>`}${run(part.text)}</w:p>`).join('')
  const namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
  return makeZip({
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    '_rels/.rels': '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    'word/_rels/document.xml.rels': '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
    'word/styles.xml': `<w:styles ${namespace}>${[1, 2].map((level) => `<w:style w:type="paragraph" w:styleId="Heading${level}"><w:name w:val="heading ${level}"/></w:style>`).join('')}</w:styles>`,
    'word/document.xml': `<w:document ${namespace}><w:body>${xml}</w:body></w:document>`,
  })
}

/** A zip of texts. */
export async function makeZip(files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name)
  zip.end()
  return buffer(zip.outputStream)
}
