import { agentById, policyById } from '../../../db/queries/call-catalogue.ts'
import { campaignHasOpenJobs, type CampaignRow } from '../../../db/queries/campaigns.ts'
import type { Database } from '../../../db/open.ts'
import type { z } from 'zod'
import type { holdSchema } from '../../contract/campaigns.ts'
import type { Clock } from '../../observe/clock.ts'
import type { SecretStore } from '../../settings/index.ts'
import { practiceAgents, practiceNumbers } from '../practice-line/line-catalogue.ts'
import { parseDay, zoneTime } from '../zone-time.ts'
import { retellKeyName } from './lines.ts'
import type { CampaignQuestions } from './questions.ts'

/** Something that stands in the way of a start: a translation key with its values. */
export type Obstacle = z.infer<typeof holdSchema>

export interface ObstacleNeeds {
  readonly database: Database
  readonly secrets: SecretStore
  readonly questions: CampaignQuestions
  clockOf(simulated: boolean): Clock
}

const e164 = /^\+[1-9]\d{6,14}$/

/** Everything that stands in the way of a campaign's start, the quickest to be put right first. */
export async function obstaclesOf(needs: ObstacleNeeds, campaign: CampaignRow): Promise<Obstacle[]> {
  const { database, secrets, questions, clockOf } = needs
  const simulated = campaign.simulated === 1
  const found: Obstacle[] = []
  const add = (key: string, values: Obstacle['values'] = {}) => void found.push({ key: `campaigns.obstacle.${key}`, values })

  if (!simulated && (await secrets.get(retellKeyName)) === null) add('no_key')
  const policy = policyById(database, campaign.policy_id)
  if (policy === null || policy.archived_at !== null) add('policy_archived', { policy: policy?.name ?? '' })
  const agent = agentById(database, campaign.agent_id)
  if (agent === null || agent.archived_at !== null) add('agent_archived', { agent: agent?.name ?? '' })
  if (agent !== null) {
    if (!e164.test(agent.from_number)) add('number_not_e164', { number: agent.from_number })
    if (agent.agent_id.trim() === '') add('no_agent_id', { agent: agent.name })
    if (agent.simulated !== campaign.simulated) add('agent_of_the_other_kind', { agent: agent.name })
    // The practice line speaks from numbers and with agents of its own only.
    if (simulated && !practiceNumbers.some((one) => one.number === agent.from_number)) add('not_a_practice_number', { number: agent.from_number })
    if (simulated && !practiceAgents.some((one) => one.id === agent.agent_id)) add('not_a_practice_agent', { agent: agent.agent_id })
  }
  const last = campaign.ends_on === null ? null : parseDay(campaign.ends_on)
  if (last !== null && clockOf(simulated).now() >= zoneTime(campaign.time_zone).momentOf(last + 1)) add('already_over', { day: campaign.ends_on ?? '' })

  if (!campaignHasOpenJobs(database, campaign.id)) add('no_debtors')
  else if (agent !== null) {
    const { names, debtors } = await questions.unknownVariables(campaign)
    if (names.length > 0) add('unknown_variables', { names: names.join(', '), debtors })
  }
  return found
}
