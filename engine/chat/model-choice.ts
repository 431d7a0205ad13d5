import type { ChatSettings } from '../contract/chat.ts'
import type { Asker, ModelRequest } from '../llm/index.ts'

/** Which model a business's agent asks: the chosen one, else the first of the chain. */
export function choiceOf({ providerId, model }: Pick<ChatSettings, 'providerId' | 'model'>): Pick<ModelRequest, 'choice'> {
  return providerId === null ? {} : { choice: { providerId, ...(model === null ? {} : { model }) } }
}

const verbs = ['answer', 'understand', 'read_media'] as const
/** All that is asked for the sake of chats, as the audit names it. */
export const chatEndpoints: readonly string[] = verbs.map((verb) => `chat.${verb}`)

/** Who asks, as limits and the audit know it: an answer is work, not a person's own question. */
export function askerOf(businessId: string, verb: (typeof verbs)[number]): Asker {
  return { endpoint: `chat.${verb}`, businessId, userId: 'job' }
}

/** A text between its two lines, which it cannot end by itself. */
export function fenced(mark: 'ANSWER' | 'CUSTOMER', text: string): string {
  return `${mark} BEGINS\n${text.replaceAll(/\b(ANSWER|CUSTOMER) (BEGINS|ENDS)\b/gi, '$1-$2')}\n${mark} ENDS`
}

export const languageNames = { es: 'Spanish', en: 'English' } as const
export const toneWords = { amigable: 'warm and close, with "tú"', formal: 'polite and formal, with "usted"', directo: 'brief and to the point' } as const
