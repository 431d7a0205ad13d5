import type { Clock } from '../../observe/clock.ts'
import { ModelFailure } from '../ports.ts'
import { makeBucket, type Bucket } from './bucket.ts'

export interface GateLimits { readonly requestsPerMinute: number; readonly tokensPerMinute: number; readonly concurrency: number }

/** A place on the wire. `leave` once it is free again, with the tokens that were really used. */
export interface Place { leave(tokensUsed: number): void }

export interface Gate {
  readonly running: number
  readonly waiting: number
  /**
   * Waits for a place: of the provider's, and of the minute of this model.
   * @param tokens what the call may use at most, held until it leaves
   * @param first before those that nobody waits for
   * @throws ModelFailure `busy` when too many wait, `rate_limited` when the wait would be too long, `cancelled`
   */
  enter(model: string, tokens: number, first: boolean, signal: AbortSignal): Promise<Place>
  /** Nobody goes to this model before `milliseconds` have passed: the provider asked for it. */
  rest(model: string, milliseconds: number): void
  /** Others from now on; what is under way stays. */
  setLimits(limits: GateLimits): void
}

/** More than this wait for one provider only when something is wrong. */
const mostWaiting = 2_000
/** Longer than this nobody waits for a minute's tokens. */
export const longestWaitMs = 60_000

interface Waiter { readonly model: string; readonly tokens: number; readonly first: boolean; go(): void }
interface Model { requests: Bucket; tokens: Bucket; restUntil: number }

/** Keeps a provider's limits: places in order of coming, people before work that nobody waits for. */
export function makeGate(clock: Clock, given: GateLimits): Gate {
  let limits = given
  let running = 0
  const waiting: { people: Waiter[]; work: Waiter[] } = { people: [], work: [] }
  const models = new Map<string, Model>()
  let takeBackAlarm: (() => void) | null = null

  const modelOf = (name: string): Model => {
    let model = models.get(name)
    if (model === undefined) {
      model = { requests: makeBucket(clock, limits.requestsPerMinute), tokens: makeBucket(clock, limits.tokensPerMinute), restUntil: 0 }
      models.set(name, model)
    }
    return model
  }
  const waitOf = (name: string, tokens: number): number => {
    const model = modelOf(name)
    return Math.max(model.requests.waitFor(1), model.tokens.waitFor(tokens), model.restUntil - clock.now(), 0)
  }

  /** Lets in whoever may, in order; nobody passes an earlier one of the same model. */
  const admit = () => {
    takeBackAlarm?.()
    takeBackAlarm = null
    const held = new Set<string>()
    let soonest = Infinity
    for (const queue of [waiting.people, waiting.work]) {
      for (let index = 0; index < queue.length && running < limits.concurrency;) {
        const waiter = queue[index]
        if (waiter === undefined || held.has(waiter.model)) {
          index += 1
          continue
        }
        const wait = waitOf(waiter.model, waiter.tokens)
        if (wait > 0) {
          held.add(waiter.model)
          soonest = Math.min(soonest, wait)
          if (held.size === models.size) break
          index += 1
        } else {
          queue.splice(index, 1)
          waiter.go()
        }
      }
    }
    if (soonest < Infinity) takeBackAlarm = clock.after(soonest, admit)
  }

  const take = (name: string, tokens: number): Place => {
    running += 1
    const model = modelOf(name)
    model.requests.take(1)
    model.tokens.take(tokens)
    let left = false
    return {
      leave(tokensUsed) {
        if (left) return
        left = true
        running -= 1
        model.tokens.take(tokensUsed - tokens)
        admit()
      },
    }
  }

  return {
    get running() { return running },
    get waiting() { return waiting.people.length + waiting.work.length },
    enter(name, tokens, first, signal) {
      if (signal.aborted) return Promise.reject(cancelled())
      const wait = waitOf(name, tokens)
      if (wait > longestWaitMs) return Promise.reject(new ModelFailure('rate_limited', `The limits of this provider leave no room for ${name} for ${Math.ceil(wait / 1000)} s.`, { retryAfterMs: wait }))
      const ahead = first ? waiting.people.length : waiting.people.length + waiting.work.length
      if (ahead === 0 && wait === 0 && running < limits.concurrency) return Promise.resolve(take(name, tokens))
      if (waiting.people.length + waiting.work.length >= mostWaiting) return Promise.reject(new ModelFailure('busy', `${mostWaiting} questions wait for this provider already.`))
      return new Promise((resolve, reject) => {
        const queue = first ? waiting.people : waiting.work
        const waiter: Waiter = {
          model: name, tokens, first,
          go() {
            signal.removeEventListener('abort', leave)
            resolve(take(name, tokens))
          },
        }
        const leave = () => {
          queue.splice(queue.indexOf(waiter), 1)
          reject(cancelled())
          admit()
        }
        signal.addEventListener('abort', leave, { once: true })
        queue.push(waiter)
        admit()
      })
    },
    rest(name, milliseconds) {
      const model = modelOf(name)
      model.restUntil = Math.max(model.restUntil, clock.now() + milliseconds)
    },
    setLimits(changed) {
      if (changed.requestsPerMinute !== limits.requestsPerMinute || changed.tokensPerMinute !== limits.tokensPerMinute) models.clear()
      limits = changed
      admit()
    },
  }
}

export function cancelled(): ModelFailure {
  return new ModelFailure('cancelled', 'The question was taken back.')
}
