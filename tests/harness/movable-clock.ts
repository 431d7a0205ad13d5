import type { Clock } from '../../engine/observe/clock.ts'

interface Alarm { at: number; readonly delay: number; readonly callback: () => void }

/** Time that passes only when a test says so. Alarms ring in order, each at its own moment. */
export class MovableClock implements Clock {
  #now: number
  readonly #alarms = new Set<Alarm>()
  readonly #watchers = new Set<() => void>()

  constructor(now = Date.UTC(2026, 0, 15, 12)) {
    this.#now = now
  }

  now(): number {
    return this.#now
  }

  after(milliseconds: number, callback: () => void): () => void {
    const alarm: Alarm = { at: this.#now + Math.max(0, milliseconds), delay: milliseconds, callback }
    this.#alarms.add(alarm)
    for (const watcher of this.#watchers) watcher()
    return () => void this.#alarms.delete(alarm)
  }

  /** Lets time pass. */
  move(milliseconds: number): void {
    const target = this.#now + milliseconds
    for (;;) {
      const next = [...this.#alarms].filter((alarm) => alarm.at <= target).toSorted((one, other) => one.at - other.at)[0]
      if (next === undefined) break
      this.#alarms.delete(next)
      this.#now = Math.max(this.#now, next.at)
      next.callback()
    }
    this.#now = target
  }

  moveTo(moment: number): void {
    this.move(moment - this.#now)
  }

  /** Time passes while the machine sleeps: the date moves on, alarms do not. */
  sleep(milliseconds: number): void {
    this.#now += milliseconds
    for (const alarm of this.#alarms) alarm.at += milliseconds
  }

  /** Resolves once somebody waits for exactly so many milliseconds. */
  alarmOf(delay: number): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (![...this.#alarms].some((alarm) => alarm.delay === delay)) return
        this.#watchers.delete(look)
        resolve()
      }
      this.#watchers.add(look)
      look()
    })
  }
}
