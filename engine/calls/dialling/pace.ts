/** Most calls a second that a campaign may have. */
const fastest = 50

/**
 * How fast a campaign dials: with one call a second or more so many within any second, wherever one begins to count; with
 * less, as far apart as it says. A part of a call beyond the whole ones is left out.
 */
export class Pace {
  /** Newest dials, oldest first. */
  readonly #dials: number[]

  /** @param dials moments of dials before, so that a restart does not dial too soon after the last one. */
  constructor(dials: readonly number[]) {
    this.#dials = dials.toSorted((one, other) => one - other).slice(-fastest)
  }

  /** The newest dial. */
  get last(): number {
    return this.#dials.at(-1) ?? Number.NEGATIVE_INFINITY
  }

  dialled(now: number): void {
    this.#dials.push(now)
    if (this.#dials.length > fastest) this.#dials.shift()
  }

  /** Dials it lets through now. */
  free(perSecond: number, now: number): number {
    const { dials, withinMs } = limitOf(perSecond)
    return Math.max(0, dials - this.#dials.filter((at) => at > now - withinMs).length)
  }

  /** From when on it lets one through. */
  next(perSecond: number): number {
    const { dials, withinMs } = limitOf(perSecond)
    const first = this.#dials.at(-dials)
    return first === undefined ? Number.NEGATIVE_INFINITY : first + withinMs
  }
}

function limitOf(perSecond: number): { dials: number; withinMs: number } {
  return perSecond < 1 ? { dials: 1, withinMs: 1000 / perSecond } : { dials: Math.min(fastest, Math.floor(perSecond)), withinMs: 1000 }
}
