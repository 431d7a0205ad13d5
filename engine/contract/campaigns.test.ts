import { expect, test } from 'vitest'
import { campaignChangesSchema, campaignSettingsSchema } from './campaigns.ts'

test('a change of a campaign says nothing of what it leaves out', () => {
  expect(campaignChangesSchema.parse({ name: 'Invierno' })).toEqual({ name: 'Invierno' })
  expect(campaignChangesSchema.parse({ costLimitDayCents: 250 })).toEqual({ costLimitDayCents: 250 })
})

test('a new campaign has figures of its own for what it leaves out', () => {
  const settings = { name: 'Invierno', policyId: 'p', agentId: 'a', country: 'CL', timeZone: 'America/Santiago', startsOn: null, endsOn: null }
  expect(campaignSettingsSchema.parse(settings)).toEqual({ ...settings, region: null, concurrency: 20, callsPerSecond: 1, costLimitDayCents: null, costLimitTotalCents: null, keepRecordingsDays: 730 })
})
