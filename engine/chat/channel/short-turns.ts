import type { Clock } from '../../observe/clock.ts'

/** Writes of one turn of the event loop begin within so many milliseconds: whoever else waits for the engine is answered in between. */
const turnMs = 10

/** Does writes in their order, as many in a turn of the event loop as keep it short. What many clients say at once would otherwise keep a console waiting for all of it. */
export function shortTurns(clock: Clock): (write: () => void) => Promise<void> {
  const waiting: (() => void)[] = []

  function turn(): void {
    const began = clock.now()
    do waiting.shift()?.()
    while (waiting.length > 0 && clock.now() - began < turnMs)
    if (waiting.length > 0) setImmediate(turn)
  }

  return (write) => new Promise((resolve, reject) => {
    waiting.push(() => {
      try {
        write()
        resolve()
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)))
      }
    })
    if (waiting.length === 1) setImmediate(turn)
  })
}
