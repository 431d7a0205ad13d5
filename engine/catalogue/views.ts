import { z } from 'zod'
import type { CatalogueImportRow } from '../../db/queries/catalogue-imports.ts'
import { customerSpend, type CustomerRow, type ListedCustomer } from '../../db/queries/customers.ts'
import { listedOrder, orderLines, type ListedOrder } from '../../db/queries/orders.ts'
import type { SoldProduct } from '../../db/queries/product-figures.ts'
import type { ProductRow } from '../../db/queries/products.ts'
import { saleById, saleLines, type ListedSale } from '../../db/queries/sales.ts'
import type { Database } from '../../db/open.ts'
import type { CatalogueImport, Customer, CustomerDetail, CustomerRow as CustomerInList, Order, OrderDetail, Product, ProductRow as ProductInList, Sale, SaleDetail } from '../contract/catalogue.ts'

const words = z.array(z.string())
const fields = z.record(z.string(), z.string())

export function productOf(row: ProductRow): Product {
  return {
    id: row.id, externalId: row.external_id, name: row.name, description: row.description, category: row.category, price: { minor: row.price_minor, currency: row.currency }, stock: row.stock, active: row.active === 1,
    synonyms: words.parse(JSON.parse(row.synonyms)), version: row.version, createdAt: row.created_at, updatedAt: row.updated_at,
  }
}

/** Days over which it is told how a product sells. */
export const figureDays = 30

/** @param few pieces at which a product is running out */
export function productRowOf(row: SoldProduct, few: number): ProductInList {
  const daysLeft = row.sold === 0 ? null : Math.floor((row.stock * figureDays) / row.sold)
  return { ...productOf(row), sold: row.sold, revenue: { minor: row.revenue_minor, currency: row.currency }, daysLeft, lowStock: row.active === 1 && row.stock <= few }
}

export function customerOf(row: CustomerRow): Customer {
  return {
    id: row.id, nationalId: row.national_id, name: row.name, phone: row.phone, email: row.email, address: row.address, neighbourhood: row.neighbourhood, notes: row.notes,
    version: row.version, createdAt: row.created_at, updatedAt: row.updated_at, erasedAt: row.erased_at,
  }
}

export function listedCustomerOf(row: ListedCustomer): CustomerInList {
  return { ...customerOf(row), sales: row.sales, lastSaleAt: row.last_sale_at }
}

export function customerDetail(database: Database, row: CustomerRow): CustomerDetail {
  const spend = customerSpend(database, row.business_id, row.seq).map(({ currency, sales, total_minor, first_at, last_at }) => ({ total: { minor: total_minor, currency }, sales, firstAt: first_at, lastAt: last_at }))
  return { ...customerOf(row), spend }
}

export function orderOf(row: ListedOrder): Order {
  return {
    id: row.id, chatId: row.chat_id, customerId: row.customer_id, customerName: row.customer_name, state: row.state, collected: fields.parse(JSON.parse(row.collected)), items: row.items,
    total: row.currency === null ? null : { minor: row.total_minor, currency: row.currency }, saleId: row.sale_id, saleNumber: row.sale_number, version: row.version, createdAt: row.created_at, updatedAt: row.updated_at,
  }
}

/** @returns null where the business has no such order */
export function orderDetail(database: Database, businessId: string, id: string): OrderDetail | null {
  const row = listedOrder(database, businessId, id)
  if (row === null) return null
  const lines = orderLines(database, businessId, row.seq).map((line) => ({ productId: line.product_id, name: line.name, quantity: line.quantity, price: { minor: line.price_minor, currency: line.currency }, stock: line.stock, active: line.active === 1 }))
  return { ...orderOf(row), lines }
}

export function saleOf(row: ListedSale): Sale {
  return {
    id: row.id, number: row.number, externalNumber: row.external_number, customerId: row.customer_id, customerName: row.customer_name, items: row.items, total: { minor: row.total_minor, currency: row.currency },
    soldAt: row.sold_at, channel: row.channel, fulfilment: row.fulfilment, payment: row.payment,
  }
}

/** @returns null where the business has no such sale */
export function saleDetail(database: Database, businessId: string, id: string): SaleDetail | null {
  const row = saleById(database, businessId, id)
  if (row === null) return null
  const lines = saleLines(database, businessId, row.seq).map((line) => ({ productId: line.product_id, name: line.name, quantity: line.quantity, price: { minor: line.price_minor, currency: row.currency } }))
  return { ...saleOf(row), lines }
}

export function importOf(row: CatalogueImportRow): CatalogueImport {
  return {
    id: row.id, kind: row.kind, fileName: row.file_name, state: row.state, jobId: row.job_id, total: Math.max(row.total, row.rows_read), rowsRead: row.rows_read, created: row.created, updated: row.updated, skipped: row.skipped,
    failedRows: row.failed_rows, createdAt: row.created_at, finishedAt: row.finished_at, undoneAt: row.undone_at, undoable: row.undoable === 1, kept: row.kept, error: row.error,
  }
}
