import type { TFunction } from 'i18next'

/** A fact of the agent's memory in words: it remembers the order's state and which data were given by their own names, and the cart as it is. */
export function summaryText(t: TFunction, fact: string): string {
  const state = /^order (\w+)$/.exec(fact)?.[1]
  if (state) return t('chatLab.summary.order', { state: t(`catalogue.orderState.${state}`, { defaultValue: state }) })
  const field = /^(\w+) given$/.exec(fact)?.[1]
  return field ? t('chatLab.summary.given', { field: t(`chatLab.field.${field}`, { defaultValue: field }) }) : fact
}
