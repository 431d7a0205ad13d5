import type { TFunction } from 'i18next'
import type { DelinquencyType } from '../../../engine/contract/call-catalogue.ts'
import type { Format } from '../../i18n/format.ts'

/** The days past due a kind of delinquency is for: "31–90 days", "from 181 days". */
export function daysPastDueText({ fromDays, toDays }: Pick<DelinquencyType, 'fromDays' | 'toDays'>, t: TFunction, format: Format): string {
  if (fromDays === null) return toDays === null ? t('callingSettings.days.any') : t('callingSettings.days.to', { to: format.number(toDays) })
  return toDays === null ? t('callingSettings.days.from', { from: format.number(fromDays) }) : t('callingSettings.days.between', { from: format.number(fromDays), to: format.number(toDays) })
}

/** The freshest debts first. */
export function byDays(a: Pick<DelinquencyType, 'fromDays'>, b: Pick<DelinquencyType, 'fromDays'>): number {
  return (a.fromDays ?? -1) - (b.fromDays ?? -1)
}
