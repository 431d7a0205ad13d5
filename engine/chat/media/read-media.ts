import type { ChatMessageKind, Language } from '../../../db/values.ts'
import type { ChatSettings } from '../../contract/chat.ts'
import { ModelFailure, renderPrompt, type ModelLayer, type Prompts } from '../../llm/index.ts'
import type { Log } from '../../observe/log.ts'
import { askerOf, choiceOf, languageNames } from '../model-choice.ts'
import type { MediaStore } from '../ports.ts'

const promptName = 'chat-image'
const answerTokens = 200
const longestRead = 1_500
const unreadable = /^\W*UNREADABLE\W*$/i

export interface ReadMediaNeeds {
  readonly media: MediaStore
  readonly models: Pick<ModelLayer, 'ask' | 'transcribe' | 'available'>
  readonly prompts: Pick<Prompts, 'choose'>
  readonly log: Log
}

export interface ToRead {
  readonly businessId: string
  readonly chatId: string
  readonly kind: Exclude<ChatMessageKind, 'text'>
  readonly fileId: string
  readonly language: Language
}

/** What an image shows or a recording says, in words; null when nobody here can tell. @throws whatever `signal` was aborted with */
export async function readMedia({ media, models, prompts, log }: ReadMediaNeeds, settings: ChatSettings, { businessId, chatId, kind, fileId, language }: ToRead, signal: AbortSignal): Promise<string | null> {
  if (!models.available()) return null
  try {
    const file = await media.read(businessId, fileId, signal)
    if (file === null) return null
    const asker = askerOf(businessId, 'read_media')
    if (kind === 'audio') {
      const { text } = await models.transcribe({ asker, audio: file.bytes, mimeType: file.contentType, language, signal })
      return wordsIn(text)
    }
    const prompt = prompts.choose(promptName, chatId)
    const { text } = await models.ask({
      asker, system: renderPrompt(prompt, { language: languageNames[language] }), messages: [{ role: 'user', content: [{ type: 'image', mimeType: file.contentType, data: file.bytes }] }],
      prompt: { name: promptName, version: prompt.version }, temperature: 0, maxTokens: answerTokens, signal, ...choiceOf(settings),
    })
    return unreadable.test(text) ? null : wordsIn(text)
  } catch (error) {
    signal.throwIfAborted()
    log.warn({ code: error instanceof ModelFailure ? error.code : 'unreadable', kind }, 'an image or a recording of a chat could not be read')
    return null
  }
}

function wordsIn(text: string): string | null {
  const words = text.trim().slice(0, longestRead)
  return words === '' ? null : words
}
