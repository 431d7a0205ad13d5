import { z } from 'zod'
import { spentOfDay } from '../../db/queries/inferences.ts'
import { settingOf, setSettingTx } from '../../db/queries/settings.ts'
import type { Database } from '../../db/open.ts'
import { writeTx } from '../../db/tx.ts'
import type { Budget as BudgetView } from '../contract/llm.ts'
import type { Clock } from '../observe/clock.ts'
import type { EventBus } from '../observe/event-bus.ts'
import { nano, usd } from './costing.ts'

const key = 'llm.budget'
const storedSchema = z.object({
  dailyUsd: z.number().min(0).nullable(),
  alertShare: z.number().min(0.1).max(1),
  /** The day of the last warning: one a day, also across restarts. */
  alertedOn: z.string().nullable(),
  stoppedOn: z.string().nullable(),
})
type Stored = z.infer<typeof storedSchema>
const defaults: Stored = { dailyUsd: null, alertShare: 0.8, alertedOn: null, stoppedOn: null }

export interface Budget {
  /** Holds the most that a call can cost. @returns false when the day has no room for it. */
  reserve(nanoUsd: number): boolean
  /** Gives back some of what was held. */
  release(nanoUsd: number): void
  /** What was held is spent; the audit holds the same sum. */
  settle(nanoUsd: number): void
  view(): BudgetView
  set(change: { dailyUsd: number | null; alertShare: number }): BudgetView
}

/** YYYY-MM-DD in the machine's zone. */
export function dayOf(moment: number): string {
  const date = new Date(moment)
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`
}

function endOfDay(moment: number): number {
  const date = new Date(moment)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime()
}

/**
 * What may be spent in a day. What was spent is in the sums of the audit, so a restart forgets nothing; what is held for
 * calls under way lies in memory, and in `ai_open_calls` for a program that was killed.
 */
export function openBudget({ database, clock, events }: { database: Database; clock: Clock; events: Pick<EventBus, 'publish'> }): Budget {
  let stored = readStored(database)
  let reserved = 0
  let day = dayOf(clock.now())
  let spent = spentOfDay(database, day)
  const today = () => {
    const now = dayOf(clock.now())
    if (now !== day) {
      day = now
      spent = spentOfDay(database, day)
    }
  }
  const save = (change: Partial<Stored>) => {
    stored = { ...stored, ...change }
    writeTx(database, (tx) => setSettingTx(tx, key, JSON.stringify(stored), clock.now()))
  }
  const warn = () => {
    if (stored.dailyUsd === null || stored.alertedOn === day || spent < nano(stored.dailyUsd) * stored.alertShare) return
    save({ alertedOn: day })
    events.publish({ type: 'notice', level: 'warning', key: 'notice.llm_budget_alert', values: { spent: usd(spent).toFixed(2), limit: stored.dailyUsd.toFixed(2) } })
  }
  const view = (): BudgetView => {
    today()
    return { dailyUsd: stored.dailyUsd, alertShare: stored.alertShare, spentTodayUsd: usd(spent), reservedUsd: usd(reserved), dayEndsAt: endOfDay(clock.now()) }
  }

  return {
    reserve(nanoUsd) {
      today()
      if (stored.dailyUsd !== null && nanoUsd > 0 && spent + reserved + nanoUsd > nano(stored.dailyUsd)) {
        if (stored.stoppedOn !== day) {
          save({ stoppedOn: day })
          events.publish({ type: 'notice', level: 'error', key: 'notice.llm_budget_stop', values: { limit: stored.dailyUsd.toFixed(2) } })
        }
        return false
      }
      reserved += nanoUsd
      return true
    },
    release: (nanoUsd) => void (reserved -= nanoUsd),
    settle(nanoUsd) {
      // A new day's sum was just read from the audit, which holds this already.
      const sameDay = dayOf(clock.now()) === day
      today()
      reserved -= nanoUsd
      if (sameDay) spent += nanoUsd
      warn()
    },
    view,
    set(change) {
      today()
      // A new limit warns and stops anew.
      save({ ...change, alertedOn: null, stoppedOn: null })
      warn()
      return view()
    },
  }
}

function readStored(database: Database): Stored {
  const value = settingOf(database, key)
  return value === null ? defaults : storedSchema.parse(JSON.parse(value))
}
