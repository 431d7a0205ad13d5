import { chatById } from '../../db/queries/chats.ts'
import { businessById } from '../../db/queries/businesses.ts'
import { cannedById, cannedByShortcut, changeCannedTx, insertCannedTx, type CannedRow } from '../../db/queries/chat-settings.ts'
import { newId } from '../../db/id.ts'
import type { Tx } from '../../db/tx.ts'
import type { Database } from '../../db/open.ts'
import type { Language, OrderState } from '../../db/values.ts'
import { cannedPlaces, type CannedReply, type ChatDetail } from '../contract/chat.ts'
import { moneyText } from './agent/index.ts'
import { ChatProblem } from './chat-problem.ts'
import { fieldWords, orderStateWords } from './words.ts'
import { chatDetail } from './view.ts'

export function cannedOf(row: CannedRow): CannedReply {
  return { id: row.id, shortcut: row.shortcut, text: row.text, updatedAt: row.updated_at }
}

/** @throws ChatProblem where the business has no such reply */
export function requireCanned(database: Database, businessId: string, id: string): CannedRow {
  const row = cannedById(database, businessId, id)
  if (row === null) throw new ChatProblem('NOT_FOUND', 'chat.canned_not_found')
  return row
}

/** Writes a canned reply, a new one where `id` is null. @returns its id @throws ChatProblem */
export function saveCannedTx(tx: Tx, businessId: string, draft: { readonly id: string | null; readonly shortcut: string; readonly text: string }, now: number): string {
  if (businessById(tx.database, businessId) === null) throw new ChatProblem('NOT_FOUND', 'chat.business_not_found')
  const shortcut = draft.shortcut.toLowerCase()
  const other = cannedByShortcut(tx.database, businessId, shortcut)
  if (other !== null && other.id !== draft.id) throw new ChatProblem('CONFLICT', 'chat.shortcut_taken')
  if (draft.id === null) {
    const id = newId()
    insertCannedTx(tx, { id, business_id: businessId, shortcut, text: draft.text, updated_at: now })
    return id
  }
  changeCannedTx(tx, businessId, requireCanned(tx.database, businessId, draft.id).id, { shortcut, text: draft.text, updated_at: now })
  return draft.id
}

type Place = (typeof cannedPlaces)[number]

/** Puts into a canned reply what holds of the chat at this moment; a place for which there is nothing to say stays as it is and is named. */
export function fillCanned(database: Database, businessId: string, chatId: string, cannedId: string): { text: string; missing: string[] } {
  const chat = chatDetail(database, businessId, chatId)
  const row = chatById(database, businessId, chatId)
  if (chat === null || row === null) throw new ChatProblem('NOT_FOUND', 'chat.not_found')
  const { text } = requireCanned(database, businessId, cannedId)
  // A number can be typed by anybody: outside the lab a chat is told the name of the customer alone whom it has itself made.
  const known = row.channel === 'lab' || row.customer_own === 1 ? chat.customer?.name ?? null : null
  const values = placesOf(chat.order, known, businessById(database, businessId)?.name ?? '', row.language)
  const missing = new Set<string>()
  const filled = text.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (place, name: string) => {
    const value = values[name as Place] ?? null
    if (value === null) missing.add(name)
    return value ?? place
  })
  return { text: filled, missing: [...missing] }
}

/** @param known the customer's name, where the chat may be told of it */
function placesOf(order: ChatDetail['order'], known: string | null, business: string, language: Language): Record<Place, string | null> {
  const filled = order !== null && order.lines.length > 0
  return {
    business: business === '' ? null : business,
    customer: order?.collected.nombre_completo ?? known,
    products: filled ? order.lines.map(({ quantity, name }) => `${quantity} × ${name}`).join(', ') : null,
    total: filled && order.total !== null ? moneyText(order.total.minor, order.total.currency, language) : null,
    order_state: order === null ? null : orderStateWords[language][order.state satisfies OrderState],
    missing: order === null || order.missing.length === 0 || order.saleId !== null ? null : order.missing.map((field) => fieldWords[language][field] ?? field).join(', '),
    sale_number: order?.saleNumber === null || order === null ? null : String(order.saleNumber),
  }
}
