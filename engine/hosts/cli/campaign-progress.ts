import { momentText, zoneTime } from '../../calls/zone-time.ts'
import type { Campaign } from '../../contract/campaigns.ts'
import type { Clock } from '../../observe/clock.ts'
import type { ErrorStream } from './classify-progress.ts'

/** The line is written over at most this often, milliseconds. */
const everyMs = 250

/** Shows how a campaign comes along, as one line written over on a terminal. Nothing elsewhere: a log of it has no reader. */
export class CampaignProgress {
  readonly #stream: ErrorStream
  readonly #clock: Clock
  #shownAt = Number.NEGATIVE_INFINITY
  #shown = false

  constructor(stream: ErrorStream, clock: Clock) {
    this.#stream = stream
    this.#clock = clock
  }

  due(): boolean {
    return this.#stream.isTTY === true && this.#clock.now() - this.#shownAt >= everyMs
  }

  show(campaign: Campaign, lines: { clockOf(simulated: boolean): Clock }): void {
    this.#shownAt = this.#clock.now()
    this.#shown = true
    const { counts, debtors, attempts, contacts, promises, liveCalls } = campaign
    const over = debtors - counts.pending - counts.scheduled - counts.in_progress - counts.needs_review
    const now = momentText(lines.clockOf(campaign.simulated).now(), zoneTime(campaign.timeZone))
    this.#stream.write(`\r\u001b[K${now}  ${over} of ${debtors} debtors done, ${attempts} calls (${liveCalls} live), ${contacts} contacts, ${promises} promises`)
  }

  /** Leaves the line as it is and goes to the next. */
  end(): void {
    if (this.#shown) this.#stream.write('\n')
    this.#shown = false
  }
}
