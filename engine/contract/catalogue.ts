import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import {
  catalogueEntities, catalogueImportKinds, catalogueImportStates, fulfilmentStates, importKeptReasons, orderStates, paymentStates, salesChannels, stockAdjustments, stockReasons,
} from '../../db/values.ts'
import { moneySchema } from './debtors.ts'
import { commonErrors, exportLanguageSchema, idSchema, pageSchema, timestampSchema } from './shared.ts'

const currency = z.string().regex(/^[A-Z]{3}$/)
const business = z.object({ businessId: idSchema })
const text = (longest: number) => z.string().trim().max(longest)
/** More pieces than anybody sells at once, and few enough that sums stay exact. */
const quantity = z.number().int().min(1).max(1_000_000)

export const productSchema = z.object({
  id: idSchema,
  /** The shop's own name of it. */
  externalId: z.string().nullable(),
  name: z.string(),
  description: z.string(),
  category: z.string(),
  price: moneySchema,
  /** Pieces that can be sold now. */
  stock: z.number().int(),
  /** Products no longer sold stay, so that past sales can be read. */
  active: z.boolean(),
  /** Further words by which customers ask for it. */
  synonyms: z.array(z.string()),
  /** Rises with every change but those of the stock. */
  version: z.number().int(),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
})
export type Product = z.infer<typeof productSchema>

/** A product with how it sells. Cancelled sales do not count. */
export const productRowSchema = productSchema.extend({
  /** Pieces of the last 30 days. */
  sold: z.number().int(),
  /** What they came to, of sales in the product's currency. */
  revenue: moneySchema,
  /** How long the stock lasts if it goes on selling like that; null while nothing sold. */
  daysLeft: z.number().int().nullable(),
  /** For sale, with as few pieces left as the business calls few. */
  lowStock: z.boolean(),
})
export type ProductRow = z.infer<typeof productRowSchema>

/** What the business set for its catalogue. */
export const catalogueSettingsSchema = z.object({ lowStock: z.number().int().min(0).max(1_000_000) })
export type CatalogueSettings = z.infer<typeof catalogueSettingsSchema>

export const productSortColumns = ['name', 'category', 'price', 'stock', 'updatedAt'] as const
export const productFilterSchema = business.extend({ text: z.string().max(200).optional(), category: z.string().optional(), active: z.boolean().optional(), inStock: z.boolean().optional(), lowStock: z.boolean().optional() })
export type ProductFilter = z.infer<typeof productFilterSchema>

/** What a person writes of a product. */
export const productDraftSchema = z.object({
  externalId: text(100).min(1).nullable(),
  name: text(200).min(1),
  description: text(5_000),
  category: text(100),
  price: z.object({ minor: z.number().int().min(0).max(10_000_000_000_000), currency }),
  active: z.boolean(),
  synonyms: z.array(text(100).min(1)).max(50),
})
export type ProductDraft = z.infer<typeof productDraftSchema>

export const stockMovementSchema = z.object({
  at: timestampSchema, change: z.number().int(), stockAfter: z.number().int(), reason: z.enum(stockReasons), note: z.string(), saleId: idSchema.nullable(), saleNumber: z.number().int().nullable(),
})
export type StockMovement = z.infer<typeof stockMovementSchema>

export const customerSchema = z.object({
  id: idSchema,
  /** Letters and digits alone; the only key, as two people may share a phone or an e-mail. */
  nationalId: z.string().nullable(),
  name: z.string(),
  phone: z.string(),
  email: z.string(),
  address: z.string(),
  neighbourhood: z.string(),
  notes: z.string(),
  version: z.number().int(),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
  erasedAt: timestampSchema.nullable(),
})
export type Customer = z.infer<typeof customerSchema>
export const customerRowSchema = customerSchema.extend({ sales: z.number().int(), lastSaleAt: timestampSchema.nullable() })
export type CustomerRow = z.infer<typeof customerRowSchema>

/** What a customer bought in one currency. Cancelled sales do not count. */
export const customerSpendSchema = z.object({ total: moneySchema, sales: z.number().int(), firstAt: timestampSchema, lastAt: timestampSchema })
export const customerDetailSchema = customerSchema.extend({ spend: z.array(customerSpendSchema) })
export type CustomerDetail = z.infer<typeof customerDetailSchema>

