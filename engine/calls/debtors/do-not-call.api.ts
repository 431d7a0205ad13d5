import { implement } from '@orpc/server'
import { newId } from '../../../db/id.ts'
import { debtorsByNationalId, usualCountry } from '../../../db/queries/debtors-one.ts'
import { debtorById } from '../../../db/queries/debtors-write.ts'
import { countDoNotCall, doNotCallById, doNotCallList, insertDoNotCallTx, liftDoNotCallTx, type DoNotCallChoice } from '../../../db/queries/do-not-call.ts'
import { businessById } from '../../../db/queries/businesses.ts'
import type { Database } from '../../../db/open.ts'
import { writeTx } from '../../../db/tx.ts'
import type { DoNotCallScope, NationalIdKind } from '../../../db/values.ts'
import { debtorsContract } from '../../contract/debtors.ts'
import { csvParts, csvStyleOf, type Cell } from '../../ingest/index.ts'
import { readNationalId } from '../debtor-import/national-id.ts'
import { readPhone } from '../debtor-import/phone.ts'
import { entryOf } from './debtor-view.ts'
import type { DebtorNeeds } from './needs.ts'

export interface DoNotCallNeeds extends Pick<DebtorNeeds, 'clockOf' | 'events'> { readonly database: Database }

interface Subject { readonly scope: DoNotCallScope; readonly subject: string; readonly name: string | null }

/** Entries read at a time when the list is written out. */
const entriesPerRead = 500
/** Where a number without its country's code is taken to be, as long as the business has no debtors. */
const defaultCountry = 'CL'
const idKinds: readonly NationalIdKind[] = ['rut', 'cedula', 'dni', 'curp', 'free']

