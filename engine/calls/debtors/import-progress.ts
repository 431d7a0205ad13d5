import { debtorImportById } from '../../../db/queries/debtor-imports.ts'
import type { Tx } from '../../../db/tx.ts'
import type { EventBus } from '../../observe/event-bus.ts'

/** Consoles hear of an import at most this often while it goes on, milliseconds. */
const tellEveryMs = 250

/** Tells consoles how an import comes along, once the transaction is in. */
export class ImportProgress {
  readonly #events: EventBus
  readonly #toldAt = new Map<string, number>()

  constructor(events: EventBus) {
    this.#events = events
  }

  /** Told now and then. @param now by the machine's clock */
  movedTx(tx: Tx, importId: string, now: number): void {
    const before = this.#toldAt.get(importId)
    if (before !== undefined && now >= before && now - before < tellEveryMs) return
    this.#toldAt.set(importId, now)
    tx.afterCommit(() => this.#tell(tx, importId))
  }

  /** The state is another: always told, and lists of debtors are fetched anew. */
  changedTx(tx: Tx, importId: string): void {
    tx.afterCommit(() => {
      this.#toldAt.delete(importId)
      this.#tell(tx, importId)
      this.#events.publish({ type: 'debtors.changed' })
    })
  }

  #tell({ database }: Tx, importId: string): void {
    const row = debtorImportById(database, importId)
    if (row === null) return
    this.#events.publish({ type: 'debtor_import.progress', importId, state: row.state, rowsRead: row.rows_read, rowsApplied: row.rows_applied, total: row.total })
  }
}
