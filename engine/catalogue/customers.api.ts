import { implement } from '@orpc/server'
import { z } from 'zod'
import { newId } from '../../db/id.ts'
import { businessById } from '../../db/queries/businesses.ts'
import { changeCustomerTx, customerById, customerByNationalId, eraseCustomerTx, insertCustomerTx, type CustomerChange, type CustomerRow } from '../../db/queries/customers.ts'
import { overwriting } from '../../db/open.ts'
import type { Reader } from '../../db/reader.ts'
import { writeTx } from '../../db/tx.ts'
import { catalogueContract, type CustomerDraft } from '../contract/catalogue.ts'
import { normalise } from '../ingest/index.ts'
import { tellTx, type CatalogueNeeds, type Errors, type Forgetting } from './needs.ts'
import { readNationalId } from './reading/national-id.ts'
import { customerDetail, listedCustomerOf } from './views.ts'

/** The routes about customers. */
export function customersApi({ database, clock, events }: CatalogueNeeds, reader: Reader, { forgetPerson, forgetCustomerTx }: Forgetting) {
  const api = implement(catalogueContract).customers
  const find = (businessId: string, id: string, errors: Errors): CustomerRow => {
    const row = customerById(database, businessId, id)
    if (row === null) throw errors.NOT_FOUND({ data: { reason: 'catalogue.customer_not_found' } })
    return row
  }
  /** The draft as it is stored. @throws what stands in its way */
  const columnsOf = (businessId: string, draft: CustomerDraft, own: string | null, errors: Errors): Required<CustomerChange> => {
    const nationalId = draft.nationalId === null || draft.nationalId === '' ? null : readNationalId(draft.nationalId)
    if (nationalId === null && draft.nationalId !== null && draft.nationalId !== '') throw errors.INVALID({ data: { reason: 'catalogue.national_id_invalid' } })
    if (draft.email !== '' && !z.email().safeParse(draft.email).success) throw errors.INVALID({ data: { reason: 'catalogue.email_invalid' } })
    const other = nationalId === null ? null : customerByNationalId(database, businessId, nationalId)
    if (other !== null && other.id !== own) throw errors.CONFLICT({ data: { reason: 'catalogue.national_id_taken' } })
    const { name, phone, email, address, neighbourhood, notes } = draft
    return { national_id: nationalId, name, name_folded: normalise(name), phone, email: email.toLowerCase(), address, neighbourhood, notes }
  }
  const findLiving = (businessId: string, id: string, errors: Errors): CustomerRow => {
    const row = find(businessId, id, errors)
    if (row.erased_at !== null) throw errors.CONFLICT({ data: { reason: 'catalogue.customer_erased' } })
    return row
  }
  return {
    list: api.list.handler(async ({ input: { businessId, text = '', sort, offset, limit } }) => {
      const { rows, total } = await reader.run('catalogue.customers', { businessId, text: /@/.test(text) ? text.trim().toLowerCase() : normalise(text), key: keyOf(text), sort: sort ?? null, offset, limit })
      return { rows: rows.map(listedCustomerOf), total }
    }),
    get: api.get.handler(({ input, errors }) => customerDetail(database, find(input.businessId, input.customerId, errors))),

    create: api.create.handler(({ input: { businessId, customer }, errors }) => {
      if (businessById(database, businessId) === null) throw errors.NOT_FOUND({ data: { reason: 'settings.business_not_found' } })
      const columns = columnsOf(businessId, customer, null, errors)
      const id = newId()
      const now = clock.now()
      writeTx(database, (tx) => {
        insertCustomerTx(tx, { ...columns, id, business_id: businessId, created_at: now, updated_at: now })
        tellTx(tx, events, 'catalogue.changed')
      })
      return customerDetail(database, find(businessId, id, errors))
    }),

    save: api.save.handler(({ input: { businessId, customerId, version, customer }, errors }) => {
      const row = findLiving(businessId, customerId, errors)
      if (row.version !== version) throw errors.CONFLICT({ data: { reason: 'catalogue.changed_since' } })
      const columns = columnsOf(businessId, customer, customerId, errors)
      writeTx(database, (tx) => {
        changeCustomerTx(tx, businessId, row.seq, columns, clock.now())
        tellTx(tx, events, 'catalogue.changed')
      })
      return customerDetail(database, find(businessId, customerId, errors))
    }),

    erase: api.erase.handler(async ({ input: { businessId, customerId }, errors }) => {
      const known = findLiving(businessId, customerId, errors)
      await forgetPerson({ businessId, name: known.name, nationalId: known.national_id ?? '', phones: [known.phone].filter((phone) => phone !== ''), emails: [known.email].filter((email) => email !== '') })
      // Erased meanwhile by somebody else, perhaps.
      const row = findLiving(businessId, customerId, errors)
      overwriting(database, () => writeTx(database, (tx) => {
        forgetCustomerTx(tx, businessId, row.seq)
        eraseCustomerTx(tx, businessId, row, clock.now())
        tellTx(tx, events, 'catalogue.changed')
        tellTx(tx, events, 'orders.changed')
      }))
      return customerDetail(database, find(businessId, customerId, errors))
    }),
  }
}

/** What was typed, when it may be the beginning of an id or part of a phone. */
function keyOf(text: string): string {
  const bare = text.replaceAll(/[^\p{L}\p{N}]/gu, '').toUpperCase()
  return /^[A-Z]?\d{3,}[A-Z]?$/.test(bare) ? bare : ''
}
