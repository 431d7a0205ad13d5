import type { Database } from '../../db/open.ts'
import type { Tx } from '../../db/tx.ts'
import type { UploadStore } from '../ingest/index.ts'
import type { EventBus } from '../observe/event-bus.ts'
import type { Log } from '../observe/log.ts'

export interface CatalogueNeeds extends UploadStore {
  readonly database: Database
  readonly events: Pick<EventBus, 'publish'>
  readonly log: Log
  /** The folder with `sample/products.csv`. */
  readonly resources: string
}

/** What else keeps texts about people, and how they are taken out of it. */
export interface Forgetting {
  /** Wherever texts may name a person. */
  forgetPerson(person: { readonly businessId: string; readonly name: string; readonly nationalId: string; readonly phones: readonly string[]; readonly emails: readonly string[] }): Promise<void>
  /** What belongs to the customer, in the transaction that erases them. */
  forgetCustomerTx(tx: Tx, businessId: string, customerSeq: number): void
}

/** Errors of a route, as oRPC gives them to its handler. */
export interface Errors {
  NOT_FOUND(options: { data: { reason: string } }): Error
  CONFLICT(options: { data: { reason: string } }): Error
  INVALID(options: { data: { reason: string; detail?: string } }): Error
}

/** Tells consoles once the transaction is in. */
export function tellTx(tx: Tx, events: CatalogueNeeds['events'], type: 'catalogue.changed' | 'orders.changed'): void {
  tx.afterCommit(() => events.publish({ type }))
}
