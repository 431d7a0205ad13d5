export const periods = ['today', 'week', 'month', 'quarter', 'all'] as const
export type Period = typeof periods[number]

const daysOf = { today: 1, week: 7, month: 30, quarter: 90 } as const

/** From the beginning of the period's first day to the end of today, in the person's own zone; milliseconds since 1970. */
export function periodOf(period: Period, now: Date): { from: number, to: number } {
  const to = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime() - 1
  return { from: period === 'all' ? 0 : new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1 - daysOf[period]).getTime(), to }
}
