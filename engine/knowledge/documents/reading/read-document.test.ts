import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { makeDocx, makePdf, makeZip } from '../../../../tests/harness/document-files.ts'
import type { DocumentKind } from '../../../../db/values.ts'
import { chunkBlocks } from '../chunking/chunk-blocks.ts'
import { readDocument } from './read-document.ts'
import { requireBoundedZip } from './zip-bounds.ts'

const folder = mkdtempSync(join(tmpdir(), 'vocero-documents-'))
afterAll(() => rmSync(folder, { recursive: true }))
let files = 0

async function read(kind: DocumentKind, content: string | Buffer, cancelled = () => false) {
  const path = join(folder, String(files += 1))
  writeFileSync(path, content)
  return readDocument({ path, fileName: `file.${kind}`, kind }, { signal: new AbortController().signal, cancelled, progress: () => {} })
}
const chunksOf = async (kind: DocumentKind, content: string | Buffer) => [...chunkBlocks((await read(kind, content)).blocks)].map(({ headings, kind: what, text, page }) => ({ under: headings.join(' > '), what, text, page }))

describe('a document is read by its structure', () => {
  it('Markdown', async () => {
    const text = ['---', 'title: Manual', '---', '# Equipos', 'Lea *todo* el [manual](https://x.example/m) **antes** de usar.', '<!-- nota interna -->', '', '## Cuidado', '- Guarde en seco,', '  sin sol.', '- Limpie.', '',
      '| Talla | Precio |', '|---|---:|', '| M | $10 |', '| L | $12 |', '', '```', 'uno', '', 'dos', '```', '**Pagos:**', 'Solo tarjeta.'].join('\r\n')
    expect((await read('markdown', text)).title).toBe('Manual')
    expect(await chunksOf('markdown', text)).toEqual([
      { under: 'Equipos', what: 'prose', text: 'Lea todo el manual (https://x.example/m) antes de usar.', page: null },
      { under: 'Equipos > Cuidado', what: 'prose', text: '- Guarde en seco, sin sol.\n- Limpie.\n\nTalla | Precio\nM | $10\nL | $12\n\nuno\n\ndos', page: null },
      { under: 'Equipos > Cuidado > Pagos', what: 'prose', text: 'Solo tarjeta.', page: null },
    ])
  })

  it('plain text in the encoding of Windows', async () => {
    expect(await chunksOf('text', Buffer.from('Atención:\nhoy no hay envíos.\n\n1) Casco\n2) Guantes\n   de niño', 'latin1'))).toEqual([
      { under: '', what: 'prose', text: 'Atención: hoy no hay envíos.\n\n1) Casco\n2) Guantes de niño', page: null },
    ])
  })

  it('HTML without what only shows or leads elsewhere', async () => {
    const page = `<!doctype html><html><head><title>Tienda &amp; m&aacute;s</title><style>p>a{}</style><script>if (1<2) document.write("<h1>no</h1>")</script></head>
      <body><nav><a href="/">Inicio</a></nav><h1>Env&iacute;os</h1><p title="a>b">Llegan en 3&nbsp;d&#237;as, si 2 < 3.<br>Siempre.<ul><li>Lima</ul>
      <table><tr><th>Zona</th><th>Precio</th></tr><tr><td>Norte</td><td>$5</td></tr></table><footer>Derechos reservados</footer>`
    expect((await read('html', page)).title).toBe('Tienda & más')
    expect(await chunksOf('html', page)).toEqual([{ under: 'Envíos', what: 'prose', text: 'Llegan en 3 días, si 2 < 3. Siempre.\n\n- Lima\n\nZona | Precio\nNorte | $5', page: null }])
  })

  it('a table, each row with what its cells are', async () => {
    expect(await chunksOf('csv', 'Producto;Precio\nCasco;$10\nGuantes;$4\n')).toEqual([{ under: '', what: 'table', text: 'Producto: Casco | Precio: $10\nProducto: Guantes | Precio: $4', page: null }])
  })

  it('Word, by its styles', async () => {
    const file = await makeDocx([{ style: 'Heading1', text: 'Garantía' }, { text: 'Dura un año.' }, { style: 'Heading2', text: 'Tarifas' }, { rows: [['Servicio', 'Precio'], ['Recarga', '$9']] }])
    expect(await chunksOf('docx', file)).toEqual([
      { under: 'Garantía', what: 'prose', text: 'Dura un año.', page: null },
      { under: 'Garantía > Tarifas', what: 'table', text: 'Servicio | Precio\nRecarga | $9', page: null },
    ])
  })

  it('PDF, by its letters: headings are large, a paragraph goes on over a page, running titles are left out', async () => {
    const page = (number: number, lines: { text: string; size?: number; y: number; x?: number }[]) => [{ text: 'Manual interno', y: 810 }, ...lines, { text: `Página ${number}`, y: 30 }]
    const file = makePdf([
      page(1, [{ text: 'Recarga de extintores', size: 20, y: 760 }, { text: 'La recarga se hace cada año en un ta-', y: 700 }, { text: 'ller autorizado y con', y: 686 }]),
      page(2, [{ text: 'válvula nueva (siempre).', y: 760 }, { text: 'Recarga', y: 700 }, { text: '$9.000', x: 300, y: 700 }]),
      page(3, [{ text: 'Contacto', size: 16, y: 760 }, { text: 'Llame al 600.', y: 700 }]),
    ])
    expect(await read('pdf', file)).toMatchObject({ pages: 3 })
    expect(await chunksOf('pdf', file)).toEqual([
      { under: 'Recarga de extintores', what: 'prose', text: 'La recarga se hace cada año en un taller autorizado y con válvula nueva (siempre).\n\nRecarga | $9.000', page: 1 },
      { under: 'Recarga de extintores > Contacto', what: 'prose', text: 'Llame al 600.', page: 3 },
    ])
  })
})

