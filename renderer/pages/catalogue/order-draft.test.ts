import { describe, expect, it } from 'vitest'
import type { OrderDetail, Product } from '../../../engine/contract/catalogue.ts'
import { draftOf, fittingLines, linesOf, namedFirst, piecesOf, totalOf, withProduct } from './order-draft.ts'

const price = { minor: 500, currency: 'COP' }
const line = (productId: string, quantity: number) => ({ productId, name: productId, quantity, price, stock: 9, active: true })
const order = (more: Partial<OrderDetail> = {}): OrderDetail => ({
  id: 'o', chatId: null, customerId: null, customerName: null, state: 'pendiente', collected: {}, items: 0, total: null, saleId: null, saleNumber: null, version: 1, createdAt: 0, updatedAt: 0, lines: [line('a', 4), line('b', 2), line('c', 1), line('d', 3)], ...more,
})

describe('an order written by hand', () => {
  it('counts a product once, however often it is added, and has a sum only while all of it is clear', () => {
    const product = { id: 'a', name: 'a', price, stock: 9, active: true } as Product
    const lines = withProduct(withProduct([], product), product)
    expect(lines.map(({ quantity }) => quantity)).toEqual(['2'])
    expect(totalOf(lines)).toEqual({ minor: 1_000, currency: 'COP' })
    expect(totalOf([{ ...lines[0]!, quantity: '1,5' }])).toBeNull()
    expect(totalOf([...lines, { ...lines[0]!, price: { minor: 1, currency: 'USD' } }])).toBeNull()
    expect(['0', '-1', '', ' 7 ', '1000001'].map(quantity => piecesOf({ quantity }))).toEqual([null, null, null, 7, null])
  })

  it('can be closed at once, while one of a chat goes on with its conversation', () => {
    expect(draftOf(null, null, []).state).toBe('listo_para_finalizar')
    expect(draftOf(order({ chatId: 'x', state: 'recolectando_datos' }), null, [])).toMatchObject({ chatId: 'x', state: 'recolectando_datos' })
    expect(draftOf(order({ chatId: 'x', state: 'iniciada' }), null, []).state).toBe('pendiente')
    expect(draftOf(order({ chatId: 'x' }), null, [], true).state).toBe('listo_para_finalizar')
  })

  it('is cut to what there is where it falls short', () => {
    const short = (productId: string, left: number, active = true) => ({ productId, name: productId, wanted: 9, left, active })
    expect(fittingLines(order(), [short('a', 3), short('b', 0), short('d', 5, false)])).toEqual([{ productId: 'a', quantity: 3 }, { productId: 'c', quantity: 1 }])
    expect(linesOf(order())).toHaveLength(4)
  })

  it('offers what bears the words in its name first', () => {
    const names = ['Barbuquejo', 'Casco azul', 'Gorra', 'CASCÓ blanco'].map(name => ({ name }))
    expect(namedFirst(names, 'casco').map(({ name }) => name)).toEqual(['Casco azul', 'CASCÓ blanco', 'Barbuquejo', 'Gorra'])
  })
})
