/** Calendar days as YYYY-MM-DD text: no time of day and no zone can shift them. */

/** The days of the weeks, Monday to Sunday, that a month touches. @param month YYYY-MM. */
export function weeksOf(month: string): string[][] {
  const first = Date.parse(`${month}-01T00:00:00Z`)
  const start = first - ((new Date(first).getUTCDay() + 6) % 7) * dayMs
  const weeks: string[][] = []
  for (let monday = start; monday === start || textOf(monday).slice(0, 7) === month; monday += 7 * dayMs) weeks.push(Array.from({ length: 7 }, (_, day) => textOf(monday + day * dayMs)))
  return weeks
}

/** The month `step` after (or before) another. */
export function monthAfter(month: string, step: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + step, 1)).toISOString().slice(0, 7)
}

/** The day `step` after (or before) another. */
export function dayAfter(day: string, step: number): string {
  return textOf(Date.parse(`${day}T00:00:00Z`) + step * dayMs)
}

/** The calendar day of a moment where the person sits. */
export function localDay(at: number): string {
  const date = new Date(at)
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`
}

const dayMs = 86_400_000

function textOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
