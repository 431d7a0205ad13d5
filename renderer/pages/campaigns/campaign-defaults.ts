import type { CampaignSettings } from '../../../engine/contract/campaigns.ts'

/** What a draft begins with, until a person says otherwise: the figures of the contract. */
export const campaignDefaults = {
  region: null, startsOn: null, endsOn: null, concurrency: 20, callsPerSecond: 1, costLimitDayCents: null, costLimitTotalCents: null, keepRecordingsDays: 730,
} satisfies Partial<CampaignSettings>
