import { z } from 'zod'
import { benchCatalogues, chatIntents, chatTones, handoffReasons, orderStates } from '../../../../db/values.ts'

/** Enough for any bench, and few enough that a file can be played and shown. */
export const benchLimits = { conversations: 500, turns: 60, message: 2_000, name: 200 } as const

const turnSchema = z.strictObject({
  user: z.string().min(1).max(benchLimits.message),
  intent: z.enum(chatIntents).optional(),
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
export type ScriptedTurn = z.infer<typeof turnSchema>

/** A scripted conversation: what the customer writes and what must come of it, turn by turn. */
export const scriptedSchema = z.strictObject({
  name: z.string().min(1).max(benchLimits.name), /** The name as it is shown in Spanish, where it is written in another language. */ es: z.string().min(1).max(benchLimits.name).optional(), category: z.string().optional(), tone: z.enum(chatTones).optional(), turns: z.array(turnSchema).min(1).max(benchLimits.turns),
})
export type Scripted = z.infer<typeof scriptedSchema>

/** One file of the bench (resources/chat/bench). */
export const benchFileSchema = z.strictObject({
  /** As people read it, in both languages or in one for all. */
  title: z.union([z.string().min(1).max(benchLimits.name), z.strictObject({ es: z.string().min(1), en: z.string().min(1) })]).optional(),
  /** Which catalogue its products are of; the shop's own unless told. */
  catalogue: z.enum(benchCatalogues).optional(),
  conversations: z.array(scriptedSchema).min(1).max(benchLimits.conversations),
})
export type BenchFile = z.infer<typeof benchFileSchema>
