import { z } from 'zod'
import { latestSimulatedMoment } from '../../../db/queries/campaign-moments.ts'
import { settingOf, setSettingTx } from '../../../db/queries/settings.ts'
import type { Database } from '../../../db/open.ts'
import { writeTx, type Tx } from '../../../db/tx.ts'
import type { Clock } from '../../observe/clock.ts'
import type { EventBus } from '../../observe/event-bus.ts'
import { fastestSpeed, PracticeClock } from '../practice-line/practice-clock.ts'

const key = 'calls.practice'
const storedSchema = z.object({ now: z.number().int(), speed: z.number().min(1).max(fastestSpeed), skipIdle: z.boolean() })

/** A call of two minutes takes six seconds: fast enough to wait for, slow enough to be watched. */
const usualSpeed = 20

/** Jumps of the clock are written down and told at most this often, real milliseconds: at full speed there are hundreds a second. */
const tellEveryMs = 250

/** The clock of the practice line, kept over restarts. It stands still while Vocero is closed. */
export interface PracticeTimeKeeper {
  readonly clock: PracticeClock
  /** Whether the clock jumps to the next moment at which something is due while nothing simulated goes on. */
  skipIdle: boolean
  /** Writes down where the clock is. */
  keep(): void
  /** Writes it down for the last time. */
  close(): void
}

/**
 * Says where practice time begins, before an engine takes the clock up: a running one only goes ahead.
 * @returns false when it has already been later than that.
 */
export function beginPracticeAtTx(tx: Tx, moment: number, now: number): boolean {
  const written = settingOf(tx.database, key)
  const stored = written === null ? null : storedSchema.safeParse(JSON.parse(written)).data ?? null
  if (Math.max(stored?.now ?? 0, latestSimulatedMoment(tx.database)) > moment) return false
  const state: z.infer<typeof storedSchema> = { now: moment, speed: stored?.speed ?? usualSpeed, skipIdle: stored?.skipIdle ?? true }
  setSettingTx(tx, key, JSON.stringify(state), now)
  return true
}

/**
 * Takes the practice clock up where it was left. After a kill its last moments may not have been written down; it then
 * never goes behind what simulated campaigns have already written.
 */
export function keepPracticeTime(database: Database, real: Clock, events: Pick<EventBus, 'publish'>): PracticeTimeKeeper {
  const written = settingOf(database, key)
  const stored = written === null ? null : storedSchema.safeParse(JSON.parse(written)).data ?? null
  const clock = new PracticeClock(real, {
    baseSim: Math.max(stored?.now ?? real.now(), latestSimulatedMoment(database)),
    baseReal: real.now(),
    speed: stored?.speed ?? usualSpeed,
  })
  const keeper: PracticeTimeKeeper = {
    clock,
    skipIdle: stored?.skipIdle ?? true,
    keep() {
      const state: z.infer<typeof storedSchema> = { now: clock.now(), speed: clock.time.speed, skipIdle: keeper.skipIdle }
      writeTx(database, (tx) => setSettingTx(tx, key, JSON.stringify(state), real.now()))
    },
    close() {
      stopWatching()
      stopAlarm?.()
      keeper.keep()
    },
  }
  let told = { speed: clock.time.speed, at: Number.NEGATIVE_INFINITY }
  let stopAlarm: (() => void) | null = null
  const tell = () => {
    stopAlarm?.()
    stopAlarm = null
    told = { speed: clock.time.speed, at: real.now() }
    keeper.keep()
    events.publish({ type: 'practice.clock', now: clock.now(), speed: told.speed })
  }
  const stopWatching = clock.onChange((time) => {
    if (time.speed !== told.speed || real.now() - told.at >= tellEveryMs) tell()
    else stopAlarm ??= real.after(told.at + tellEveryMs - real.now(), tell)
  })
  return keeper
}
