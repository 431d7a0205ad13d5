import type { Clock } from '../../observe/clock.ts'

/**
 * How practice time runs: at real moment `baseReal` it was `baseSim`, and since then it passes `speed` times as fast.
 * Both moments in milliseconds since 1970 UTC; speed 0 means frozen. Plain data, so that the engine can store it and the
 * practice line, in a thread or process of its own, can live by the very same time.
 */
export interface PracticeTime {
  readonly baseSim: number
  readonly baseReal: number
  readonly speed: number
}

/** What practice time it is at a real moment. Whole milliseconds, because it ends in integer columns. */
export function practiceNow(time: PracticeTime, real: number): number {
  return Math.round(time.baseSim + (real - time.baseReal) * time.speed)
}

/** Real milliseconds until practice time reaches `moment`; Infinity while time is frozen before it. */
export function realDelayUntil(time: PracticeTime, real: number, moment: number): number {
  const left = moment - practiceNow(time, real)
  if (left <= 0) return 0
  return time.speed === 0 ? Infinity : Math.ceil(left / time.speed)
}

/** Fastest speed offered: a day of calls in under a minute and a half. Faster, a poll every 15 s would be none. */
export const fastestSpeed = 1_000

/**
 * Up to this speed a person can watch calls go on: they are told of as they happen and take their time. Above it calls are
 * followed by asking alone, for an end is noticed within a quarter of a second and telling of it would cost more than it
 * saves; and what all of them wait for is skipped.
 */
export const watchableSpeed = 60

interface Alarm {
  readonly due: number
  readonly callback: () => void
  cancel: () => void
}

/**
 * The clock practice campaigns live by. It runs at any speed, stands still or jumps ahead, never back: what was written at
 * a moment must stay in the past.
 */
export class PracticeClock implements Clock {
  readonly #real: Clock
  readonly #alarms = new Set<Alarm>()
  readonly #watchers = new Set<(time: PracticeTime) => void>()
  #time: PracticeTime

  /**
   * @param real the machine's clock beneath.
   * @param time how practice time ran when it was last stored; without one it starts now, at the speed of real time.
   */
  constructor(real: Clock, time?: PracticeTime) {
    this.#real = real
    this.#time = time ?? { baseSim: real.now(), baseReal: real.now(), speed: 1 }
  }

  now(): number {
    return practiceNow(this.#time, this.#real.now())
  }

  /** Calls back once after so many milliseconds of practice time, whatever its speed becomes meanwhile. */
  after(milliseconds: number, callback: () => void): () => void {
    const alarm: Alarm = { due: this.now() + Math.max(0, milliseconds), callback, cancel: () => {} }
    this.#alarms.add(alarm)
    this.#arm(alarm)
    return () => {
      alarm.cancel()
      this.#alarms.delete(alarm)
    }
  }

  /** The earliest moment at which an alarm is due, now or before while one is about to ring; null without alarms. */
  get nextAlarm(): number | null {
    let next: number | null = null
    for (const { due } of this.#alarms) if (next === null || due < next) next = due
    return next
  }

  /** How time runs now, as plain data to store and to tell the practice line. */
  get time(): PracticeTime {
    return this.#time
  }

  /** @param speed practice milliseconds per real one, 0 (frozen) to 1,000. @throws RangeError outside of that. */
  setSpeed(speed: number): void {
    if (!(speed >= 0 && speed <= fastestSpeed)) throw new RangeError(`A speed from 0 to ${fastestSpeed} was expected`)
    this.#change({ baseSim: this.now(), speed })
  }

  freeze(): void {
    this.setSpeed(0)
  }

  /**
   * Moves time ahead to a moment; alarms due by then ring. Whoever calls it makes sure that no live call is looked at in
   * between: its end would be noticed late. A moment that has come changes nothing: at full speed minutes pass while it is being worked out.
   */
  jumpTo(moment: number): void {
    if (!(moment > this.now())) return
    this.#change({ baseSim: Math.round(moment), speed: this.#time.speed })
  }

  /** Tells of every change, before alarms ring by it; the answer ends the telling. */
  onChange(watcher: (time: PracticeTime) => void): () => void {
    this.#watchers.add(watcher)
    return () => void this.#watchers.delete(watcher)
  }

  #change(change: { baseSim: number; speed: number }): void {
    this.#time = { ...change, baseReal: this.#real.now() }
    for (const watcher of this.#watchers) watcher(this.#time)
    for (const alarm of [...this.#alarms].toSorted((one, other) => one.due - other.due)) {
      alarm.cancel()
      this.#arm(alarm)
    }
  }

  #arm(alarm: Alarm): void {
    const delay = realDelayUntil(this.#time, this.#real.now(), alarm.due)
    if (delay === Infinity) {
      alarm.cancel = () => {}
      return
    }
    alarm.cancel = this.#real.after(delay, () => {
      // A real timer may be capped below what was asked for (31 bits of milliseconds).
      if (this.now() < alarm.due) return this.#arm(alarm)
      this.#alarms.delete(alarm)
      alarm.callback()
    })
  }
}
