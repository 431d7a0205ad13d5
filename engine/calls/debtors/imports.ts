import { newId } from '../../../db/id.ts'
import { campaignById } from '../../../db/queries/campaigns.ts'
import { changeDebtorImportTx, debtorImportById, insertDebtorImportTx, type DebtorImportRow } from '../../../db/queries/debtor-imports.ts'
import { newestAttemptSeq } from '../../../db/queries/debtors-write.ts'
import { rememberMappingTx } from '../../../db/queries/uploads.ts'
import type { Database } from '../../../db/open.ts'
import { writeTx } from '../../../db/tx.ts'
import type { DebtorImportKind } from '../../../db/values.ts'
import type { DebtorImport, DebtorMapping, ImportDefaults, PaymentMapping } from '../../contract/debtors.ts'
import { layoutKey, type Inspection } from '../../ingest/index.ts'
import { enqueueTx, type JobControl } from '../../jobs/index.ts'
import type { Clock } from '../../observe/clock.ts'
import { readTimeZone } from '../debtor-import/time-zone.ts'
import { dayText, zoneTime } from '../zone-time.ts'
import type { ImportDebtorsJob } from './import-debtors.job.ts'
import type { ImportLayout } from './import-layout.ts'
import type { ImportProgress } from './import-progress.ts'
import type { UndoImportJob } from './undo-import.job.ts'

export interface ImportsNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly control: JobControl
  readonly progress: ImportProgress
  readonly jobs: { readonly importDebtors: ImportDebtorsJob; readonly undoImport: UndoImportJob }
}

export interface ImportStart {
  readonly businessId: string
  readonly uploadId: string
  readonly fileName: string
  readonly simulated: boolean
  readonly kind: DebtorImportKind
  readonly mapping: DebtorMapping | PaymentMapping
  readonly defaults: ImportDefaults
  readonly campaignId: string | null
  readonly inspection: Pick<Inspection, 'columns' | 'hasHeader' | 'rowCount'>
}

/** What people do to whole imports. Each change of an import and of its jobs is one transaction. */
export class DebtorImports {
  readonly #needs: ImportsNeeds

  constructor(needs: ImportsNeeds) {
    this.#needs = needs
  }

  /** What stands in the way of importing a file so; null when nothing does. */
  problemOf({ kind, mapping, defaults, campaignId, businessId, simulated, inspection: { columns } }: ImportStart): string | null {
    if (readTimeZone(defaults.timeZone) === null) return 'debtors.unknown_time_zone'
    const phones = 'phones' in mapping ? mapping.phones : []
    const variables = 'variables' in mapping ? Object.values(mapping.variables) : []
    if ([...Object.values(mapping.fields), ...phones, ...variables].some((column) => column !== undefined && column >= columns.length)) return 'debtors.column_missing'
    if (kind === 'debtors') {
      const { fields } = mapping as DebtorMapping
      if (!('phones' in mapping) || phones.length === 0) return 'debtors.no_phone_column'
      if (fields.name === undefined) return 'debtors.no_name_column'
      if (fields.nationalId === undefined && defaults.nationalIdKind !== 'none' && defaults.nationalIdKind !== 'free') return 'debtors.no_national_id_column'
      if (fields.company === undefined && defaults.company.trim() === '') return 'debtors.no_company'
    }
    if (kind === 'payments') {
      const { fields } = mapping as PaymentMapping
      if (fields.amount === undefined || fields.paidOn === undefined) return 'debtors.no_payment_columns'
      if (fields.nationalId === undefined && fields.reference === undefined) return 'debtors.no_payer_column'
    }
    if (campaignId === null) return null
    const campaign = campaignById(this.#needs.database, campaignId)
    if (campaign === null || campaign.business_id !== businessId || (campaign.simulated === 1) !== simulated) return 'campaigns.not_found'
    if (kind !== 'debtors') return 'debtors.campaign_takes_debtors'
    return campaign.state === 'stopped' || campaign.state === 'done' ? 'campaigns.ended' : null
  }

  /** Begins an import in which nothing stands in the way. */
  start(start: ImportStart): DebtorImportRow {
    const { database, clock, jobs, progress } = this.#needs
    const now = clock.now()
    const id = newId()
    const { columns, hasHeader } = start.inspection
    const layout: ImportLayout = {
      columns, mapping: start.mapping, defaults: start.defaults, today: dayText(zoneTime(start.defaults.timeZone).dayAt(now)), newestAttempt: newestAttemptSeq(database),
    }
    writeTx(database, (tx) => {
      // Columns that we named ourselves say nothing about the next file.
      if (hasHeader && start.kind !== 'job_documents') rememberMappingTx(tx, mappingKey(start.kind, columns), JSON.stringify(start.mapping), now)
      insertDebtorImportTx(tx, {
        id, business_id: start.businessId, campaign_id: start.campaignId, simulated: Number(start.simulated), kind: start.kind, file_name: start.fileName, upload_id: start.uploadId, layout: JSON.stringify(layout), created_at: now,
      })
      const job = enqueueTx(tx, jobs.importDebtors, { importId: id }, now)
      if (job !== null) changeDebtorImportTx(tx, id, { job_id: job.id })
      progress.changedTx(tx, id)
    })
    return this.#read(id)
  }

  /** Stops an import; what it brought to the floor is taken back. @returns false when it has ended. */
  cancel(row: DebtorImportRow): boolean {
    if (row.state !== 'reading' && row.state !== 'applying') return false
    return writeTx(this.#needs.database, (tx) => row.job_id !== null && this.#needs.control.cancelTx(tx, row.job_id))
  }

  /** Begins to take an import back. @returns false unless it is done. */
  undo(row: DebtorImportRow): boolean {
    if (row.state !== 'done') return false
    const { database, clock, jobs, progress } = this.#needs
    writeTx(database, (tx) => {
      const job = enqueueTx(tx, jobs.undoImport, { importId: row.id, into: 'undone', error: null }, clock.now())
      changeDebtorImportTx(tx, row.id, { state: 'undoing', ...(job === null ? {} : { job_id: job.id }) })
      progress.changedTx(tx, row.id)
    })
    return true
  }

  #read(id: string): DebtorImportRow {
    const row = debtorImportById(this.#needs.database, id)
    if (row === null) throw new Error('The import is gone')
    return row
  }
}

/** Under which a mapping is remembered: the same columns may be debtors in one file and payments in another. */
export function mappingKey(kind: DebtorImportKind, columns: readonly string[]): string {
  return `${kind}:${layoutKey(columns)}`
}

export function importOf(row: DebtorImportRow): DebtorImport {
  return {
    id: row.id, businessId: row.business_id, campaignId: row.campaign_id, simulated: row.simulated === 1, kind: row.kind, fileName: row.file_name, state: row.state, jobId: row.job_id,
    total: Math.max(row.total, row.rows_read), rowsRead: row.rows_read, rowsApplied: row.rows_applied, created: row.created, updated: row.updated, skipped: row.skipped, failedRows: row.failed_rows,
    joined: row.joined, kept: row.kept, createdAt: row.created_at, finishedAt: row.finished_at, undoneAt: row.undone_at, error: row.error,
  }
}
