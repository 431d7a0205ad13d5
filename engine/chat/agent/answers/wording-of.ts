import type { ChatTone, Language } from '../../../../db/values.ts'
import { english } from './wording-en.ts'
import { spanish } from './wording-es.ts'
import type { Wording } from './wording.ts'

/** What the agent says in a language and tone. */
export function wordingOf(language: Language, tone: ChatTone): Wording {
  return language === 'en' ? english(tone) : spanish(tone)
}
