import type { Log } from '../../observe/log.ts'
import type { PracticeClock, PracticeTime } from '../practice-line/practice-clock.ts'
import type { RunningPracticeLine } from '../practice-line/start-practice-line.ts'
import type { CallLine } from '../retell/call-line.ts'
import type { LineFailure } from '../retell/failures.ts'
import { retellLine } from '../retell/retell-client.ts'

export interface PracticeHostNeeds {
  readonly clock: PracticeClock
  readonly log: Log
  start(time: PracticeTime): Promise<RunningPracticeLine>
}

interface Running { readonly line: RunningPracticeLine; readonly client: CallLine }

/** Keeps the practice line: started with its first request, again when it died, and always told how time runs. */
export class PracticeHost {
  readonly #needs: PracticeHostNeeds
  readonly #stopWatching: () => void
  #running: Promise<Running> | null = null
  #ready: Running | null = null
  /** The last change of time on its way to the line: no request may overtake it. */
  #told: Promise<void> = Promise.resolve()
  #onStart: (line: RunningPracticeLine) => Promise<void> = async () => {}
  #closed = false

  constructor(needs: PracticeHostNeeds) {
    this.#needs = needs
    this.#stopWatching = needs.clock.onChange((time) => {
      const running = this.#ready
      if (running !== null) this.#told = this.#tell(running.line, time)
    })
  }

  /** Where the line is reached; null while it does not run. */
  get address(): string | null {
    return this.#ready?.line.address ?? null
  }

  /** What is to be done with every line that starts, before its first request: telling it where webhooks go. */
  onStart(prepare: (line: RunningPracticeLine) => Promise<void>): void {
    this.#onStart = prepare
  }

  /** The line as it is now, started when it was not. Never rejects. */
  async line(): Promise<CallLine | LineFailure> {
    if (this.#closed) return { failure: 'unreachable', code: 'CLOSED' }
    try {
      this.#running ??= this.#start()
      const { client } = await this.#running
      await this.#told
      return client
    } catch (error) {
      this.#running = null
      this.#needs.log.error({ error: error instanceof Error ? error.message : String(error) }, 'the practice line does not start')
      return { failure: 'unreachable', code: 'NOT_STARTED' }
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#stopWatching()
    const running = await this.#running?.catch(() => null)
    await running?.line.close()
  }

  async #start(): Promise<Running> {
    const { clock, log } = this.#needs
    const started = clock.time
    const line = await this.#needs.start(started)
    const running: Running = { line, client: retellLine({ apiKey: line.apiKey, baseUrl: line.address, clock }) }
    void line.ended.then((error) => {
      if (this.#closed) return
      log.error({ error: error?.message ?? null }, 'the practice line ended; the next call starts it again')
      this.#ready = null
      this.#running = null
    })
    this.#ready = running
    // Time may have been changed while the line started.
    if (clock.time !== started) this.#told = this.#tell(line, clock.time)
    await this.#onStart(line)
    return running
  }

  async #tell(line: RunningPracticeLine, time: PracticeTime): Promise<void> {
    await line.setTime(time).catch((error: unknown) => {
      // It died: the next one starts with the time as it is then.
      this.#needs.log.warn({ error: error instanceof Error ? error.message : String(error) }, 'the practice line did not hear how time runs')
    })
  }
}
