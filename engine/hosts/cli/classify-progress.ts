import type { BatchProgress } from '../../contract/events.ts'

/** Without a terminal a line is written at most this often, milliseconds: logs are read, not watched. */
const lineEveryMs = 3_000

export interface ErrorStream { readonly isTTY?: boolean; write(text: string): unknown }

/** Shows how a batch comes along: one line written over on a terminal, else a line now and then. */
export class ProgressLine {
  readonly #stream: ErrorStream
  readonly #now: () => number
  #writtenAt = Number.NEGATIVE_INFINITY
  #shown = false

  constructor(stream: ErrorStream, now: () => number) {
    this.#stream = stream
    this.#now = now
  }

  show(progress: BatchProgress): void {
    // Nothing is known of the file yet.
    if (progress.total === 0 && progress.state === 'running') return
    if (this.#stream.isTTY === true) {
      this.#stream.write(`\r\u001b[K${textOf(progress)}`)
      this.#shown = true
      return
    }
    if (this.#now() - this.#writtenAt < lineEveryMs && progress.state === 'running') return
    this.#writtenAt = this.#now()
    this.#stream.write(`${textOf(progress)}\n`)
  }

  /** Leaves the line as it is and goes to the next. */
  end(): void {
    if (this.#shown) this.#stream.write('\n')
    this.#shown = false
  }
}

function textOf({ classified, failed, total, perSecond, remainingMs }: BatchProgress): string {
  const speed = perSecond === null ? '' : `, ${Math.round(perSecond)}/s`
  const left = remainingMs === null ? '' : `, ${Math.ceil(remainingMs / 1000)} s left`
  return `${classified + failed} of ${total} rows${failed === 0 ? '' : ` (${failed} failed)`}${speed}${left}`
}
