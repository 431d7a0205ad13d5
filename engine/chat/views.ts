import { chatSums, customerSums, type ChatRow } from '../../db/queries/chats.ts'
import { customerByNationalId, customerBySeq, customerPage, type CustomerRow } from '../../db/queries/customers.ts'
import type { Database } from '../../db/open.ts'
import type { ChatSettings } from '../contract/chat.ts'
import { readNationalId } from '../catalogue/index.ts'
import { normalise } from '../ingest/index.ts'
import { fieldRulesOf, type AgentViews, type CustomerRecord } from './agent/index.ts'
import { companyOf } from './company-of.ts'
import type { FoundPassage } from './ports.ts'
import type { Shop } from './shops.ts'

/** Customers of one name that are looked at: nobody reads more of them in a chat. */
const mostCustomers = 3

/** All the agent may know when it answers this chat. */
export function viewsOf(database: Database, chat: ChatRow, shop: Shop, settings: ChatSettings, passages: readonly FoundPassage[]): AgentViews {
  return { catalogue: shop.view, company: companyOf(passages), fields: fieldRulesOf(settings.country), findCustomers: customersOf(database, chat, shop.currency) }
}

/**
 * Looks up customers for staff in the lab. On outside channels nobody has shown who they are, and a number can be typed by anybody: a chat is
 * told only of the customer whom it has itself made, and of what was bought in it.
 */
function customersOf(database: Database, chat: ChatRow, currency: string): NonNullable<AgentViews['findCustomers']> {
  const { business_id: businessId } = chat
  const record = (row: CustomerRow, sums = customerSums(database, businessId, row.seq)): CustomerRecord => ({
    id: row.id, name: row.name, sales: sums?.sales ?? 0, totalMinor: sums?.total_minor ?? 0, currency: sums?.currency ?? currency,
    lastOn: sums === null ? null : new Intl.DateTimeFormat(chat.language, { dateStyle: 'long' }).format(sums.last_at),
  })
  const found = (idNumber: string | null, name: string | null): CustomerRow[] => {
    const nationalId = idNumber === null ? null : readNationalId(idNumber)
    if (nationalId !== null) return [customerByNationalId(database, businessId, nationalId)].filter((row) => row !== null)
    const text = name === null ? '' : normalise(name)
    return text === '' ? [] : customerPage(database, { businessId, text, key: '', sort: null, offset: 0, limit: mostCustomers }).rows
  }
  return ({ idNumber, name }) => {
    const rows = found(idNumber, name)
    if (chat.channel === 'lab') return rows.map((row) => record(row))
    const own = chat.customer_seq === null || chat.customer_own === 0 ? null : customerBySeq(database, businessId, chat.customer_seq)
    return rows.filter((row) => row.seq === own?.seq).map((row) => record(row, chatSums(database, businessId, chat.id)))
  }
}
