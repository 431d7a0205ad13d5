import { z } from 'zod'
import { callFaults } from './scripted-numbers.ts'

/** The requests a fault can strike. */
export const endpoints = ['create', 'get', 'list', 'stop', 'live', 'concurrency', 'agents', 'numbers'] as const
export type Endpoint = (typeof endpoints)[number]

/** A fault ordered from the line: strikes the next `times` requests to an endpoint, in the order they were ordered. */
export const orderedFault = z.strictObject({
  fault: z.enum([...callFaults, 'unauthorised']),
  endpoint: z.enum([...endpoints, 'any']).default('create'),
  times: z.int().min(1).max(1_000_000).default(1),
})
export type OrderedFault = z.infer<typeof orderedFault>
export type Fault = OrderedFault['fault']

export class Faults {
  #ordered: { fault: Fault; endpoint: Endpoint | 'any'; times: number }[] = []

  order(faults: readonly OrderedFault[]): void {
    this.#ordered.push(...faults.map((fault) => ({ ...fault })))
  }

  clear(): void {
    this.#ordered = []
  }

  /** The fault that strikes this request, used up by it. */
  take(endpoint: Endpoint): Fault | null {
    const next = this.#ordered.find((ordered) => ordered.endpoint === endpoint || ordered.endpoint === 'any')
    if (next === undefined) return null
    next.times--
    if (next.times === 0) this.#ordered = this.#ordered.filter((ordered) => ordered !== next)
    return next.fault
  }
}
