import { getEventMeta } from '@orpc/client'
import type { QueryKey } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { EngineEvent } from '../../engine/contract/events.ts'
import { applyProgress } from './apply-progress.ts'
import { api, client } from './client.ts'
import { whenConnected } from './connection-state.ts'
import { queryClient } from './query-client.ts'
import { createRefresher } from './refresher.ts'

const listeners = new Set<(event: EngineEvent) => void>()
const refresh = createRefresher((queryKey: QueryKey) => queryClient.invalidateQueries({ queryKey }))

/** Hears every event of the engine while the component is there. */
export function useEngineEvent(listener: (event: EngineEvent) => void): void {
  const latest = useRef(listener)
  useEffect(() => { latest.current = listener })
  useEffect(() => {
    const relay = (event: EngineEvent) => latest.current(event)
    listeners.add(relay)
    return () => { listeners.delete(relay) }
  }, [])
}

/**
 * Follows the engine's event stream for as long as the page lives, continuing after the last event seen. An engine
 * that was started anew, or that no longer keeps what was missed, makes everything be fetched again.
 */
export async function followEvents(): Promise<never> {
  let lastEventId: string | undefined
  let boot: string | undefined
  for (;;) {
    await whenConnected()
    try {
      const hello = await client.system.hello()
      if (boot !== undefined && boot !== hello.boot) {
        lastEventId = undefined
        await queryClient.invalidateQueries()
      }
      boot = hello.boot
      for await (const event of await client.events.stream(undefined, { lastEventId })) {
        lastEventId = getEventMeta(event)?.id ?? lastEventId
        receive(event)
      }
    } catch {
      // The wire broke or the engine ended the stream: wait for the connection and go on after the last event.
    }
    await pause(500)
  }
}

function receive(event: EngineEvent): void {
  switch (event.type) {
    case 'reset':
      void queryClient.invalidateQueries()
      break
    case 'job.updated':
    case 'jobs.changed':
      refresh(api.jobs.key())
      break
    case 'job.progress':
    case 'batch.progress':
      applyProgress(queryClient, event)
      break
    case 'transcripts.changed':
      refresh(api.transcripts.key())
      refresh(api.batches.key())
      refresh(api.opinions.golden.key())
      break
    case 'model.changed':
    case 'taxonomy.changed':
      refresh(api.classification.key())
      refresh(api.taxonomies.key())
      refresh(api.transcripts.key())
      break
    case 'opinions.changed':
      refresh(api.opinions.key())
      break
    case 'watched_folders.changed':
      refresh(api.watchedFolders.key())
      break
    case 'actions.changed':
      refresh(api.actions.key())
      break
    case 'call.updated':
      refresh(api.calls.floor.key())
      refresh(api.calls.list.key())
      refresh(api.calls.get.key({ input: { attemptId: event.attemptId } }))
      refresh(api.campaigns.key())
      refresh(api.debtors.key())
      break
    case 'campaign.updated':
      refresh(api.campaigns.key())
      refresh(api.calls.floor.key())
      break
    case 'debtors.changed':
    case 'debtor_import.progress':
      refresh(api.debtors.key())
      break
    case 'catalogue.changed':
    case 'orders.changed':
      // A sale changes the stock, a customer's name its orders.
      refresh(api.catalogue.key())
      break
    case 'chat.updated':
    case 'chat.handoff':
      refresh(api.chat.list.key())
      refresh(api.chat.figures.key())
        break
    case 'chat_bench.changed':
      refresh(api.chatBench.key())
      break
    case 'files.changed':
      refresh(api.files.key())
        break
    case 'documents.changed':
      refresh(api.knowledge.key())
      break
    case 'promises.changed':
      refresh(api.calls.promises.key())
      refresh(api.calls.promisesOfDebtor.key())
      refresh(api.calls.floor.key())
      break
    case 'alert.raised':
      refresh(api.calls.alerts.key())
      refresh(api.calls.floor.key())
      break
    case 'llm.changed':
      refresh(api.llm.key())
      refresh(api.answerCache.key())
      refresh(api.opinions.estimate.key())
      break
    case 'inferences.changed':
      refresh(api.llm.key())
      refresh(api.answerCache.key())
      break
    case 'call_catalogue.changed':
      refresh(api.callCatalogue.key())
      break
    case 'practice.clock':
      queryClient.setQueryData(api.telephony.status.queryKey(), status => status && { ...status, practice: { ...status.practice, now: event.now, speed: event.speed } })
      break
    case 'settings.changed':
      refresh(api.system.businesses.key())
      refresh(api.system.preferences.key())
      refresh(api.chat.settings.key())
      break
    case 'notice':
      break
  }
  for (const listener of listeners) listener(event)
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => { setTimeout(resolve, milliseconds) })
}
