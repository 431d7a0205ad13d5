import weights from '../../../../resources/models/chat-intents.json' with { type: 'json' }
import { chatIntents, type ChatIntent } from '../../../../db/values.ts'
import type { ConversationState } from '../conversation.ts'
import { emptyWords } from '../search/empty-words.ts'
import { stem } from '../text/words.ts'
import type { Road } from '../turn.ts'
import type { Act } from './acts/acts.ts'
import type { Reading } from './reading.ts'

export interface IntentReading {
  readonly intent: ChatIntent
  /** Probability of the intent, 0 to 1. */
  readonly confidence: number
  /** What decided: the road the answer took, or the model's reading of the words. */
  readonly cause: 'road' | 'words'
}

/** Which intent a road stands for; null where the words alone must tell. */
const intentOfRoad: Readonly<Record<Road, ChatIntent | null>> = {
  product: 'inventario', cart: 'venta', choice: 'venta', data: 'venta', checkout: 'venta', company: 'contexto', customer: 'cliente', person: 'contexto', small_talk: null, refused: 'contexto', unknown: null,
}

/** How much more a road counts than the words, as a logit: the road has seen the order and the catalogue, the words only themselves. */
const roadLogit = 4.5

/**
 * What the model looks at: the words with products and numbers as placeholders, pairs of them, the acts found, and where the
 * conversation stands ("2" while a quantity is asked for is part of a sale).
 */
export function intentFeatures(reading: Reading, acts: ReadonlySet<Act>, state: Pick<ConversationState, 'order' | 'pending'>): string[] {
  const features = new Set<string>([`s:${state.order.state}`])
  if (state.pending !== null) features.add(`p:${state.pending.kind}`)
  for (const act of acts) features.add(`a:${act}`)
  const stems: string[] = []
  const flat = reading.flat.split(' ')
  for (const [at, word] of reading.words.entries()) {
    const meaning = reading.meanings[at]
    const token = meaning ? (meaning.head ? '<thing>' : '<like>') : word.figure === null ? stem(flat[at] ?? word.text) : word.text.length > 4 ? '<long>' : '<number>'
    stems.push(token)
    if (!emptyWords.has(word.text) || token.startsWith('<')) features.add(token)
  }
  for (let at = 0; at + 1 < stems.length; at++) features.add(`${stems[at]} ${stems[at + 1]}`)
  if (reading.question) features.add('?')
  if (stems.length <= 2) features.add('short')
  return [...features]
}

const rows = new Map(Object.entries(weights.weights as Record<string, number[]>))

/** The model's logits for `chatIntents`, in their order. */
export function intentLogits(features: readonly string[]): number[] {
  const logits = [...weights.bias]
  const scale = 1 / Math.sqrt(Math.max(1, features.length))
  for (const feature of features) for (const [at, weight] of (rows.get(feature) ?? []).entries()) logits[at]! += weight * scale
  return logits
}

/**
 * Tells a message's intent from its words and the road its answer took.
 * @param certain the road alone decides: data that were not asked for are about the customer, however they are worded
 */
export function readIntent(features: readonly string[], road: Road, certain = false): IntentReading {
  const logits = intentLogits(features)
  const fromRoad = intentOfRoad[road]
  if (certain && fromRoad !== null) return { intent: fromRoad, confidence: 1, cause: 'road' }
  const alone = chatIntents[logits.indexOf(Math.max(...logits))]!
  if (fromRoad !== null) logits[chatIntents.indexOf(fromRoad)]! += roadLogit
  const greatest = Math.max(...logits)
  const shares = logits.map((logit) => Math.exp(logit - greatest))
  const at = logits.indexOf(greatest)
  const intent = chatIntents[at]!
  return { intent, confidence: shares[at]! / shares.reduce((sum, share) => sum + share, 0), cause: fromRoad === intent && alone !== intent ? 'road' : 'words' }
}
