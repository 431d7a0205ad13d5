import type { Database } from '../../../db/open.ts'
import type { Clock } from '../../observe/clock.ts'
import type { EventBus } from '../../observe/event-bus.ts'
import type { Log } from '../../observe/log.ts'
import type { ModelLayer, Prompts } from '../../llm/index.ts'
import type { DocumentSearch } from '../ports.ts'
import type { Shops } from '../shops.ts'

export interface BenchNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly events: Pick<EventBus, 'publish'>
  readonly log: Log
  readonly documents: DocumentSearch
  readonly models: ModelLayer
  readonly prompts: Pick<Prompts, 'choose' | 'version'>
  readonly shops: Shops
  /** The folder with `chat/bench/` and `sample/`. */
  readonly resources: string
}

/** Errors of a route, as oRPC gives them to its handler. */
export interface Errors {
  NOT_FOUND(options: { data: { reason: string } }): Error
  CONFLICT(options: { data: { reason: string } }): Error
  INVALID(options: { data: { reason: string; detail?: string } }): Error
}