/** Who must not be called: by whom, since when and why. Entries are lifted with a reason, never deleted. */
export function doNotCallApi({ database, clockOf, events }: DoNotCallNeeds) {
  const api = implement(debtorsContract)
  /** @returns the entry's id, or null when it is on the list already. */
  const addTx = (tx: Parameters<Parameters<typeof writeTx>[1]>[0], of: { businessId: string; simulated: boolean; reason: string; source: string }, { scope, subject, name }: Subject): string | null => {
    const id = newId()
    const now = clockOf(of.simulated).now()
    const added = insertDoNotCallTx(tx, { id, business_id: of.businessId, simulated: Number(of.simulated), scope, subject, name, source: of.source, reason: of.reason, attempt_id: null, created_at: now })
    if (added) tx.afterCommit(() => events.publish({ type: 'debtors.changed' }))
    return added ? id : null
  }
  return {
    doNotCall: api.doNotCall.handler(({ input: { offset, limit, ...input } }) => {
      const choice = choiceOf(input)
      return { rows: doNotCallList(database, choice, offset, limit).map(entryOf), total: countDoNotCall(database, choice) }
    }),

    addDoNotCall: api.addDoNotCall.handler(({ input, errors }) => {
      const { businessId, simulated, scope, debtorId, number, reason } = input
      if (businessById(database, businessId) === null) throw errors.NOT_FOUND({ data: { reason: 'settings.business_not_found' } })
      const debtor = debtorId === undefined ? null : debtorById(database, debtorId)
      if (debtorId !== undefined && (debtor === null || debtor.business_id !== businessId || (debtor.simulated === 1) !== simulated)) throw errors.NOT_FOUND({ data: { reason: 'debtors.not_found' } })
      if (debtor !== null && debtor.erased_at !== null) throw errors.CONFLICT({ data: { reason: 'debtors.is_erased' } })
      let subject: Subject
      if (scope === 'person') {
        if (debtor === null) throw errors.INVALID({ data: { reason: 'debtors.do_not_call_needs_debtor' } })
        subject = { scope, subject: debtor.person_key, name: debtor.name }
      } else {
        const reading = readPhone(number ?? '', debtor?.country ?? usualCountry(database, businessId) ?? defaultCountry)
        if ('failed' in reading) throw errors.INVALID({ data: { reason: 'debtors.phone_invalid', detail: number ?? '' } })
        subject = { scope, subject: reading.number, name: debtor?.name ?? null }
      }
      const id = writeTx(database, (tx) => addTx(tx, { businessId, simulated, reason, source: 'person' }, subject))
      const entry = id === null ? null : doNotCallById(database, id)
      if (entry === null) throw errors.CONFLICT({ data: { reason: 'debtors.do_not_call_known' } })
      return entryOf(entry)
    }),

    importDoNotCall: api.importDoNotCall.handler(({ input: { businessId, simulated, country, lines, reason }, errors }) => {
      if (businessById(database, businessId) === null) throw errors.NOT_FOUND({ data: { reason: 'settings.business_not_found' } })
      const refused: string[] = []
      let added = 0
      let already = 0
      writeTx(database, (tx) => {
        for (const line of lines) {
          const subjects = subjectsOf(database, { businessId, simulated, country }, line)
          if (subjects.length === 0) refused.push(line)
          for (const subject of subjects) {
            if (addTx(tx, { businessId, simulated, reason, source: 'file' }, subject) === null) already += 1
            else added += 1
          }
        }
      })
      return { added, already, refused }
    }),

    exportDoNotCall: api.exportDoNotCall.handler(({ input: { language, ...input } }) =>
      csvParts(['scope', 'subject', 'name', 'source', 'reason', 'created_at', 'lifted_at', 'lifted_reason'], entryCells(database, choiceOf(input)), csvStyleOf(language))),

    liftDoNotCall: api.liftDoNotCall.handler(({ input: { id, reason }, errors }) => {
      const entry = doNotCallById(database, id)
      if (entry === null) throw errors.NOT_FOUND({ data: { reason: 'debtors.do_not_call_not_found' } })
      const lifted = writeTx(database, (tx) => {
        tx.afterCommit(() => events.publish({ type: 'debtors.changed' }))
        return liftDoNotCallTx(tx, id, reason, clockOf(entry.simulated === 1).now())
      })
      if (!lifted) throw errors.CONFLICT({ data: { reason: 'debtors.do_not_call_lifted' } })
      return entryOf(doNotCallById(database, id) ?? entry)
    }),
  }
}

function choiceOf({ businessId, simulated, text, lifted = false }: { businessId: string; simulated: boolean; text?: string | undefined; lifted?: boolean | undefined }): DoNotCallChoice {
  return { businessId, simulated, lifted, ...(text === undefined || text.trim() === '' ? {} : { text: text.trim() }) }
}

/** Whom a line of a file means: the debtors of that national id, else the number. */
function subjectsOf(database: Database, { businessId, simulated, country }: { businessId: string; simulated: boolean; country: string }, line: string): Subject[] {
  const text = line.trim()
  const ids = new Set(idKinds.flatMap((kind) => {
    const reading = readNationalId(text, kind, country)
    return 'id' in reading ? [reading.id] : []
  }))
  for (const id of ids) {
    const people = debtorsByNationalId(database, businessId, simulated, id)
    if (people.length > 0) return people.map((person) => ({ scope: 'person', subject: person.person_key, name: person.name }))
  }
  const reading = readPhone(text, country)
  return 'number' in reading ? [{ scope: 'number', subject: reading.number, name: null }] : []
}

function* entryCells(database: Database, choice: DoNotCallChoice): Generator<Cell[][]> {
  for (let offset = 0; ; offset += entriesPerRead) {
    const rows = doNotCallList(database, choice, offset, entriesPerRead).map(entryOf)
    if (rows.length === 0) return
    const day = (at: number | null) => (at === null ? null : new Date(at).toISOString())
    yield rows.map((row) => [row.scope, row.subject, row.name, row.source, row.reason, day(row.createdAt), day(row.liftedAt), row.liftedReason])
  }
}
