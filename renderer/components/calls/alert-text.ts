import type { TFunction } from 'i18next'
import type { Alert } from '../../../engine/contract/calls.ts'
import type { Format } from '../../i18n/format.ts'
import { costText } from './money.tsx'

/** The sentence of an alert, with the names and figures it carries. */
export function alertText({ kind, details }: Pick<Alert, 'kind' | 'details'>, t: TFunction, format: Format): string {
  const cents = (value: string | number | undefined) => typeof value === 'number' ? costText(format, value) : ''
  const date = typeof details.date === 'string' ? format.date(details.date) : ''
  const key = kind === 'needs_review' && details.why === 'possible_opt_out' ? 'needs_review_opt_out' : kind
  return t(`calls.alert.${key}`, {
    ...details, date, spent: cents(details.spent), limit: cents(details.limit),
    name: details.name || t('calls.alert.somebody'), campaign: details.campaign || t('calls.alert.aCampaign'),
  })
}
