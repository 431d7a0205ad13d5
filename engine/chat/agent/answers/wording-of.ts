import type { Language } from '../../../../db/values.ts'
import type { Tone } from '../conversation.ts'
import { english } from './wording-en.ts'
import { spanish } from './wording-es.ts'
import type { Wording } from './wording.ts'

/** What the agent says in a language and tone. */
export function wordingOf(language: Language, tone: Tone): Wording {
  return language === 'en' ? english(tone) : spanish(tone)
}
