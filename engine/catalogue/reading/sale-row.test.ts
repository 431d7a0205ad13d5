import { describe, expect, it } from 'vitest'
import type { Row } from '../../ingest/reading/index.ts'
import { guessCatalogueMapping } from './file-reader.ts'
import { saleGatherer } from './gather-sales.ts'
import { dateOrderProof, readMoment } from './moment.ts'
import { saleReader } from './sale-row.ts'

const columns = ['numero', 'fecha', 'cedula', 'cliente', 'id_producto', 'producto', 'cantidad', 'precio', 'total_linea', 'total_venta', 'moneda', 'estado', 'pago', 'canal']

describe('a file of sales', () => {
  it('is recognised in the layout of our own export, and in that of other programs', () => {
    expect(guessCatalogueMapping('sales', columns)).toEqual({ number: 0, soldAt: 1, nationalId: 2, customer: 3, externalId: 4, product: 5, quantity: 6, price: 7, currency: 10, fulfilment: 11, payment: 12, channel: 13 })
    expect(guessCatalogueMapping('sales', ['Order ID', 'Order date', 'Customer name', 'SKU', 'Product name', 'Qty', 'Unit price', 'Line total', 'Payment status', 'Order status', 'Due date'])).toEqual({ number: 0, soldAt: 1, customer: 2, externalId: 3, product: 4, quantity: 5, price: 6, payment: 8, fulfilment: 9 })
  })

  it.each<[string, string | null]>([
    ['2026-03-05T10:30:00Z', '2026-03-05T10:30:00Z'], ['2026-03-05 10:30:00-03:00', '2026-03-05T13:30:00Z'], ['05/03/2026 10:30', '2026-03-05T15:30:00Z'], ['5/3/26, 1:05:09 p. m.', '2026-03-05T18:05:09Z'], ['5 de marzo de 2026', '2026-03-05T17:00:00Z'], ['2026-03-05T10:30:00', '2026-03-05T15:30:00Z'],
    ['46086', '2026-03-05T17:00:00Z'], ['05/03/2026 25:30', null], ['31/02/2026', null], ['ayer', null], ['', null],
  ])('has the moment %s at %s, by the clocks of Bogotá', (text, at) => {
    expect(readMoment(text, 'dmy', 'America/Bogota')).toBe(at === null ? null : Date.parse(at))
  })

  it('writes the month first only where a date proves it and none proves the other', () => {
    const orderOf = (...cells: string[]) => {
      const proof = dateOrderProof()
      for (const cell of cells) proof.look(cell)
      return proof.order()
    }
    expect([orderOf('03/05/2026'), orderOf('03/05/2026', '03/25/2026'), orderOf('25/03/2026', '03/25/2026'), orderOf('2026-03-25')]).toEqual(['dmy', 'mdy', 'dmy', 'dmy'])
  })
})

describe('the rows of a sale', () => {
  const mapping = guessCatalogueMapping('sales', columns)
  const row = (rowNumber: number, number: string, quantity = '1'): Row => ({ rowNumber, cells: [number, '2026-03-05', '', '', 'C1', '', quantity, '100'], problem: null })
  const rows = [row(2, 'A'), row(3, 'B'), row(4, 'A'), row(5, ''), row(6, 'C', 'x'), row(7, 'B'), row(8, 'C')]
  const gather = (afterRow: number) => {
    const take = saleGatherer((cells) => cells[0] ?? '', new Map([['A', 2], ['B', 2], ['C', 2]]), saleReader(mapping, 'COP', null, 'dmy', 'UTC'), afterRow)
    return rows.map((one) => take.take(one).map(({ firstRow, rows: sound, failed }) => [firstRow, sound.map(({ rowNumber }) => rowNumber), failed.map(({ rowNumber, reasons }) => `${rowNumber} ${reasons.join()}`)]))
  }

  it('come out together, in the order in which sales begin, and all fail with one that does', () => {
    expect(gather(0).flat()).toEqual([
      [2, [2, 4], []], [3, [3, 7], []], [5, [], ['5 catalogue.row_number_missing']], [6, [], ['6 catalogue.row_quantity_unreadable', '8 catalogue.row_sale_incomplete']],
    ])
  })

  it('are not handed over again when reading goes on behind a sale, wherever their rows are', () => {
    for (const afterRow of [2, 3, 5, 6]) expect(gather(afterRow).flat()).toEqual(gather(0).flat().filter(([firstRow]) => (firstRow as number) > afterRow))
  })
})
