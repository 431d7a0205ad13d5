import { z } from 'zod'
import { deleteOldInferencesTx } from '../../db/queries/inferences.ts'
import { settingOf, setSettingTx } from '../../db/queries/settings.ts'
import type { Database } from '../../db/open.ts'
import { writeTx } from '../../db/tx.ts'
import { auditKeepingSchema, type AuditKeeping } from '../contract/llm.ts'
import { defineJob, done } from '../jobs/index.ts'
import type { Clock } from '../observe/clock.ts'
import type { EventBus } from '../observe/event-bus.ts'

const key = 'llm.audit'
const defaults: AuditKeeping = { keptDays: 180 }
const dayMs = 86_400_000
/** Rows of one transaction, each with up to 15 KB of text; between two of them everybody else has a turn. */
const atOnce = 100

/** How long single inferences are kept. */
export function readAuditKeeping(database: Database): AuditKeeping {
  const value = settingOf(database, key)
  return value === null ? defaults : auditKeepingSchema.parse(JSON.parse(value))
}

export function setAuditKeeping(database: Database, keeping: AuditKeeping, now: number): AuditKeeping {
  writeTx(database, (tx) => setSettingTx(tx, key, JSON.stringify(keeping), now))
  return keeping
}

/** Deletes what the audit has kept for as long as it is to; the sums by day stay, so that no figure of the past changes. */
export function pruneAuditJob({ database, clock, events }: { readonly database: Database; readonly clock: Clock; readonly events: Pick<EventBus, 'publish'> }) {
  return defineJob<Record<string, never>, number, { deleted: number }>({
    kind: 'llm.prune_audit',
    payload: z.object({}),
    result: z.object({ deleted: z.number().int() }),
    queue: 'background',
    timeoutMs: 30 * 60_000,
    retry: { maxAttempts: 3, firstDelayMs: 60_000, maxDelayMs: 600_000 },
    onLostLease: 'retry',
    prepare() {
      const { keptDays } = readAuditKeeping(database)
      return keptDays === 0 ? { done: { deleted: 0 } } : { work: clock.now() - keptDays * dayMs }
    },
    async execute(before, context) {
      let deleted = 0
      while (!context.cancelled()) {
        const count = writeTx(database, (tx) => deleteOldInferencesTx(tx, before, atOnce))
        if (count === 0) break
        deleted += count
        await new Promise<void>((resolve) => setImmediate(resolve))
      }
      if (deleted > 0) events.publish({ type: 'inferences.changed' })
      return done({ deleted })
    },
  })
}
