import { implement, withEventMeta } from '@orpc/server'
import { eventsContract } from '../contract/events.ts'
import type { EventBus } from './event-bus.ts'

export function eventsApi(events: EventBus) {
  const api = implement(eventsContract)
  return {
    stream: api.stream.handler(async function* ({ lastEventId, signal }) {
      for await (const { id, event } of events.stream(lastEventId, signal)) yield withEventMeta(event, { id })
    }),
  }
}
