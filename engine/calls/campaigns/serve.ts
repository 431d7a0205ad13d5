import type { Database } from '../../../db/open.ts'
import type { Reader } from '../../../db/reader.ts'
import type { EventBus } from '../../observe/event-bus.ts'
import type { SecretStore } from '../../settings/index.ts'
import type { CampaignSetups } from '../dialling/campaign-setup.ts'
import type { Dialler } from '../dialling/dialler.ts'
import { campaignsApi } from './campaigns.api.ts'
import { Campaigns } from './campaigns.ts'
import { JobActions } from './job-actions.ts'
import type { Lines } from './lines.ts'
import { CampaignQuestions } from './questions.ts'

export interface ServeCampaignsNeeds {
  readonly database: Database
  readonly reader: Reader
  readonly events: EventBus
  readonly secrets: SecretStore
  readonly setups: CampaignSetups
  readonly dialler: Dialler
  readonly lines: Lines
  readonly dataFolder: string
}

/** What people do to campaigns, and the routes for it. */
export function serveCampaigns({ database, reader, events, secrets, setups, dialler, lines, dataFolder }: ServeCampaignsNeeds) {
  const { clockOf, refreshLimit } = lines
  const questions = new CampaignQuestions({ database, reader, setups, clockOf })
  const campaigns = new Campaigns({ database, events, setups, dialler, clockOf, refreshLimit })
  const actions = new JobActions({ database, events, dialler, questions, dataFolder, clockOf })
  return { campaigns, campaignsApi: campaignsApi({ database, reader, secrets, setups, campaigns, actions, questions, clockOf }) }
}