export const customerSortColumns = ['name', 'updatedAt'] as const
export const customerDraftSchema = z.object({
  nationalId: text(40).nullable(), name: text(200).min(1), phone: text(40), email: text(200), address: text(300), neighbourhood: text(100), notes: text(5_000),
})
export type CustomerDraft = z.infer<typeof customerDraftSchema>

export const orderSchema = z.object({
  id: idSchema,
  chatId: z.string().nullable(),
  customerId: idSchema.nullable(),
  customerName: z.string().nullable(),
  state: z.enum(orderStates),
  /** What the customer has told so far, by the field's name. */
  collected: z.record(z.string(), z.string()),
  items: z.number().int(),
  /** Null for an empty order. */
  total: moneySchema.nullable(),
  saleId: idSchema.nullable(),
  saleNumber: z.number().int().nullable(),
  version: z.number().int(),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
})
export type Order = z.infer<typeof orderSchema>

export const orderLineSchema = z.object({
  productId: idSchema, name: z.string(), quantity: z.number().int(),
  /** As the customer was told when it was added. */
  price: moneySchema,
  /** Of the product, now. */
  stock: z.number().int(), active: z.boolean(),
})
export const orderDetailSchema = orderSchema.extend({ lines: z.array(orderLineSchema) })
export type OrderDetail = z.infer<typeof orderDetailSchema>

export const orderDraftSchema = z.object({
  chatId: z.string().max(200).nullable(),
  customerId: idSchema.nullable(),
  state: z.enum(orderStates),
  collected: z.record(z.string().max(60), z.string().max(1_000)),
  lines: z.array(z.object({ productId: idSchema, quantity })).max(200),
})
export type OrderDraft = z.infer<typeof orderDraftSchema>

/** A line that cannot be sold as it stands. */
export const shortLineSchema = z.object({ productId: idSchema, name: z.string(), wanted: z.number().int(), left: z.number().int(), active: z.boolean() })
export type ShortLine = z.infer<typeof shortLineSchema>

export const saleSchema = z.object({
  id: idSchema,
  number: z.number().int(),
  /** As the file calls it that the sale came from; null for sales made here. */
  externalNumber: z.string().nullable(),
  customerId: idSchema.nullable(),
  customerName: z.string().nullable(),
  items: z.number().int(),
  total: moneySchema,
  soldAt: timestampSchema,
  channel: z.enum(salesChannels),
  fulfilment: z.enum(fulfilmentStates),
  payment: z.enum(paymentStates),
})
export type Sale = z.infer<typeof saleSchema>
export const saleDetailSchema = saleSchema.extend({ lines: z.array(z.object({ productId: idSchema, name: z.string(), quantity: z.number().int(), price: moneySchema })) })
export type SaleDetail = z.infer<typeof saleDetailSchema>
export const saleSortColumns = ['number', 'soldAt', 'total'] as const
export const saleFilterSchema = business.extend({ customerId: idSchema.optional(), /** The sale's number, here or in the file it came from. */ number: z.string().max(60).optional(), fulfilment: z.array(z.enum(fulfilmentStates)).optional(), payment: z.array(z.enum(paymentStates)).optional() })
export type SaleFilter = z.infer<typeof saleFilterSchema>

/** What a column of a file can be, once each. */
export const productFields = ['externalId', 'name', 'description', 'category', 'price', 'currency', 'stock', 'active', 'synonyms'] as const
export const customerFields = ['nationalId', 'name', 'phone', 'email', 'address', 'neighbourhood', 'notes'] as const
/** One row for each line of a sale; the product by its code or its name, the customer by the national id or the name. */
export const saleFields = ['number', 'soldAt', 'externalId', 'product', 'quantity', 'price', 'currency', 'nationalId', 'customer', 'channel', 'fulfilment', 'payment'] as const
export type ProductField = (typeof productFields)[number]
export type CustomerField = (typeof customerFields)[number]
export type SaleField = (typeof saleFields)[number]
export const catalogueMappingSchema = z.partialRecord(z.enum([...productFields, ...customerFields, ...saleFields]), z.number().int().min(0))
export type CatalogueMapping = z.infer<typeof catalogueMappingSchema>

