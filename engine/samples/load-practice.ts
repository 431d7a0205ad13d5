import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ContractRouterClient } from '@orpc/contract'
import type { Language } from '../../db/values.ts'
import type { contract } from '../contract/contract.ts'
import type { EventBus } from '../observe/event-bus.ts'

export interface PracticeNeeds {
  /** What a console would call, so that the samples take the road of every campaign. */
  readonly client: ContractRouterClient<typeof contract>
  readonly events: EventBus
  /** The folder with `sample/debtors.csv`. */
  readonly resources: string
}

const names: Record<Language, string> = { es: 'Campaña de práctica', en: 'Practice campaign' }
const fileName = 'debtors.csv'

/**
 * Adds our own fictional debtors to the practice floor, in a campaign that calls them over the practice line, and starts it.
 * Everything it makes is simulated.
 * @throws Error when the sample cannot be read or imported.
 */
export async function loadPractice({ client, events, resources }: PracticeNeeds, businessId: string, language: Language): Promise<{ campaignId: string }> {
  const policies = await client.callCatalogue.policies({ businessId })
  const agents = await client.callCatalogue.agents({ businessId })
  // The operator's rules alone: under the law of Chile a debtor is called once a week, which shows too little at a glance.
  const policy = policies.find((one) => one.preset === 'none')
  const agent = agents.find((one) => one.simulated)
  if (policy === undefined || agent === undefined) throw new Error('There is no policy without a preset, or no agent of the practice line')
  const { id: campaignId } = await client.campaigns.create({
    businessId, simulated: true, name: names[language], policyId: policy.id, agentId: agent.id, country: 'CL', region: null, timeZone: 'America/Santiago',
    startsOn: null, endsOn: null, concurrency: 5, callsPerSecond: 1, costLimitDayCents: null, costLimitTotalCents: null, keepRecordingsDays: 30,
  })

  const content = await readFile(join(resources, 'sample', fileName))
  const { uploadId } = await client.ingest.beginUpload({ fileName, bytes: content.byteLength })
  await client.ingest.uploadPart({ uploadId, offset: 0, data: new Blob([new Uint8Array(content)]) })
  const choice = {
    businessId, uploadId, simulated: true, kind: 'debtors' as const,
    defaults: { country: 'CL', nationalIdKind: 'rut' as const, currency: 'CLP', company: '', language, timeZone: 'America/Santiago' },
  }
  const { mapping } = await client.debtors.previewImport(choice)
  const { id: importId } = await client.debtors.startImport({ ...choice, mapping, campaignId })
  await importEnded({ client, events }, importId)
  await client.campaigns.start({ campaignId })
  await client.campaigns.runRoundNow({ campaignId })
  return { campaignId }
}

async function importEnded({ client, events }: Pick<PracticeNeeds, 'client' | 'events'>, importId: string): Promise<void> {
  const stop = new AbortController()
  const changes = events.stream(undefined, stop.signal)
  try {
    // Asked after listening began, so that an import that was quicker is not waited for.
    for (let next = changes.next(); ; next = changes.next()) {
      const { state, error } = await client.debtors.importById({ importId })
      if (state === 'done') return
      if (state === 'failed' || state === 'cancelled') throw new Error(error ?? 'The sample debtors were not imported')
      if ((await next).done === true) throw new Error('The engine closed')
    }
  } finally {
    stop.abort()
  }
}
