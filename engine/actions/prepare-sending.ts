import { z } from 'zod'
import { actionById, type ActionRow, type DeliveryRow } from '../../db/queries/actions.ts'
import { businessById } from '../../db/queries/businesses.ts'
import type { Database } from '../../db/open.ts'
import { actionTriggers } from '../../db/values.ts'
import { targetSchema } from '../contract/actions.ts'
import type { Sending } from './sending.ts'
import { fillTemplate, TemplateProblem } from './template.ts'
import { eventVariables, variablesOf, type ActionEvent } from './variables.ts'

export interface PreparingNeeds {
  /** Variables that the scripts of a business declare for themselves. */
  readonly declaredVariables: (businessId: string) => readonly string[]
}

type DeliveryFacts = Pick<DeliveryRow, 'id' | 'business_id' | 'action_id' | 'trigger_name' | 'simulated' | 'sample' | 'event'>

const eventSchema = z.object({
  businessId: z.string(), trigger: z.enum(actionTriggers), eventId: z.string(), simulated: z.boolean(), at: z.number(), debtorId: z.string().nullable(), variables: z.record(z.string(), z.string()),
})

/** An event as it was stored. @throws ZodError when it is none. */
export function storedEvent(text: string): ActionEvent {
  return eventSchema.parse(JSON.parse(text))
}

/** What templates of a business may name. */
export function knownVariables(needs: PreparingNeeds, businessId: string): ReadonlySet<string> {
  return new Set([...eventVariables, ...needs.declaredVariables(businessId)])
}

/** Makes out of a delivery what is to be sent now, by the action as it is now; or says why that cannot be. */
export function prepareSending(database: Database, delivery: DeliveryFacts, needs: PreparingNeeds, now: number): { sending: Sending } | { state: 'failed' | 'needs_operator'; error: string } {
  const action = actionById(database, delivery.action_id)
  if (action === null || action.archived_at !== null) return { state: 'failed', error: 'actions.problem.action_removed' }
  // A person may switch it on again and replay.
  if (action.enabled === 0 && delivery.sample === 0) return { state: 'needs_operator', error: 'actions.problem.action_disabled' }
  if (delivery.simulated === 1 && action.practice === 0) return { state: 'needs_operator', error: 'actions.problem.practice_only' }
  const event = storedEvent(delivery.event)
  const variables = variablesOf(event, { id: delivery.id, sample: delivery.sample === 1, businessName: businessById(database, delivery.business_id)?.name ?? '' })
  const known = new Set([...knownVariables(needs, delivery.business_id), ...Object.keys(event.variables)])
  try {
    return { sending: sendingOf(action, delivery, fillTemplate(action.template, variables, known), now) }
  } catch (error) {
    if (error instanceof TemplateProblem) return { state: 'needs_operator', error: error.message }
    throw error
  }
}

function sendingOf(action: ActionRow, delivery: DeliveryFacts, content: Record<string, unknown>, now: number): Sending {
  return {
    actionId: action.id, deliveryId: delivery.id, trigger: delivery.trigger_name, simulated: delivery.simulated === 1, sample: delivery.sample === 1,
    target: targetSchema.parse(JSON.parse(action.config)), content, previousSecretSigns: action.previous_secret_until !== null && now < action.previous_secret_until,
  }
}