describe('HTML as people and old programs write it', () => {
  const blocksOf = async (html: string) => (await read('html', html)).blocks.map((block) => (block.kind === 'heading' ? `${block.level} ${block.text}` : [block.header, ...block.parts].filter((part) => part !== null).join(' / ')))
  it.each([
    ['a head that nobody closed', '<html><head><title>T</title><meta charset=utf-8><p>Hola', ['Hola']],
    ['navigation that nobody closed', '<nav><a>Inicio</a><h1>Envíos</h1><p>Tres días.', ['Inicio', '1 Envíos', 'Tres días.']],
    ['a button that nobody closed', '<p>Antes</p><button>Comprar<p>Después</p>', ['Antes', 'Comprar', 'Después']],
    ['code that nobody closed', '<p>Antes</p><pre>uno\n  dos', ['Antes', 'uno /   dos']],
    ['a heading that nobody closed', '<h2>Envíos<p>Tres días.</p><p>Gratis.</p>', ['2 Envíos', 'Tres días.', 'Gratis.']],
    ['a paragraph in a heading', '<h2><p>Envíos</p></h2><p>Tres días.</p>', ['2 Envíos', 'Tres días.']],
    ['a picture in a sentence', '<p>Llame <svg><title>Teléfono</title></svg> al 600.</p>', ['Llame al 600.']],
    ['a heading in a cell', '<table><tr><td><h3>Casco</h3></td><td>$5</td></tr></table>', ['Casco | $5']],
    ['headings on the left', '<table><tr><th>Peso</th><td>2 kg</td></tr><tr><th>Color</th><td>rojo</td></tr></table>', ['Peso | 2 kg / Color | rojo']],
    ['a head of plain cells', '<table><thead><tr><td>Talla</td><td>Precio</td></tr></thead><tr><td>M</td><td>$5</td></tr></table>', ['Talla | Precio / M | $5']],
    ['a table in a cell', '<table><tr><td>Uno<table><tr><td>dentro</td></tr></table></td><td>Dos</td></tr><tr><td>x</td><td>y</td></tr></table>', ['Uno / dentro / Dos / x | y']],
    ['signs as Windows numbers them', '<p>&#147;Hola&#148; &#150; &#128;5 &#x96; &#129;</p>', ['“Hola” – €5 – \u0081']],
  ])('%s', async (_name, html, blocks) => {
    expect(await blocksOf(html)).toEqual(blocks)
  })
  it('says a head of plain cells again where the table is cut', async () => {
    const rows = Array.from({ length: 60 }, (_, at) => `<tr><td>Producto número ${at}</td><td>$${at}</td></tr>`).join('')
    for (const { text } of await chunksOf('html', `<table><thead><tr><td>Producto</td><td>Precio</td></tr></thead>${rows}</table>`)) expect(text.startsWith('Producto | Precio\n')).toBe(true)
  })
})

describe('Markdown', () => {
  it('keeps addresses in angle brackets, and leaves out scripts and styles', async () => {
    const text = 'Escriba a <ventas@tienda.example> o vea <https://tienda.example/a>.<br>Caf&eacute; &amp; t&eacute;, <b>siempre</b> si 2 <x y 3> 1.\n\n<script>\nalert("no")\n</script>\n<style>p {}</style>\nFin.'
    expect((await chunksOf('markdown', text)).map((chunk) => chunk.text)).toEqual(['Escriba a ventas@tienda.example o vea https://tienda.example/a. Café & té, siempre si 2 <x y 3> 1.\n\nFin.'])
  })
})

