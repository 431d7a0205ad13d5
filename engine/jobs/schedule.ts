import { Cron } from 'croner'
import { allSchedules, declareScheduleTx, scheduleByName, setScheduleTx, type ScheduleRow } from '../../db/queries/schedules.ts'
import type { Database } from '../../db/open.ts'
import { writeTx } from '../../db/tx.ts'
import type { Clock } from '../observe/clock.ts'
import type { AnyJob } from './define-job.ts'
import { enqueueTx } from './enqueue.ts'

export interface ScheduleDeclaration {
  readonly name: string
  readonly job: AnyJob
  readonly payload: unknown
  /** Five fields, as crontab has them. */
  readonly cron: string
  /** IANA name; the hours of `cron` are hours there, also across daylight saving. */
  readonly timeZone: string
}

/** Alarms stand still while the machine sleeps, so a far one is looked after in between. */
const lookEveryMs = 60_000

/**
 * Recurring jobs. The next moment of each is stored, so that one missed while the program was closed is made up for once
 * at the next start, however many moments were missed. The run's unique key is the schedule, so runs never pile up.
 */
export class Scheduler {
  readonly #database: Database
  readonly #clock: Clock
  readonly #declarations: readonly ScheduleDeclaration[]
  #stopAlarm = () => {}

  constructor(database: Database, clock: Clock, declarations: readonly ScheduleDeclaration[]) {
    this.#database = database
    this.#clock = clock
    this.#declarations = declarations
  }

  start(): void {
    writeTx(this.#database, (tx) => {
      for (const { name, job, payload, cron, timeZone } of this.#declarations) declareScheduleTx(tx, { name, kind: job.kind, payload: JSON.stringify(payload), cron, time_zone: timeZone })
    })
    this.#tick()
  }

  stop(): void {
    this.#stopAlarm()
  }

  list(): ScheduleRow[] {
    return allSchedules(this.#database)
  }

  /** Switches a schedule on or off. @returns null when there is none of that name. */
  setEnabled(name: string, enabled: boolean): ScheduleRow | null {
    const row = scheduleByName(this.#database, name)
    if (row === null) return null
    const nextRunAt = enabled ? nextMoment(row, this.#clock.now()) : null
    writeTx(this.#database, (tx) => setScheduleTx(tx, name, { enabled, nextRunAt, lastRunAt: row.last_run_at }))
    this.#tick()
    return scheduleByName(this.#database, name)
  }

  #tick(): void {
    this.#stopAlarm()
    const now = this.#clock.now()
    const next = writeTx(this.#database, (tx) => {
      let earliest = Number.POSITIVE_INFINITY
      for (const row of allSchedules(this.#database)) {
        const declaration = this.#declarations.find(({ name }) => name === row.name)
        if (row.enabled === 0 || declaration === undefined) continue
        const due = row.next_run_at !== null && row.next_run_at <= now
        if (due) enqueueTx(tx, declaration.job, declaration.payload, now, { uniqueKey: `schedule:${row.name}` })
        const nextRunAt = due || row.next_run_at === null ? nextMoment(row, now) : row.next_run_at
        if (nextRunAt !== row.next_run_at) setScheduleTx(tx, row.name, { enabled: true, nextRunAt, lastRunAt: due ? now : row.last_run_at })
        earliest = Math.min(earliest, nextRunAt ?? earliest)
      }
      return earliest
    })
    if (next < Number.POSITIVE_INFINITY) this.#stopAlarm = this.#clock.after(Math.min(next - now, lookEveryMs), () => this.#tick())
  }
}

function nextMoment(row: Pick<ScheduleRow, 'cron' | 'time_zone'>, now: number): number | null {
  return new Cron(row.cron, { timezone: row.time_zone, paused: true }).nextRun(new Date(now))?.getTime() ?? null
}
