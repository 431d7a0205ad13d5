import { answerOrigins, inferenceStatuses } from '../../../db/values.ts'
import type { InferenceFilter } from '../../../engine/contract/llm.ts'

type Query = Readonly<Record<string, string>>

export const usageViews = ['overview', 'calls', 'cache', 'prompts'] as const
export type UsageView = (typeof usageViews)[number]

export function readView(query: Query): UsageView {
  return usageViews.find(view => view === query.view) ?? 'overview'
}

/** Days each period reaches back, today included; null is everything there is. */
export const periods = { today: 1, week: 7, month: 30, quarter: 90, all: null } as const
export type Period = keyof typeof periods
export const usualPeriod = 'month'

/** The period the address names; null where it has days of its own. */
export function readPeriod(query: Query): Period | null {
  if (query.from || query.to) return null
  const { period } = query
  return period !== undefined && period in periods ? period as Period : usualPeriod
}

/** Names of the filters in the address; `from` and `to` are calendar days where the person sits. */
export const filterNames = ['text', 'endpoints', 'models', 'users', 'statuses', 'origins', 'period', 'from', 'to', 'business'] as const
export type FilterName = (typeof filterNames)[number]

/**
 * The filter an address describes; what it does not know, or cannot read, restricts nothing.
 * @param now milliseconds since 1970: periods end with the day it is in.
 * @param businessId the business shown, for the address that asks for it alone.
 */
export function filterOf(query: Query, now: number, businessId: string): InferenceFilter {
  const lists = { endpoints: names(query.endpoints), models: names(query.models), users: names(query.users) }
  const statuses = known(query.statuses, inferenceStatuses)
  const origins = known(query.origins, answerOrigins)
  const period = readPeriod(query)
  const from = period === null ? dayStart(query.from) : periodStart(period, now)
  const to = period === null ? dayStart(query.to, 1) : null
  return {
    ...(query.business === 'this' && { businessId }),
    ...(lists.endpoints.length > 0 && { endpoints: lists.endpoints }),
    ...(lists.models.length > 0 && { models: lists.models }),
    ...(lists.users.length > 0 && { users: lists.users }),
    ...(statuses.length > 0 && { statuses }),
    ...(origins.length > 0 && { origins }),
    ...(from !== null && { from }),
    ...(to !== null && { to }),
    ...(query.text && { text: query.text.slice(0, 200) }),
  }
}

/** The names of a list in the address. */
export function names(text: string | undefined): string[] {
  return text ? text.split(',').filter(Boolean) : []
}

/** The values of a list in the address that are still known. */
export function known<Value extends string>(text: string | undefined, values: readonly Value[]): Value[] {
  const wanted = new Set(names(text))
  return values.filter(value => wanted.has(value))
}

function periodStart(period: Period, now: number): number | null {
  const days = periods[period]
  if (days === null) return null
  const today = new Date(now)
  return new Date(today.getFullYear(), today.getMonth(), today.getDate() - days + 1).getTime()
}

function dayStart(text: string | undefined, daysLater = 0): number | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text ?? '') ?? []
  return year === undefined ? null : new Date(Number(year), Number(month) - 1, Number(day) + daysLater).getTime()
}
