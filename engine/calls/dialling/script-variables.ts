import { z } from 'zod'
import { negotiationFlowSchema } from '../../contract/policies.ts'
import type { Language } from '../../../db/values.ts'
import { dynamicVariables, missingVariables } from '../call-variables.ts'
import { agentOverride, delinquencyTypeOf } from '../negotiation.ts'
import { parseDay, zoneTime } from '../zone-time.ts'
import type { CampaignSetup } from './campaign-setup.ts'
import type { Person } from './person-facts.ts'

const namesSchema = z.array(z.string())
const textsSchema = z.record(z.string(), z.string())

/** The negotiation flow for a person's debt: of the kind it names, else of the one for its days past due. Null where none fits. */
function flowOf(setup: CampaignSetup, { debtor, debt }: Person, now: number) {
  const due = debt.due_on === null ? null : parseDay(debt.due_on)
  const daysPastDue = due === null ? null : zoneTime(debtor.time_zone).dayAt(now) - due
  const types = setup.delinquencyTypes.map((type) => ({ code: type.code, fromDays: type.from_days, toDays: type.to_days, flow: type.flow }))
  const type = delinquencyTypeOf(types, debt.delinquency, daysPastDue)
  return type === null ? null : negotiationFlowSchema.parse(JSON.parse(type.flow))
}

/** What the agent is told of a person before it speaks. */
export interface Script {
  readonly variables: Record<string, string>
  /** Names the script speaks and nobody knows: each of them stands in the way of the call. */
  readonly missing: readonly string[]
  /** Settings of the agent for this call alone, where it takes them. */
  readonly override: Readonly<Record<string, unknown>> | null
}

/** Puts together what the agent speaks. @param zone the campaign's, whose time the agent is told. */
export function scriptFor(setup: CampaignSetup, person: Person, zone: string, now: number): Script {
  const { debtor, debt } = person
  const flow = flowOf(setup, person, now)
  const language: Language = debtor.language
  const variables = dynamicVariables(
    { name: debtor.name, nationalId: debtor.national_id, zone: debtor.time_zone, language, variables: textsSchema.parse(JSON.parse(debtor.variables)) },
    {
      company: debt.company, instalments: debt.instalments, amountMinor: debt.amount_minor, paidMinor: debt.paid_minor, currency: debt.currency,
      dueOn: debt.due_on, lastNegotiableOn: debt.last_negotiable_on, delinquency: debt.delinquency,
    },
    flow, now, zone,
  )
  const missing = missingVariables(namesSchema.parse(JSON.parse(setup.agent.variables)), variables)
  return { variables, missing, override: flow === null || setup.agent.allow_override === 0 ? null : agentOverride(flow, language) }
}