describe('a document made to be slow', () => {
  // Each took minutes; what is proved is that they end at all, within the test's own time.
  it.each<[string, DocumentKind, string]>([
    ['a line of space under a line with bars', 'markdown', `a | b\n${' '.repeat(400_000)}x`],
    ['space in code', 'html', `<pre>a${' '.repeat(400_000)}b</pre>`],
    ['points', 'text', `a${'.'.repeat(400_000)}b`],
  ])('%s is read', async (_name, kind, content) => {
    expect((await chunksOf(kind, content)).length).toBeGreaterThan(0)
  })
})

describe('what cannot be read says why', () => {
  const cases: [string, DocumentKind, () => Buffer | Promise<Buffer>, string][] = [
    ['a cut PDF', 'pdf', () => makePdf([[{ text: 'Hola', y: 700 }]]).subarray(0, 60), 'broken_pdf'],
    ['a PDF under a password', 'pdf', () => makePdf([[{ text: 'Hola', y: 700 }]], true), 'encrypted_pdf'],
    ['pictures of pages', 'pdf', () => makePdf([[], []]), 'scanned_pdf'],
    ['a Word file that is none', 'docx', () => Buffer.from('hola'), 'broken_docx'],
    ['a zip of something else', 'docx', () => makeZip({ 'a.txt': 'hola' }), 'broken_docx'],
    ['an old Word file', 'docx', () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(512)]), 'old_word'],
    ['a Word file under a password', 'docx', () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]), 'encrypted_docx'],
    ['a picture called text', 'text', () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0, 1, 2, 3, 0, 0]), 'binary'],
    ['nothing but space', 'markdown', () => Buffer.from('  \n\n'), 'empty'],
    ['headings over nothing', 'markdown', () => Buffer.from('# Uno\n## Dos\n'), 'empty'],
    ['a table without rows', 'csv', () => Buffer.from('Producto;Precio\n'), 'empty'],
  ]
  it.each(cases)('%s', async (_name, kind, content, reason) => {
    await expect(read(kind, await content())).rejects.toMatchObject({ reason: `knowledge.problem.${reason}` })
  })

  it('a Word file that would fill memory, before it is unpacked', async () => {
    const zip = await makeZip({ 'word/document.xml': Buffer.alloc(200_000), 'word/other.xml': Buffer.alloc(200_000) })
    expect(() => requireBoundedZip(zip, 300_000)).toThrow('knowledge.problem.too_large')
    // What it claims is no help.
    zip.writeUInt32LE(10, zip.lastIndexOf(Buffer.from('504b0102', 'hex')) + 24)
    expect(() => requireBoundedZip(zip, 300_000)).toThrow('knowledge.problem.too_large')
    expect(() => requireBoundedZip(zip, 500_000)).not.toThrow()
  })

  it('a Word file whose end tells of less than readers would find and unpack', async () => {
    const zip = await makeZip({ 'word/document.xml': Buffer.alloc(10), 'word/other.xml': Buffer.alloc(200_000) })
    const end = zip.length - 22
    const changed = (change: (bytes: Buffer) => void) => {
      const bytes = Buffer.from(zip)
      change(bytes)
      return () => requireBoundedZip(bytes, 100_000)
    }
    expect(() => requireBoundedZip(zip, 300_000)).not.toThrow()
    // Fewer entries than follow each other.
    expect(changed((bytes) => bytes.writeUInt16LE(1, end + 10))).toThrow('knowledge.problem.broken_docx')
    // A list that ends elsewhere: readers take all places to be further behind by as much.
    expect(changed((bytes) => bytes.writeUInt32LE(46, end + 12))).toThrow('knowledge.problem.broken_docx')
    // The places are told by another record, of the larger kind.
    expect(changed((bytes) => bytes.writeUInt16LE(0xffff, end + 4))).toThrow('knowledge.problem.broken_docx')
  })

  it('and a file that is gone', async () => {
    await expect(readDocument({ path: join(folder, 'nowhere'), fileName: 'x.txt', kind: 'text' }, { signal: new AbortController().signal, cancelled: () => false, progress: () => {} }))
      .rejects.toMatchObject({ reason: 'knowledge.problem.file_missing' })
  })

  it('a cancelled PDF ends between two pages', async () => {
    await expect(read('pdf', makePdf([[{ text: 'Hola', y: 700 }]]), () => true)).rejects.toThrow('Cancelled')
  })
})
