import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quoteFinder } from './locate-quote.ts'

const transcript = 'Vendedor: Hola.\nCliente: Somos «Óptica Señor», con   12 locales en Perú; respondemos 300 mensajes al día, y ya no damos abasto.\nVendedor: Entiendo.'
const found = (quote: string, text = transcript): string | null => {
  const span = quoteFinder(text)(quote)
  return span === null ? null : text.slice(span.start, span.end)
}

describe('a quote', () => {
  it.each([
    ['as it stands', 'con   12 locales en Perú', 'con   12 locales en Perú'],
    ['with other spaces, capitals, accents and marks', '"CON 12 locales, en peru."', 'con   12 locales en Perú'],
    ['over the end of a line', 'hola cliente somos', 'Hola.\nCliente: Somos'],
    ['with an ellipsis', '12 locales … no damos abasto', '12 locales en Perú; respondemos 300 mensajes al día, y ya no damos abasto'],
    ['with dots in brackets', 'Somos [...] en Perú', 'Somos «Óptica Señor», con   12 locales en Perú'],
  ])('is found %s', (_, quote, expected) => expect(found(quote)).toBe(expected))

  it.each([
    ['made up', 'con 13 locales en Perú'],
    ['of half a word', 'ocales en Per'],
    ['whose parts stand the other way round', 'no damos abasto … 12 locales'],
    ['that is empty', ''],
    ['of marks alone', '... " "'],
    ['of one letter', 'y'],
  ])('%s is not found', (_, quote) => expect(found(quote)).toBeNull())

  it('is found where accents are marks of their own, and with them', () => {
    expect(found('en peru', transcript.normalize('NFD'))).toBe('en Perú'.normalize('NFD'))
  })

  it('taken from any place of any text is found again, whatever was done to its spaces and capitals', () => {
    const words = fc.array(fc.constantFrom('año', 'Ñandú', 'x', '12', 'İstanbul', 'straße', 'ﬁn', '¿qué?', '—', '👍', 'no'), { minLength: 3, maxLength: 30 })
    fc.assert(fc.property(words, fc.nat(), fc.nat(), (list, from, length) => {
      const start = from % list.length
      const text = list.join(' ')
      const quote = list.slice(start, start + 1 + (length % 6)).join('  ').toUpperCase()
      const letters = quote.replaceAll(/[^\p{L}\p{N}]/gu, '')
      fc.pre(letters.length >= 3)
      const span = quoteFinder(text)(quote)
      expect(span).not.toBeNull()
      const bare = (one: string) => one.toUpperCase().normalize('NFKD').replaceAll(/[^\p{L}\p{N}]/gu, '').toLowerCase()
      expect(bare(text.slice(span?.start, span?.end))).toBe(bare(quote))
    }), { numRuns: 300 })
  })
})
