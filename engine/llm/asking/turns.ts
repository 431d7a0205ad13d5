/**
 * Spreads what comes in a crowd over turns of the event loop, so that five hundred questions at once do not keep
 * everybody else waiting until each has been sent: starting one takes about a millisecond.
 * @returns resolves at once for the first `perTurn` of a turn, for the others in a later one, in order
 */
export function makeTurns(perTurn: number): () => Promise<void> {
  const waiting: (() => void)[] = []
  let used = 0
  let planned = false
  const plan = () => {
    if (planned) return
    planned = true
    setImmediate(() => {
      planned = false
      used = 0
      for (; used < perTurn && waiting.length > 0; used += 1) waiting.shift()?.()
      if (used > 0) plan()
    })
  }
  return () => {
    plan()
    if (used < perTurn && waiting.length === 0) {
      used += 1
      return Promise.resolve()
    }
    return new Promise((resolve) => { waiting.push(resolve) })
  }
}
