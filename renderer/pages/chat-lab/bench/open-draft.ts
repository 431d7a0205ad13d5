import { confirm } from '../../../components/confirm.tsx'
import { i18n } from '../../../i18n/index.ts'
import { newSuite, openSuite } from './bench-address.ts'
import { draftOf, keepDraft, type SuiteDraft } from './drafts.ts'

/** Opens a text in the editor as changes to a suite that are not saved. Asks first where others would be lost for it. */
export async function openDraft(businessId: string, suiteId: string, draft: SuiteDraft): Promise<void> {
  const former = draftOf(businessId, suiteId)
  const isFree = former === null || former.text === draft.text
    || await confirm({ title: i18n.t('chatBench.replaceDraftTitle'), body: i18n.t('chatBench.replaceDraftBody', { name: former.name.trim() || i18n.t('chatBench.newSuite') }), confirmLabel: i18n.t('chatBench.replaceDraft'), danger: true })
  if (isFree) keepDraft(businessId, suiteId, draft)
  openSuite(suiteId)
}

/** Begins a suite of the business with this text. */
export function beginSuite(businessId: string, name: string, text: string): Promise<void> {
  return openDraft(businessId, newSuite, { name, text, version: null })
}
