import type { BenchVariant } from '../../contract/chat-bench.ts'
import type { ChatSettings } from '../../contract/chat.ts'
import { ModelFailure, type ModelLayer, type Prompts } from '../../llm/index.ts'
import type { Clock } from '../../observe/clock.ts'
import { reply, type AgentViews, type ConversationState } from '../agent/index.ts'
import { TimeIsUp, within } from '../limit.ts'
import type { FoundPassage } from '../ports.ts'
import { saidAnswer } from '../speak/speak.ts'
import { wordByModel, wordedRoads, type Worded } from '../speak/word-by-model.ts'
import { isUnsure, mayStandFor, restate } from '../understand/understand.ts'
import { meteredModels } from './metered-models.ts'
import { viewsAt, type Answerer } from './play.ts'
import type { BenchStage } from './world.ts'

/** As a chat waits for a model, milliseconds. */
const restateMs = 4_000
const wordingMs = 10_000
const answerPrompt = 'chat-answer'

export interface ModelAnswererNeeds {
  readonly models: ModelLayer
  readonly prompts: Pick<Prompts, 'choose' | 'version'>
  readonly clock: Clock
}

export interface Asking {
  readonly businessId: string
  /** What a prompt's version is chosen by, where the variant names none. */
  readonly key: string
  readonly variant: BenchVariant
  readonly settings: ChatSettings
  /** What documents say to a message; null where the stage's own text is all there is. */
  readonly lookUp: ((message: string) => Promise<readonly FoundPassage[]>) | null
  readonly signal: AbortSignal
}

/** The agent with a language model, as a chat has it: the model restates what is unclear and words what is decided. @throws RunStopped, see meteredModels */
export function modelAnswerer({ models: layer, prompts, clock }: ModelAnswererNeeds, stage: BenchStage, { businessId, key, variant, settings, lookUp, signal }: Asking): Answerer {
  const meter = meteredModels(layer, variant, () => clock.now())
  const chosen = {
    choose(name: string, by: string) {
      const version = name === answerPrompt && variant.promptVersion !== null ? prompts.version(name, variant.promptVersion) : null
      return version ?? prompts.choose(name, by)
    },
  }
  const needs = { models: meter.models, prompts: chosen }

  const inPlainWords = async (message: string, state: ConversationState, views: AgentViews): Promise<string> => {
    try {
      const found = await within(clock, restateMs, signal, (inner) => restate(needs, settings, { businessId, chatId: key, message, language: state.language }, inner))
      return found !== null && mayStandFor(message, found.restated, state, views) ? found.restated : message
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof ModelFailure || error instanceof TimeIsUp) return message
      throw error
    }
  }
  const word = async (decided: Parameters<typeof wordByModel>[2]): Promise<Worded> => {
    try {
      return await within(clock, wordingMs, signal, (inner) => wordByModel(needs, settings, decided, () => {}, inner))
    } catch (error) {
      if (error instanceof TimeIsUp) return { fellBack: { code: 'timeout', detail: '' } }
      throw error
    }
  }

  return async (state, message) => {
    const views = viewsAt(stage, lookUp === null ? null : await lookUp(message))
    const alone = reply(state, message, views)
    const isOwn = alone.trace.road === 'data' || alone.trace.road === 'checkout' || alone.trace.road === 'refused' || !isUnsure(alone, settings)
    const text = isOwn ? message : await inPlainWords(message, state, views)
    const decided = text === message ? alone : reply(state, text, views)
    const template = decided.pieces.join('\n')
    const worded = !wordedRoads.has(decided.trace.road) ? null : await word({
      businessId, chatId: key, language: decided.state.language, tone: state.tone, template, customerText: message, catalogue: views.catalogue, sources: decided.sources.map((source) => ({ ...source, label: '' })),
    })
    const said = worded !== null && 'text' in worded ? worded.text : template
    const { order, ...mind } = decided.state
    const spent = meter.take()
    return {
      decided: { ...decided, state: { ...saidAnswer(mind, said), order } }, text: said, sources: decided.sources,
      model: spent.model === null ? null : { model: spent.model, promptVersion: chosen.choose(answerPrompt, key).version, tokensIn: spent.tokensIn, tokensOut: spent.tokensOut, costUsd: spent.costUsd },
      fellBack: worded !== null && 'fellBack' in worded ? worded.fellBack : null,
    }
  }
}
