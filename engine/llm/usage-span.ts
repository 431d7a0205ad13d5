import type { UsageQuestion } from '../../db/queries/inferences-list.ts'
import type { InferenceFilter } from '../contract/llm.ts'
import { dayOf } from './budget.ts'

/**
 * Where the figures of a span come from: whole days from the sums of the day, and only what is over at its ends, less
 * than a day each, from the rows of the audit. Words are in the rows alone.
 */
export function usageSpan({ from, to, text }: InferenceFilter, now: number): Omit<UsageQuestion, 'where'> {
  const end = to === undefined || to > now ? null : to
  if ((text ?? '').trim() !== '') return { days: null, ends: [{ from: from ?? 0, to: to ?? Number.MAX_SAFE_INTEGER }] }
  const firstWhole = from === undefined ? null : from === dayStart(from) ? from : dayStart(from, 1)
  const lastWhole = end === null ? null : dayStart(end)
  // Within one day.
  if (from !== undefined && end !== null && firstWhole !== null && lastWhole !== null && firstWhole > lastWhole) return { days: null, ends: [{ from, to: end }] }
  return {
    days: { from: firstWhole === null ? '' : dayOf(firstWhole), to: dayOf(lastWhole === null ? now : lastWhole - 1) },
    ends: [
      ...(from !== undefined && firstWhole !== null && from < firstWhole ? [{ from, to: firstWhole }] : []),
      ...(end !== null && lastWhole !== null && lastWhole < end ? [{ from: lastWhole, to: end }] : []),
    ],
  }
}

/** When the day of a moment begins in the machine's zone, or a later one; days are not all 24 hours long. */
function dayStart(moment: number, daysLater = 0): number {
  const date = new Date(moment)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + daysLater).getTime()
}
