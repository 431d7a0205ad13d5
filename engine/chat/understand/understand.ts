import { z } from 'zod'
import { chatIntents, type ChatIntent, type Language } from '../../../db/values.ts'
import type { ChatSettings } from '../../contract/chat.ts'
import { renderPrompt, type ModelLayer, type Prompts } from '../../llm/index.ts'
import { numbersIn, reply, type AgentReply, type AgentViews, type ConversationState } from '../agent/index.ts'
import { askerOf, choiceOf, fenced, languageNames } from '../model-choice.ts'

const promptName = 'chat-understand'
const answerTokens = 300
const longestRestated = 600
const restatedSchema = z.object({ intent: z.enum(chatIntents), restated: z.string() })

export interface UnderstandNeeds {
  readonly models: Pick<ModelLayer, 'ask'>
  readonly prompts: Pick<Prompts, 'choose'>
}

export interface Unclear {
  readonly businessId: string
  readonly chatId: string
  readonly message: string
  readonly language: Language
}

/** Whether the agent alone does not know what a message means. */
export function isUnsure({ trace }: AgentReply, settings: Pick<ChatSettings, 'leastConfidence'>): boolean {
  return trace.road === 'unknown' || trace.confidence < settings.leastConfidence
}

/** Asks a language model what a message is about and what it says in plain words. @throws ModelFailure */
export async function restate({ models, prompts }: UnderstandNeeds, settings: ChatSettings, { businessId, chatId, message, language }: Unclear, signal: AbortSignal): Promise<{ intent: ChatIntent; restated: string } | null> {
  const prompt = prompts.choose(promptName, chatId)
  const { value } = await models.ask({
    asker: askerOf(businessId, 'understand'), system: renderPrompt(prompt, { language: languageNames[language] }), messages: [{ role: 'user', content: fenced('CUSTOMER', message) }],
    prompt: { name: promptName, version: prompt.version }, temperature: 0, maxTokens: answerTokens, signal,
    output: { name: 'understanding', schema: z.toJSONSchema(restatedSchema), parse: (json) => restatedSchema.parse(json) }, ...choiceOf(settings),
  })
  return value === null ? null : { intent: value.intent, restated: value.restated.trim() }
}

/** Roads on which a restated message may lead; whatever agrees, refuses, or gives data must be in the customer's own words. */
const restatedRoads: ReadonlySet<AgentReply['trace']['road']> = new Set(['product', 'company', 'cart', 'person'])
const agreeing = new Set(['confirm', 'yes', 'no', 'cancel', 'empty'])

/**
 * Whether the agent may take a restated message for the message: it has no number that the customer did not write, nothing is being
 * agreed to or asked of the customer, and the agent understands it.
 */
export function mayStandFor(message: string, restated: string, state: ConversationState, views: AgentViews): boolean {
  if (restated === '' || restated.length > longestRestated || restated === message) return false
  const said = new Set(numbersIn(message))
  if (numbersIn(restated).some((number) => !said.has(number))) return false
  if (state.order.state === 'recolectando_datos' || state.order.state === 'listo_para_finalizar') return false
  const answer = reply(state, restated, views)
  return restatedRoads.has(answer.trace.road) && !answer.acts.some((act) => agreeing.has(act))
}