export const catalogueImportSchema = z.object({
  id: idSchema,
  kind: z.enum(catalogueImportKinds),
  fileName: z.string(),
  state: z.enum(catalogueImportStates),
  jobId: idSchema.nullable(),
  /** Rows of the file; an estimate until its end. */
  total: z.number().int(),
  rowsRead: z.number().int(),
  created: z.number().int(),
  updated: z.number().int(),
  /** Rows that said nothing new. */
  skipped: z.number().int(),
  failedRows: z.number().int(),
  createdAt: timestampSchema,
  finishedAt: timestampSchema.nullable(),
  undoneAt: timestampSchema.nullable(),
  /** Whether what it did was noted, so that it can be taken back. */
  undoable: z.boolean(),
  /** Products, customers and sales that undoing it left as they are. */
  kept: z.number().int(),
  error: z.string().nullable(),
})
export type CatalogueImport = z.infer<typeof catalogueImportSchema>

/** Something that undoing an import left as it is. */
export const keptByUndoSchema = z.object({ entity: z.enum(catalogueEntities), id: idSchema, name: z.string(), why: z.enum(importKeptReasons) })
export type KeptByUndo = z.infer<typeof keptByUndoSchema>

const importChoice = business.extend({ uploadId: idSchema, kind: z.enum(catalogueImportKinds), /** Of prices that do not name one. */ currency, /** Of times that do not name one; the engine's own where it is left out. */ timeZone: z.string().max(60).optional() })
export const cataloguePreviewSchema = z.object({
  fileName: z.string(),
  columns: z.array(z.string()),
  mapping: catalogueMappingSchema,
  mappingRemembered: z.boolean(),
  rowCount: z.number().int(),
  rowCountExact: z.boolean(),
  /** The first rows: their cells beside what they will become (in words, by field), or the reasons why they fail. */
  rows: z.array(z.object({ cells: z.array(z.string()), understood: z.record(z.string(), z.string()).nullable(), reasons: z.array(z.string()) })),
})
export type CataloguePreview = z.infer<typeof cataloguePreviewSchema>

export const catalogueExports = ['inventory', 'customers', 'orders', 'sales'] as const
export type CatalogueExport = (typeof catalogueExports)[number]

const productId = business.extend({ productId: idSchema })
const customerId = business.extend({ customerId: idSchema })
const orderId = business.extend({ orderId: idSchema })
const saleId = business.extend({ saleId: idSchema })
const importId = business.extend({ importId: idSchema })
const sortBy = <const Columns extends readonly [string, ...string[]]>(columns: Columns) => z.object({ column: z.enum(columns), descending: z.boolean() }).optional()
const pageOf = <Row extends z.ZodType>(row: Row) => z.object({ rows: z.array(row), total: z.number().int() })

