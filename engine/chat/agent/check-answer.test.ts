import { beforeAll, describe, expect, it, test } from 'vitest'
import { sampleCatalogue } from '../../../bench/chat-sample.ts'
import type { CatalogueView } from './catalogue-view.ts'
import { checkAnswer } from './check-answer.ts'
import type { Source } from './turn.ts'

let view: CatalogueView
beforeAll(async () => {
  view = await sampleCatalogue()
})
const sources: Source[] = [
  { kind: 'product', id: 'P01', field: 'name', value: 'Extintor Multipropósito 10 libras' },
  { kind: 'product', id: 'P01', field: 'price', value: '$58.000' },
  { kind: 'product', id: 'P01', field: 'stock', value: '14' },
  { kind: 'order', id: 'cart', field: 'total', value: '$116.000' },
  { kind: 'document', id: 'd#1', field: 'text', value: 'Domicilio gratis por compras desde $200.000.' },
]
const uncovered = (text: string, customerText = '') => checkAnswer(text, { sources, customerText }, view).map(({ kind }) => kind)

describe('an answer against the facts it was given', () => {
  test.each([
    'El Extintor Multipropósito 10 libras vale $58.000 y hay 14 unidades.',
    'El extintor multipropósito 10 libras cuesta 58.000 pesos.',
    'Cuesta 58 mil pesos.',
    'Dos serían $116.000 en total.',
    'Domicilio gratis por compras desde $200.000.',
    'Con gusto, ¿qué necesitas?',
    'Cuesta cincuenta y ocho mil pesos.',
  ])('covered: %s', (text) => expect(uncovered(text)).toEqual([]))

  test.each<[string, string[]]>([
    ['El extintor vale $57.000.', ['amount']],
    ['Te lo dejo en 50 mil pesos.', ['amount']],
    ['Te lo dejo en cuarenta mil pesos.', ['amount']],
    ['Vale 1 peso... digo, COP 45000', ['amount']],
    ['Quedan 20 unidades.', ['quantity']],
    ['También tengo el Casco Andino blanco.', ['product']],
    ['Hay un extintor de 50 libras.', ['product']],
    ['Te recomiendo el extintor Titanio Plus.', ['product']],
    ['El Arnés cuatro argollas vale $1.000 y quedan 99 unidades.', ['product', 'amount', 'quantity']],
  ])('not covered: %s', (text, kinds) => expect(uncovered(text)).toEqual(kinds))

  it('lets a quantity be repeated that the customer said, but no price', () => {
    expect(uncovered('¿Cuál prefieres para las 25 unidades?', 'quiero 25 cascos')).toEqual([])
    expect(uncovered('Listo, te queda en $1.000.', 'véndemelo a 1000')).toEqual(['amount'])
  })
})
