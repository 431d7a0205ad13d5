import { campaignById } from '../../../db/queries/campaigns.ts'
import type { Database } from '../../../db/open.ts'
import type { EventBus } from '../../observe/event-bus.ts'
import type { Log } from '../../observe/log.ts'
import type { Campaigns } from './campaigns.ts'
import type { IdleSkip } from './idle-skip.ts'

export interface WatchNeeds {
  readonly database: Database
  readonly events: EventBus
  readonly log: Log
  readonly campaigns: Pick<Campaigns, 'cancelWaiting'>
  readonly skip: IdleSkip
}

/**
 * Acts upon what the engine tells: the practice clock skips idle time, and whoever a live call left waiting in a campaign
 * that was stopped meanwhile is cancelled. @returns what ends the watching.
 */
export function watchCampaigns({ database, events, log, campaigns, skip }: WatchNeeds): () => void {
  const stop = new AbortController()
  const watch = async () => {
    for await (const { event } of events.stream(undefined, stop.signal)) {
      if (stop.signal.aborted) return
      skip.heard(event)
      if (event.type !== 'call.updated' || event.state === 'intended' || event.state === 'live') continue
      if (campaignById(database, event.campaignId)?.state === 'stopped') await campaigns.cancelWaiting(event.campaignId)
    }
  }
  watch().catch((error: unknown) => log.error({ error: error instanceof Error ? error.message : String(error) }, 'campaigns are no longer watched'))
  skip.look()
  return () => {
    stop.abort()
    skip.close()
  }
}
