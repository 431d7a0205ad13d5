import { implement } from '@orpc/server'
import { setPhoneStateTx } from '../../../db/queries/debtor-facts.ts'
import { paymentsOf } from '../../../db/queries/debtors-one.ts'
import { addPhoneTx, changeDebtorTx, debtorById, phoneRowsOf, type DebtorRow } from '../../../db/queries/debtors-write.ts'
import type { Reader } from '../../../db/reader.ts'
import { writeTx, type Tx } from '../../../db/tx.ts'
import { debtorsContract } from '../../contract/debtors.ts'
import { normalise } from '../../ingest/index.ts'
import type { KnownPerson } from '../../llm/index.ts'
import { readPhone } from '../debtor-import/phone.ts'
import { readTimeZone } from '../debtor-import/time-zone.ts'
import { consentGivenTx } from './consent.ts'
import { debtorOf, debtorWhere, listedDebtorOf, paymentOf } from './debtor-view.ts'
import { debtorParts } from './debtors-export.ts'
import { doNotCallApi } from './do-not-call.api.ts'
import { eraseDebtor, isConfirmed, knownPerson } from './erase-debtor.ts'
import { evidenceParts } from './evidence.ts'
import { importsApi, type ImportsApiNeeds } from './imports.api.ts'
import type { DebtorNeeds } from './needs.ts'
import { debtorIsLive } from '../../../db/queries/debtors-erase.ts'

export interface DebtorsApiNeeds extends ImportsApiNeeds, Pick<DebtorNeeds, 'clockOf' | 'events' | 'wakeCampaign'> {
  readonly reader: Reader
  /** Takes out whatever language models were told of somebody, and what they answered. */
  readonly forgetPerson: (person: KnownPerson) => Promise<void>
}

interface Errors {
  NOT_FOUND(options: { data: { reason: string } }): Error
  CONFLICT(options: { data: { reason: string } }): Error
  INVALID(options: { data: { reason: string; detail?: string } }): Error
}

/** All routes about debtors. */
export function debtorsApi(needs: DebtorsApiNeeds) {
  const { database, reader, clockOf, events, dataFolder } = needs
  const api = implement(debtorsContract)
  const find = (id: string, errors: Errors): DebtorRow => {
    const row = debtorById(database, id)
    if (row === null) throw errors.NOT_FOUND({ data: { reason: 'debtors.not_found' } })
    return row
  }
  /** Changes a debtor who is not erased, tells the consoles, and answers with the debtor as it is then. */
  const change = (id: string, errors: Errors, body: (tx: Tx, row: DebtorRow, now: number) => void) => {
    const row = find(id, errors)
    if (row.erased_at !== null) throw errors.CONFLICT({ data: { reason: 'debtors.is_erased' } })
    writeTx(database, (tx) => {
      body(tx, row, clockOf(row.simulated === 1).now())
      tx.afterCommit(() => events.publish({ type: 'debtors.changed' }))
    })
    return debtorOf(database, find(id, errors))
  }
  return {
    ...importsApi(needs),
    ...doNotCallApi(needs),

    list: api.list.handler(async ({ input: { filter, sort, offset, limit } }) => {
      const { rows, total } = await reader.run('debtors.page', { where: debtorWhere(filter), sort: sort ?? null, offset, limit })
      return { rows: rows.map(listedDebtorOf), total }
    }),
    facets: api.facets.handler(({ input }) => reader.run('debtors.facets', input)),
    get: api.get.handler(({ input, errors }) => debtorOf(database, find(input.debtorId, errors))),
    payments: api.payments.handler(({ input, errors }) => paymentsOf(database, find(input.debtorId, errors).seq).map(paymentOf)),

    update: api.update.handler(({ input: { debtorId, name, language, timeZone, consent }, errors }) => {
      const zone = timeZone === undefined ? undefined : readTimeZone(timeZone)
      if (zone === null) throw errors.INVALID({ data: { reason: 'debtors.unknown_time_zone' } })
      return change(debtorId, errors, (tx, row, now) => {
        changeDebtorTx(tx, row.seq, {
          ...(name === undefined ? {} : { name, name_folded: normalise(name) }),
          ...(language === undefined ? {} : { language }),
          ...(zone === undefined ? {} : { time_zone: zone }),
          ...(consent === undefined ? {} : { consent_at: consent?.at ?? null, consent_source: consent?.source ?? null }),
        }, now)
        if (consent) consentGivenTx(tx, needs, { ...row, time_zone: zone ?? row.time_zone }, consent.at, now)
      })
    }),
    addPhone: api.addPhone.handler(({ input: { debtorId, number }, errors }) => {
      const reading = readPhone(number, find(debtorId, errors).country)
      if ('failed' in reading) throw errors.INVALID({ data: { reason: 'debtors.phone_invalid', detail: number } })
      return change(debtorId, errors, (tx, row, now) => {
        if (!addPhoneTx(tx, row.seq, reading.number)) throw errors.CONFLICT({ data: { reason: 'debtors.phone_known' } })
        changeDebtorTx(tx, row.seq, {}, now)
      })
    }),
    setPhoneState: api.setPhoneState.handler(({ input: { debtorId, number, state }, errors }) => change(debtorId, errors, (tx, row, now) => {
      if (!phoneRowsOf(database, row.seq).some((phone) => phone.number === number)) throw errors.NOT_FOUND({ data: { reason: 'debtors.phone_not_found' } })
      setPhoneStateTx(tx, row.seq, number, state, now)
      changeDebtorTx(tx, row.seq, {}, now)
    })),

    erase: api.erase.handler(async ({ input: { debtorId, confirmation }, errors }) => {
      const erasable = (): DebtorRow => {
        const row = find(debtorId, errors)
        if (row.erased_at !== null) throw errors.CONFLICT({ data: { reason: 'debtors.is_erased' } })
        if (!isConfirmed(row, confirmation)) throw errors.INVALID({ data: { reason: 'debtors.confirmation_differs' } })
        if (debtorIsLive(database, row.seq)) throw errors.CONFLICT({ data: { reason: 'debtors.call_under_way' } })
        return row
      }
      // First, while it is known whom to look for: cut off in the middle, the debtor is still there to be erased.
      await needs.forgetPerson(knownPerson(database, erasable()))
      // A call may have begun meanwhile.
      const row = erasable()
      await eraseDebtor({ database, dataFolder, events }, row, clockOf(row.simulated === 1).now())
      return debtorOf(database, find(debtorId, errors))
    }),
    evidence: api.evidence.handler(async function* ({ input, errors, signal }) {
      const row = find(input.debtorId, errors)
      yield* evidenceParts({ database, dataFolder }, row, input.language, clockOf(row.simulated === 1).now(), signal)
    }),
    export: api.export.handler(({ input: { filter, sort, format, language }, signal }) => debtorParts(reader, { where: debtorWhere(filter), sort: sort ?? null }, format, language, signal)),
  }
}
