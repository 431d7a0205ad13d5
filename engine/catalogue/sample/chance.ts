/** Numbers that look random and are the same at every run. */
export interface Chance {
  /** From 0 to below 1. */
  next(): number
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number
  /** One of the choices, each as likely as its weight says. */
  pick<Choice>(choices: readonly (readonly [Choice, number])[]): Choice
  /** How many of something that happens `mean` times on average. */
  count(mean: number): number
}

/** mulberry32: small, even enough for samples. */
export function chance(seed: number): Chance {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    whole: (least, most) => least + Math.floor(next() * (most - least + 1)),
    pick(choices) {
      let left = next() * choices.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [choice, weight] of choices) {
        left -= weight
        if (left < 0) return choice
      }
      return choices.at(-1)![0]
    },
    count(mean) {
      const limit = Math.exp(-mean)
      let [events, product] = [0, next()]
      for (; product > limit; events += 1) product *= next()
      return events
    },
  }
}
