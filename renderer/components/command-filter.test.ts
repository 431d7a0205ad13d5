import { describe, expect, it } from 'vitest'
import { rankEntry } from './command-filter.ts'

describe('typing in a list', () => {
  it('finds by the words on screen, without accents, and never by the id', () => {
    expect(rankEntry('short', 'educacion', ['Educación'])).toBe(1)
    expect(rankEntry('short', 'short', ['Corto plazo'])).toBe(0)
  })
  it('finds words in any order, from the name and what describes it', () => {
    expect(rankEntry('x', 'tema osc', ['Oscuro', 'Tema'])).toBeGreaterThan(0)
    expect(rankEntry('x', 'nusta', ['Ver atajos de teclado'])).toBe(0)
  })
  it('puts a name that begins so before one that contains it, and a description last', () => {
    const ranks = [['Seguros'], ['Salud y seguros'], ['Aseguradora'], ['Banca', 'Crédito y seguros']].map(keywords => rankEntry('x', 'segur', keywords))
    expect(ranks).toEqual(ranks.toSorted((a, b) => b - a))
    expect(new Set(ranks).size).toBe(4)
  })
})
