import type { ChatTone, Language } from '../../../db/values.ts'
import type { ChatSettings, ChatTrace } from '../../contract/chat.ts'
import { ModelFailure, renderPrompt, usd, type ModelLayer, type Prompts } from '../../llm/index.ts'
import { askerOf, choiceOf, fenced, languageNames, toneWords } from '../model-choice.ts'
import { leftOut, sentenceEnd, ungrounded, type Decided } from './gate.ts'

const promptName = 'chat-answer'
const answerTokens = 700
const temperature = 0.4
/** Of the refused words, as much as a trace shows. */
const longestDetail = 200

export interface WordingNeeds {
  readonly models: Pick<ModelLayer, 'stream'>
  readonly prompts: Pick<Prompts, 'choose'>
}

export interface ToWord extends Decided {
  readonly businessId: string
  readonly chatId: string
  readonly language: Language
  readonly tone: ChatTone
}

/** A decided answer in a model's words; or why the template must be said instead. */
export type Worded =
  | { readonly text: string; readonly model: NonNullable<ChatTrace['model']> }
  | { readonly fellBack: NonNullable<ChatTrace['fellBack']> }

/** Roads whose answers a model may word. Those with a customer's data are never told to a provider, and refusals are said as they are. */
export const wordedRoads: ReadonlySet<string> = new Set(['product', 'cart', 'choice', 'company', 'person', 'small_talk'])

/**
 * Has a language model word a decided answer. Each sentence is judged before `release` is told of it; the first that says anything else
 * ends the asking. Neither earlier messages nor the customer's data are told to the provider.
 * @throws whatever `signal` was aborted with
 */
export async function wordByModel({ models, prompts }: WordingNeeds, settings: ChatSettings, decided: ToWord, release: (sentence: string) => void, signal: AbortSignal): Promise<Worded> {
  const prompt = prompts.choose(promptName, decided.chatId)
  let written = ''
  let released = 0
  const judge = (text: string): Worded | null => {
    const refused = ungrounded(text, decided)
    return refused.length === 0 ? null : { fellBack: { code: 'ungrounded', detail: refused.join(' · ').slice(0, longestDetail) } }
  }
  try {
    const stream = models.stream({
      asker: askerOf(decided.businessId, 'answer'), system: renderPrompt(prompt, { language: languageNames[decided.language], tone: toneWords[decided.tone] }),
      messages: [{ role: 'user', content: `${fenced('ANSWER', decided.template)}\n\n${fenced('CUSTOMER', decided.customerText)}` }],
      prompt: { name: promptName, version: prompt.version }, temperature, maxTokens: answerTokens, signal, ...choiceOf(settings),
    })
    for await (const chunk of stream) {
      if (chunk.type === 'text') {
        written = released === 0 ? (written + chunk.text).trimStart() : written + chunk.text
        const end = sentenceEnd(written)
        if (end <= released) continue
        const refused = judge(written.slice(0, end))
        if (refused !== null) return refused
        release(written.slice(released, end))
        released = end
        continue
      }
      const { answer } = chunk
      // A line end that was released already stays.
      const text = written.slice(0, Math.max(released, written.trimEnd().length))
      const missing = leftOut(text, decided)
      if (text.trim() === '' || answer.finish !== 'stop') return { fellBack: { code: 'cut_off', detail: '' } }
      const refused = judge(text) ?? (missing.length > 0 ? { fellBack: { code: 'incomplete', detail: missing.join(' · ') } } : null)
      if (refused !== null) return refused
      if (text.length > released) release(text.slice(released))
      return {
        text,
        model: { providerId: answer.providerId, model: answer.model, prompt: promptName, promptVersion: prompt.version, tokensIn: answer.usage.in, tokensOut: answer.usage.out, costUsd: usd(answer.costNanoUsd), auditId: answer.auditId },
      }
    }
    return { fellBack: { code: 'cut_off', detail: '' } }
  } catch (error) {
    if (error instanceof ModelFailure) return { fellBack: { code: error.code, detail: error.message.slice(0, longestDetail) } }
    throw error
  }
}
