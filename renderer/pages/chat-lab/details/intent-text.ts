import type { TFunction } from 'i18next'
import type { ChatTrace } from '../../../../engine/contract/chat.ts'
import type { Format } from '../../../i18n/format.ts'

/** What an answer took its message to be about, and how surely; of a file that nobody here could read, that. */
export function intentText(t: TFunction, format: Format, { intent, confidence, cause }: ChatTrace): string {
  return cause === 'unreadable' ? t('chatLab.trace.unreadable') : `${t(`chatLab.intent.${intent}`)} · ${format.percent(confidence)}`
}
