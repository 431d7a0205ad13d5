import type { Database } from '../../../db/open.ts'
import type { Reader } from '../../../db/reader.ts'
import type { Clock } from '../../observe/clock.ts'
import type { EventBus } from '../../observe/event-bus.ts'
import type { Log } from '../../observe/log.ts'
import type { SecretStore } from '../../settings/index.ts'
import type { CampaignSetups } from '../dialling/campaign-setup.ts'
import type { Dialler } from '../dialling/dialler.ts'
import type { LiveCalls } from '../dialling/live-calls.ts'
import { watchCampaigns } from './campaign-watch.ts'
import { campaignsApi } from './campaigns.api.ts'
import { catalogueApi } from './catalogue.api.ts'
import type { CatalogueSeeds } from './catalogue.ts'
import { Campaigns } from './campaigns.ts'
import { IdleSkip } from './idle-skip.ts'
import { JobActions } from './job-actions.ts'
import type { Lines } from './lines.ts'
import { paymentHook, type PaymentHookNeeds } from './payment-hook.ts'
import { CampaignQuestions } from './questions.ts'
import { telephonyApi } from './telephony.api.ts'
import { Telephony } from './telephony.ts'

export interface ServeCampaignsNeeds {
  readonly database: Database
  readonly reader: Reader
  readonly clock: Clock
  readonly events: EventBus
  readonly log: Log
  readonly secrets: SecretStore
  readonly setups: CampaignSetups
  readonly dialler: Dialler
  readonly lines: Lines
  readonly live: LiveCalls
  /** What a business starts with. */
  readonly seeds: CatalogueSeeds
  readonly settlePaymentTx: PaymentHookNeeds['settlePaymentTx']
  /** A callback was agreed with a person. */
  callbackPlanned(simulated: boolean): void
  readonly dataFolder: string
}

/** What people do to campaigns, catalogues and the telephone, and the routes for it. */
export function serveCampaigns(needs: ServeCampaignsNeeds) {
  const { database, reader, clock, events, log, secrets, setups, dialler, lines, live, seeds, dataFolder } = needs
  const { clockOf, refreshLimit } = lines
  const questions = new CampaignQuestions({ database, reader, setups, clockOf })
  const campaigns = new Campaigns({ database, events, setups, dialler, clockOf, refreshLimit })
  const actions = new JobActions({ database, events, dialler, questions, dataFolder, clockOf, callbackPlanned: needs.callbackPlanned })
  const skip = new IdleSkip({ database, clock, live, time: lines.time, nextMoment: () => dialler.nextMoment(true) })
  live.onPause(() => skip.look())
  const telephony = new Telephony({ database, clock, events, log, secrets, lines, live, pay: paymentHook({ database, clock, secrets, settlePaymentTx: needs.settlePaymentTx }) })
  const endWatching = watchCampaigns({ database, events, log, campaigns, skip })
  campaigns.finishStops()
  void telephony.start()
  return {
    campaignsApi: campaignsApi({ database, reader, secrets, setups, campaigns, actions, questions, clockOf }),
    callCatalogueApi: catalogueApi({ database, clock, events, setups, seeds }),
    telephonyApi: telephonyApi({ telephony, lines, secrets, skip }),
    /** Nothing acts by itself from here on. */
    endWatching,
    close: () => telephony.close(),
  }
}
