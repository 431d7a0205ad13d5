/** What other areas and start.ts may use of the catalogue: its routes, and orders inside their own transactions. */
export { openCatalogue } from './area.ts'
export type { CatalogueNeeds } from './needs.ts'
export { cancelOrderTx, closeOrderTx, createOrderTx, OrderRefused, requireOrder, saveOrderTx } from './orders.ts'
export type { Closing, ToldPrices } from './orders.ts'
export { readNationalId } from './reading/national-id.ts'
export type { MoreReportParts, ReportPart } from './report.ts'
