import type { OrderedFault } from './faults.ts'
import type { LineSettings } from './line-catalogue.ts'
import type { CallPlan } from './plan.ts'
import type { PracticeTime } from './practice-clock.ts'

/** What the console may order from its practice line. Every order takes effect before its promise resolves. */
export interface LineControl {
  setTime(time: PracticeTime): Promise<void>
  setSettings(settings: Partial<LineSettings>): Promise<void>
  /** Replaces all faults ordered before; an empty list ends them. */
  orderFaults(faults: readonly (Pick<OrderedFault, 'fault'> & Partial<OrderedFault>)[]): Promise<void>
  /** What was decided about a call when it was created; null for an unknown one. */
  planOf(callId: string): Promise<CallPlan | null>
}

/** Orders over HTTP, the same to a thread and to a process. They arrive in the order they were given. */
export function lineControl(address: string, controlKey: string): LineControl {
  let last: Promise<unknown> = Promise.resolve()
  const order = (method: string, path: string, body?: unknown): Promise<Response> => {
    const next = last.then(async () => {
      const headers = { authorization: `Bearer ${controlKey}`, 'content-type': 'application/json' }
      const answer = await fetch(`${address}/practice/${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
      if (!answer.ok && answer.status !== 404) throw new Error(`The practice line refused ${path}: ${await answer.text()}`)
      return answer
    })
    // A refused order is told to whoever gave it, and does not hold up the next one.
    last = next.catch(() => null)
    return next
  }
  return {
    setTime: async (time) => void (await order('PUT', 'clock', time)),
    setSettings: async (settings) => void (await order('PUT', 'settings', settings)),
    orderFaults: async (faults) => void (await order('PUT', 'faults', faults)),
    planOf: async (callId) => {
      const answer = await order('GET', `calls/${callId}`)
      return answer.status === 404 ? null : ((await answer.json()) as CallPlan)
    },
  }
}
