import { actionTriggers, deliveryStates } from '../../../db/values.ts'
import type { DeliveryFilter } from '../../../engine/contract/actions.ts'

/**
 * The filter of the log as the address says it; what cannot be understood restricts nothing.
 * @param simulated what is shown: the practice line, or real calls with the try-outs people made.
 */
export function readDeliveryFilter(query: Readonly<Record<string, string>>, simulated: boolean): DeliveryFilter {
  const states = chosen(query.state, deliveryStates)
  const triggers = chosen(query.trigger, actionTriggers)
  return {
    ...(states.length ? { states } : {}),
    ...(triggers.length ? { triggers } : {}),
    ...(query.action ? { actionId: query.action } : {}),
    ...(query.origin === 'sample' ? { sample: true } : {}),
    ...(query.origin === 'event' ? { sample: false } : {}),
    simulated,
  }
}

function chosen<Value extends string>(text: string | undefined, known: readonly Value[]): Value[] {
  const names = new Set(text?.split(','))
  return known.filter(value => names.has(value))
}
