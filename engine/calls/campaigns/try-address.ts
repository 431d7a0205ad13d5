import { randomBytes } from 'node:crypto'

/** Real milliseconds until an address is taken to lead nowhere: it goes out to the network and comes back. */
const patienceMs = 10_000

export type AddressTest = { readonly reached: true } | { readonly reached: false; readonly why: 'no_answer' | 'somebody_else'; readonly detail: string }

/** Words that this program sent to its own public address and waits to hear. */
export class ExpectedPings {
  readonly #waiting = new Set<string>()

  /** @returns false when nobody waits for it. */
  hear(word: string): boolean {
    return this.#waiting.delete(word)
  }

  /**
   * Sends a word that nobody else knows to a public address, and sees whether it comes in here.
   * @param publicUrl without a slash at its end
   */
  async try(publicUrl: string): Promise<AddressTest> {
    const word = randomBytes(24).toString('base64url')
    this.#waiting.add(word)
    try {
      const answer = await fetch(`${publicUrl}/hooks/ping`, { method: 'POST', body: word, redirect: 'manual', signal: AbortSignal.timeout(patienceMs) })
      await answer.body?.cancel()
      return this.#waiting.has(word) ? { reached: false, why: 'somebody_else', detail: String(answer.status) } : { reached: true }
    } catch (error) {
      // Heard is heard, though the answer was lost on its way back.
      return this.#waiting.has(word) ? { reached: false, why: 'no_answer', detail: causeOf(error) } : { reached: true }
    } finally {
      this.#waiting.delete(word)
    }
  }
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : null
  if (cause instanceof Error && 'code' in cause) return String(cause.code)
  return error instanceof Error && error.name === 'TimeoutError' ? 'TIMEOUT' : 'FAILED'
}
