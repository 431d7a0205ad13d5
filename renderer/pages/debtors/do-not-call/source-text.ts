import type { TFunction } from 'i18next'
import type { DoNotCallEntry } from '../../../../engine/contract/debtors.ts'

/** Where an entry comes from, in words; what is no known source (the name of a file) stands for itself. */
export function sourceText({ source }: Pick<DoNotCallEntry, 'source'>, t: TFunction): string {
  return t(`debtors.doNotCall.source.${source}`, { defaultValue: source })
}

/** A person's reason as they wrote it; of a call, what the conversation came to. */
export function reasonText({ source, reason }: Pick<DoNotCallEntry, 'source' | 'reason'>, t: TFunction): string {
  return source === 'call' ? t(`calls.outcome.${reason}`, { defaultValue: reason }) : reason
}
