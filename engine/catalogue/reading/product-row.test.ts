import { describe, expect, it } from 'vitest'
import { guessCatalogueMapping } from './file-reader.ts'
import { customerReader } from './customer-row.ts'
import { productReader } from './product-row.ts'

const columns = ['id', 'nombre', 'descripcion', 'precio', 'stock', 'activo', 'fecha_actualizacion', 'categoria']
const mapping = guessCatalogueMapping('products', columns)
const read = (...cells: string[]) => productReader(mapping, 'COP', null)(cells)

describe('a file of products', () => {
  it('is recognised in the layout that shops export', () => {
    expect(mapping).toEqual({ externalId: 0, name: 1, description: 2, price: 3, stock: 4, active: 5, category: 7 })
  })

  it('is recognised by English headers, and purchase price and least stock are not taken for the price and the stock', () => {
    expect(guessCatalogueMapping('products', ['SKU', 'Product name', 'Purchase price', 'Sale price', 'Minimum stock', 'Qty', 'Tags'])).toEqual({ externalId: 0, name: 1, price: 3, stock: 5, synonyms: 6 })
  })

  it('gives prices in the smallest unit, however they are written', () => {
    expect(read('7', 'Casco', '', '45000', '3', '1', '', 'Cabeza')).toMatchObject({ ok: { externalId: '7', price: { minor: 4_500_000, currency: 'COP' }, stock: 3, active: true, description: null } })
    expect(read('7', 'Casco', '', '$ 45.000', '1.200', 'Sí', '', '')).toMatchObject({ ok: { price: { minor: 4_500_000 }, stock: 1_200, active: true } })
    expect(read('7', 'Casco', '', 'US$ 12.50', '', 'no', '', '')).toMatchObject({ ok: { price: { minor: 1_250, currency: 'USD' }, stock: null, active: false } })
  })

  it('tells every fault of a row', () => {
    expect(read('', '', '', 'gratis', '-3', 'quizás', '', '')).toEqual({ failed: ['catalogue.row_price_unreadable', 'catalogue.row_stock_unreadable', 'catalogue.row_active_unreadable', 'catalogue.row_name_missing'] })
  })
})

describe('a file of customers', () => {
  const customers = customerReader(guessCatalogueMapping('customers', ['Cédula', 'Nombre completo', 'Teléfono', 'Correo', 'Dirección', 'Barrio', 'Indicaciones adicionales']))
  it('knows a person by the national id, whatever its dots', () => {
    expect(customers(['79.123.456', 'Ana Ruiz', '3001234567', 'Ana@Example.com', 'Calle 1', 'Centro', ''])).toEqual({
      ok: { nationalId: '79123456', name: 'Ana Ruiz', phone: '3001234567', email: 'ana@example.com', address: 'Calle 1', neighbourhood: 'Centro', notes: null },
    })
  })
  it('refuses a row that names nobody', () => {
    expect(customers(['', 'Ana Ruiz', '', 'no es correo', '', '', ''])).toEqual({ failed: ['catalogue.row_national_id_missing', 'catalogue.row_email_invalid'] })
  })
})
