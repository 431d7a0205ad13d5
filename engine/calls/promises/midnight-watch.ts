import { zonesOfOpenPromises } from '../../../db/queries/promises.ts'
import type { Database } from '../../../db/open.ts'
import type { Clock } from '../../observe/clock.ts'
import { zoneTime } from '../zone-time.ts'

/** As by the schedule of real promises. */
const afterMidnightMs = 10 * 60_000

export interface MidnightNeeds {
  readonly database: Database
  /** The practice clock. */
  readonly clock: Clock
  /** Has the practice promises checked. */
  check(): void
}

/**
 * Has practice promises checked ten minutes after each midnight of their campaigns' zones, by the practice clock, which may
 * make a night of every minute or jump over several: then they are checked once, when it has arrived.
 */
export class MidnightWatch {
  readonly #needs: MidnightNeeds
  #stopAlarm = () => {}
  #next = Number.POSITIVE_INFINITY
  #stopped = false
  #begun = false

  constructor(needs: MidnightNeeds) {
    this.#needs = needs
  }

  /** A promise was made in a campaign of this zone: its next night may come before the one waited for. */
  promised(zone: string): void {
    if (nextCheck(zone, this.#needs.clock.now()) < this.#next) this.look()
  }

  /** Checks what is due and waits for the next night. */
  look(): void {
    if (this.#stopped) return
    const { database, clock, check } = this.#needs
    this.#stopAlarm()
    const now = clock.now()
    // The first look after a start makes up for a night that passed while Vocero was closed.
    if (!this.#begun || now >= this.#next) check()
    this.#begun = true
    this.#next = Math.min(...zonesOfOpenPromises(database, true).map((zone) => nextCheck(zone, now)))
    if (this.#next < Number.POSITIVE_INFINITY) this.#stopAlarm = clock.after(this.#next - now, () => this.look())
  }

  stop(): void {
    this.#stopped = true
    this.#stopAlarm()
  }
}

function nextCheck(zone: string, now: number): number {
  const time = zoneTime(zone)
  const today = time.momentOf(time.dayAt(now)) + afterMidnightMs
  return today > now ? today : time.momentOf(time.dayAt(now) + 1) + afterMidnightMs
}
