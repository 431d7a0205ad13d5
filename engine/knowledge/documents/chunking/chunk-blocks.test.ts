import { describe, expect, it } from 'vitest'
import { paragraph, type Block } from '../reading/block.ts'
import { chunkBlocks, tokensOf } from './chunk-blocks.ts'
import { sentencesOf } from './sentences.ts'

const heading = (level: number, text: string): Block => ({ kind: 'heading', level, text, page: null })
const sentence = (number: number) => `La frase número ${number} explica con calma cómo se revisa la presión del cilindro antes de entregarlo.`
const texts = (blocks: Block[]) => [...chunkBlocks(blocks)].map(({ text }) => text)

describe('sentences', () => {
  it('end where they end, not at abbreviations, initials or figures', () => {
    expect(sentencesOf('El Sr. Pérez llega a las 5 p. m. mañana. ¿Viene? ¡Sí! Cuesta $10.500 cada uno. La empresa es Cordillera S.A.S. y atiende. J. Ruiz firma… "Bien." Fin.')).toEqual([
      'El Sr. Pérez llega a las 5 p. m. mañana.', '¿Viene?', '¡Sí!', 'Cuesta $10.500 cada uno.', 'La empresa es Cordillera S.A.S. y atiende.', 'J. Ruiz firma…', '"Bien."', 'Fin.',
    ])
  })
})

describe('chunks', () => {
  it('lie under the headings that are above them, and never under two', () => {
    const chunks = [...chunkBlocks([paragraph('Antes.'), heading(1, 'A'), heading(2, 'A1'), paragraph('Uno.'), heading(3, 'A1a'), paragraph('Dos.'), heading(2, 'A2'), paragraph('Tres.'), heading(1, 'B'), paragraph('Cuatro.')])]
    expect(chunks.map(({ headings, text }) => [...headings, text])).toEqual([['Antes.'], ['A', 'A1', 'Uno.'], ['A', 'A1', 'A1a', 'Dos.'], ['A', 'A2', 'Tres.'], ['B', 'Cuatro.']])
  })

  it('hold headings that nothing stands under, and all of a heading that is as long as a text', () => {
    const long = Array.from({ length: 12 }, (_, at) => sentence(at)).join(' ')
    const chunks = [...chunkBlocks([heading(1, 'Tienda'), heading(2, 'Tel. 600 123'), heading(2, 'Horario'), paragraph('De 9 a 5.'), heading(3, long), heading(1, 'Calle 5')])]
    expect(chunks.map(({ headings, text }) => [...headings, text])).toEqual([['Tienda', 'Tel. 600 123'], ['Tienda', 'Horario', 'De 9 a 5.'], ['Tienda', 'Horario', long.slice(0, 200), long], ['Calle 5']])
  })

  it('of a long text hold whole sentences, all of them, and say the last one again', () => {
    const sentences = Array.from({ length: 60 }, (_, at) => sentence(at))
    const found = texts([paragraph(sentences.join(' '))])
    expect(found.length).toBeGreaterThan(3)
    for (const text of found) {
      expect(tokensOf(text)).toBeLessThanOrEqual(420)
      expect(sentences.some((each) => text.startsWith(each)) && sentences.some((each) => text.endsWith(each))).toBe(true)
    }
    for (const each of sentences) expect(found.some((text) => text.includes(each))).toBe(true)
    found.slice(1).forEach((text, at) => expect(found[at]?.endsWith(sentencesOf(text)[0] ?? 'nothing')).toBe(true))
    expect(texts([paragraph(sentences.join(' '))])).toEqual(found)
  })

  it('do not tear a list from the words that introduce it, nor a row of a table, whose header comes again', () => {
    const filling = Array.from({ length: 13 }, (_, at) => paragraph(sentence(at)))
    const items = Array.from({ length: 12 }, (_, at) => `- Cosa ${at} que se vende en la tienda de la esquina`)
    const list = texts([...filling, paragraph('Vendemos:'), { kind: 'list', parts: items, header: null, page: null }])
    expect(list.at(-1)).toBe(['Vendemos:', items.join('\n')].join('\n\n'))
    const rows = Array.from({ length: 80 }, (_, at) => `Producto ${at} de la lista | ${at * 10} pesos`)
    const table = texts([{ kind: 'table', header: 'Producto | Precio', parts: rows, page: null }])
    expect(table.length).toBeGreaterThan(1)
    for (const text of table) expect(text.split('\n')[0]).toBe('Producto | Precio')
    expect(table.flatMap((text) => text.split('\n').slice(1))).toEqual(rows)
  })

  it('of a text without any end are cut between words, and lose nothing', () => {
    const words = Array.from({ length: 3_000 }, (_, at) => `palabra${at}`).join(' ')
    expect(texts([paragraph(words)]).join(' ')).toBe(words)
    const endless = '🙂'.repeat(4_000)
    const pieces = texts([paragraph(endless)])
    expect(pieces.join('')).toBe(endless)
    for (const piece of pieces) expect(piece.isWellFormed()).toBe(true)
  })
})
