/** Reading files as products, without a database: the one place that knows the layouts of shops. For programs that only read. */
export { guessCatalogueMapping } from './file-reader.ts'
export { productReader } from './product-row.ts'
export type { ProductRead } from './product-row.ts'
export { rowReasonText } from './row-reasons.ts'
