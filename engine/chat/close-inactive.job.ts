import { z } from 'zod'
import { allBusinesses } from '../../db/queries/businesses.ts'
import { silentChats } from '../../db/queries/chats.ts'
import { defineJob, type JobDefinition } from '../jobs/index.ts'
import { closeChatTx } from './chats.ts'
import type { ChatCore } from './core.ts'
import { readSettings } from './settings.ts'

const resultSchema = z.object({ closed: z.number() })

/** Chats closed at once for a business; the rest follow a minute later. */
const closedAtOnce = 200

export type CloseInactiveJob = JobDefinition<Record<string, never>, never, z.infer<typeof resultSchema>>

/**
 * Closes chats in which nothing was said for as long as their business says. Their orders stay open, where a person finds them, and a
 * customer who writes again goes on where the chat was left.
 */
export function closeInactiveJob(core: ChatCore): CloseInactiveJob {
  return defineJob<Record<string, never>, never, z.infer<typeof resultSchema>>({
    kind: 'chat.close_inactive',
    payload: z.object({}),
    result: resultSchema,
    queue: 'background',
    timeoutMs: 60_000,
    retry: { maxAttempts: 2, firstDelayMs: 1_000, maxDelayMs: 10_000 },
    onLostLease: 'retry',
    execute: 'prepare',
    prepare(tx, { now }) {
      let closed = 0
      for (const { id } of allBusinesses(tx.database)) {
        const before = now - readSettings(tx.database, id).inactiveMinutes * 60_000
        for (const chat of silentChats(tx.database, id, before, closedAtOnce)) {
          closeChatTx(core, tx, chat, 'inactive', now)
          closed += 1
        }
      }
      return { done: { closed } }
    },
  })
}