export const catalogueContract = {
  products: {
    /** Words are looked for in name, description, category and synonyms, whatever their accents. */
    list: oc.input(z.object({ filter: productFilterSchema, sort: sortBy(productSortColumns) }).extend(pageSchema.shape)).output(pageOf(productRowSchema)),
    categories: oc.input(business).output(z.array(z.object({ category: z.string(), products: z.number().int() }))),
    get: oc.input(productId).errors(commonErrors).output(productRowSchema),
    create: oc.input(business.extend({ product: productDraftSchema, stock: z.number().int().min(0).max(1_000_000_000) })).errors(commonErrors).output(productSchema),
    /** Refused with CONFLICT when somebody changed it since `version`. */
    save: oc.input(productId.extend({ version: z.number().int(), product: productDraftSchema })).errors(commonErrors).output(productSchema),
    /** Adds `change` pieces, or takes them away; never below nothing. */
    adjustStock: oc.input(productId.extend({ change: z.number().int().min(-1_000_000_000).max(1_000_000_000).refine((change) => change !== 0), reason: z.enum(stockAdjustments), note: text(500) })).errors(commonErrors).output(productSchema),
    /** The last changes of the stock, newest first. */
    movements: oc.input(productId).errors(commonErrors).output(z.array(stockMovementSchema)),
  },
  customers: {
    list: oc.input(business.extend({ text: z.string().max(200).optional(), sort: sortBy(customerSortColumns) }).extend(pageSchema.shape)).output(pageOf(customerRowSchema)),
    get: oc.input(customerId).errors(commonErrors).output(customerDetailSchema),
    create: oc.input(business.extend({ customer: customerDraftSchema })).errors(commonErrors).output(customerDetailSchema),
    save: oc.input(customerId.extend({ version: z.number().int(), customer: customerDraftSchema })).errors(commonErrors).output(customerDetailSchema),
    /** Makes the person unrecognisable; sales stay counted under nobody's name. */
    erase: oc.input(customerId).errors(commonErrors).output(customerDetailSchema),
  },
  orders: {
    list: oc.input(business.extend({ states: z.array(z.enum(orderStates)).optional() }).extend(pageSchema.shape)).output(pageOf(orderSchema)),
    get: oc.input(orderId).errors(commonErrors).output(orderDetailSchema),
    create: oc.input(business.extend({ order: orderDraftSchema })).errors(commonErrors).output(orderDetailSchema),
    /** Lines that stay keep the price at which they were added. An order that has ended does not change any more. */
    save: oc.input(orderId.extend({ version: z.number().int(), order: orderDraftSchema })).errors(commonErrors).output(orderDetailSchema),
    /** Makes the sale and takes its pieces from the stock, or refuses and says which lines fall short; nothing changes then. */
    close: oc.input(orderId).errors(commonErrors).output(z.discriminatedUnion('closed', [z.object({ closed: z.literal(true), saleId: idSchema, number: z.number().int() }), z.object({ closed: z.literal(false), short: z.array(shortLineSchema) })])),
    cancel: oc.input(orderId).errors(commonErrors).output(orderDetailSchema),
  },
  sales: {
    list: oc.input(z.object({ filter: saleFilterSchema, sort: sortBy(saleSortColumns) }).extend(pageSchema.shape)).output(pageOf(saleSchema)),
    get: oc.input(saleId).errors(commonErrors).output(saleDetailSchema),
    /** A cancelled sale gives its pieces back to the stock. */
    setFulfilment: oc.input(saleId.extend({ fulfilment: z.enum(fulfilmentStates) })).errors(commonErrors).output(saleDetailSchema),
    setPayment: oc.input(saleId.extend({ payment: z.enum(paymentStates) })).errors(commonErrors).output(saleDetailSchema),
  },
  imports: {
    preview: oc.input(importChoice.extend({ mapping: catalogueMappingSchema.optional() })).errors(commonErrors).output(cataloguePreviewSchema),
    /**
     * A product is found again by its id, else by its name; a customer by the national id. What a file does not say stays. A sale that is
     * there already stays as it is. Past sales leave the stock alone unless `takeStock` says that they are not in it yet.
     */
    start: oc.input(importChoice.extend({ mapping: catalogueMappingSchema, takeStock: z.boolean().default(false) })).errors(commonErrors).output(catalogueImportSchema),
    list: oc.input(business).output(z.array(catalogueImportSchema)),
    get: oc.input(importId).errors(commonErrors).output(catalogueImportSchema),
    /** Rows that are in the catalogue already stay there. */
    cancel: oc.input(importId).errors(commonErrors).output(catalogueImportSchema),
    /** Takes away what the import created and sets back what it changed, as far as nobody changed it since. */
    undo: oc.input(importId).errors(commonErrors).output(catalogueImportSchema),
    keptByUndo: oc.input(importId.extend(pageSchema.shape)).errors(commonErrors).output(z.array(keptByUndoSchema)),
    /** The rows that could not be imported, as CSV: the original columns plus row number and reasons in words. */
    failedRows: oc.input(importId.extend({ language: exportLanguageSchema })).errors(commonErrors).output(eventIterator(z.string())),
  },
  /** A CSV file in parts. The inventory and the customers have the layout that an import recognises; of orders and sales, one row for each line. */
  export: oc.input(business.extend({ kind: z.enum(catalogueExports), language: exportLanguageSchema })).output(eventIterator(z.string())),
  /** Everything of the business as one ZIP of CSV files, in parts of base64 that together are the archive. */
  report: oc.input(business.extend({ language: exportLanguageSchema })).output(eventIterator(z.string())),
  settings: {
    get: oc.input(business).output(catalogueSettingsSchema),
    save: oc.input(business.extend(catalogueSettingsSchema.shape)).errors(commonErrors).output(catalogueSettingsSchema),
  },
  /** Adds the sample catalogue with its customers and a year of their sales. Refused where there are products already. */
  loadSample: oc.input(business.extend({ /** Where the shop's clocks are; the engine's own where it is left out. */ timeZone: z.string().max(60).optional() })).errors(commonErrors).output(catalogueImportSchema),
}
