import { implement, withEventMeta } from '@orpc/server'
import { eventsContract } from '../contract/events.ts'
import type { EventBus } from './event-bus.ts'

/** @param connected told of every console that begins to listen: it will ask more. */
export function eventsApi(events: EventBus, connected: () => void) {
  const api = implement(eventsContract)
  return {
    stream: api.stream.handler(async function* ({ lastEventId, signal }) {
      connected()
      for await (const { id, event } of events.stream(lastEventId, signal)) yield withEventMeta(event, { id })
    }),
  }
}
