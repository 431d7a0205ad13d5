import { z } from 'zod'
import { handoffReasons, intents, tones } from '../conversation.ts'
import { orderStates } from '../order/order.ts'

const turnSchema = z.strictObject({
  user: z.string(),
  intent: z.enum(intents).optional(),
  state: z.enum(orderStates).optional(),
  /** Pieces by product id: the whole cart, so that `{}` says that it is empty. */
  cart: z.record(z.string(), z.number().int().positive()).optional(),
  /** Products, by id, of which each must be among the first five the answer tells of. */
  products: z.array(z.string()).optional(),
  /** Texts the answer must hold. */
  facts: z.array(z.string()).optional(),
  /** Texts the answer must not hold. */
  lacks: z.array(z.string()).optional(),
  handoff: z.enum(handoffReasons).nullable().optional(),
})

/** A scripted conversation: what the customer writes and what must come of it, turn by turn. */
export const scriptedSchema = z.strictObject({ name: z.string().min(1), category: z.string().optional(), tone: z.enum(tones).optional(), turns: z.array(turnSchema).min(1) })
export type Scripted = z.infer<typeof scriptedSchema>

/** One file of the bench (resources/chat/bench). */
export const benchFileSchema = z.strictObject({ conversations: z.array(scriptedSchema).min(1) })
