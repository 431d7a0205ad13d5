import { z } from 'zod'
import { answerTo, removeMessageTx, type ShownMessage } from '../../db/queries/chat-messages.ts'
import { changeChatTx, chatById, type ChatRow } from '../../db/queries/chats.ts'
import { orderById } from '../../db/queries/orders.ts'
import type { Database } from '../../db/open.ts'
import type { Tx } from '../../db/tx.ts'
import { endedOrderStates } from '../../db/values.ts'
import type { ConversationState, Order } from './agent/index.ts'
import { conversationOf } from './conversation.ts'
import { mirrorOrderTx } from './mirror-order.ts'

const decisionSchema = z.object({
  /** What the agent will have in mind once the answer is said, without the order. */
  state: z.custom<Omit<ConversationState, 'order'>>((value) => typeof value === 'object' && value !== null),
  /** The order as it was before. */
  before: z.custom<Order>((value) => typeof value === 'object' && value !== null),
  /** The sale that the answer tells of. */
  sale: z.object({ id: z.string(), number: z.number() }).nullable(),
  pieces: z.array(z.string()),
})
export type Decision = z.infer<typeof decisionSchema>

/** An answer that is decided, written down and not yet said; null when there is none. */
export function decidedAnswer(database: Database, businessId: string, messageSeq: number): { row: ShownMessage; decision: Decision } | null {
  const row = answerTo(database, businessId, messageSeq)
  return row === null || row.decision === null ? null : { row, decision: decisionSchema.parse(JSON.parse(row.decision)) }
}

/**
 * Takes back an answer that was decided and not said: the order is again as it was, so that the same message can be decided about once
 * more. What was sold stays sold, and a cancelled order cancelled; deciding again then finds it so.
 * @returns the sale that stays, of which the customer has not been told
 */
export function takeBackTx(tx: Tx, chat: ChatRow, messageSeq: number, now: number): Decision['sale'] {
  const found = decidedAnswer(tx.database, chat.business_id, messageSeq)
  if (found === null) return null
  removeMessageTx(tx, chat.business_id, found.row.seq)
  const { before, sale, state } = found.decision
  const current = chatById(tx.database, chat.business_id, chat.id) ?? chat
  const order = current.order_id === null ? null : orderById(tx.database, chat.business_id, current.order_id)
  if (sale !== null) changeChatTx(tx, chat.business_id, chat.seq, { agent_state: JSON.stringify(state) })
  else if (order !== null && !isEnded(order.state) && !isEnded(before.state)) mirrorOrderTx(tx, current, conversationOf(tx.database, current, before.currency).order, before, now)
  return sale
}

const isEnded = (state: Order['state']) => endedOrderStates.some((ended) => ended === state)
