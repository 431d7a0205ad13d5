import type { CompanyView } from './answers/company.ts'
import type { CatalogueView } from './catalogue-view.ts'
import type { FieldRules } from './order/fields.ts'

/** A customer's record as the agent may tell of it. */
export interface CustomerRecord {
  readonly id: string
  readonly name: string
  readonly sales: number
  /** What they bought in all, in the currency's smallest unit. */
  readonly totalMinor: number
  readonly currency: string
  /** Day of the last purchase, as to be shown. */
  readonly lastOn: string | null
}

/** All the agent may know when it answers: everything it says comes from here or from the conversation. */
export interface AgentViews {
  readonly catalogue: CatalogueView
  readonly company: CompanyView
  readonly fields: FieldRules
  /** Looks a customer up by id number or name. Null where whoever is writing may not be told of customers: the port decides, not the agent. */
  readonly findCustomers: ((query: { readonly idNumber: string | null; readonly name: string | null }) => readonly CustomerRecord[]) | null
}
