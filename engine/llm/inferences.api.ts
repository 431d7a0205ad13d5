import { inferenceById, rateInferenceTx, type InferenceListRow } from '../../db/queries/inferences.ts'
import type { InferenceWhere, UsageSums } from '../../db/queries/inferences-list.ts'
import type { Database } from '../../db/open.ts'
import type { Reader } from '../../db/reader.ts'
import { writeTx } from '../../db/tx.ts'
import { inferenceSchema, type InferenceRow } from '../contract/llm.ts'
import { csvParts, csvStyleOf, type Cell } from '../ingest/index.ts'
import type { Clock } from '../observe/clock.ts'
import type { EventBus } from '../observe/event-bus.ts'
import { readAuditKeeping, setAuditKeeping } from './audit-keeping.ts'
import { usd } from './costing.ts'
import type { LlmImplementer } from './providers.api.ts'
import { usageSpan } from './usage-span.ts'

export interface InferencesApiNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly events: Pick<EventBus, 'publish'>
  readonly reader: Reader
}

/** Rows read and handed over at once: each may hold 15 KB of text. */
const rowsPerPart = 50
const gone = { data: { reason: 'llm.problem.inference_not_found' } } as const
const fellBackFromSchema = inferenceSchema.shape.fellBackFrom

/** The audit of inferences: how long it is kept, list, one, figures, export, and what people think of answers. */
export function inferencesApi(api: LlmImplementer, needs: InferencesApiNeeds) {
  const { database, events, reader } = needs
  return {
    auditKeeping: api.auditKeeping.handler(() => readAuditKeeping(database)),

    setAuditKeeping: api.setAuditKeeping.handler(({ input }) => setAuditKeeping(database, input, needs.clock.now())),

    inferences: api.inferences.handler(async ({ input }) => {
      const { rows, total } = await reader.run('inferences.page', { where: input.filter, offset: input.offset, limit: input.limit })
      return { rows: rows.map(viewOf), total }
    }),

    inference: api.inference.handler(({ input, errors }) => {
      const row = inferenceById(database, input.id)
      if (row === null) throw errors.NOT_FOUND(gone)
      return { ...viewOf(row), promptText: row.prompt, responseText: row.response, errorMessage: row.error_message, fellBackFrom: fellBackFromSchema.parse(JSON.parse(row.fell_back_from)), thumbs: row.thumbs }
    }),

    facets: api.facets.handler(() => reader.run('inferences.facets', null)),

    usage: api.usage.handler(async ({ input }) => {
      const usage = await reader.run('inferences.usage', { where: input.filter, ...usageSpan(input.filter, needs.clock.now()) })
      const keyed = (sums: UsageSums) => ({ key: sums.key, ...figuresOf(sums) })
      return {
        total: { ...figuresOf(usage.total), p50ResponseTimeMs: usage.total.p50, p95ResponseTimeMs: usage.total.p95 },
        byDay: usage.byDay.map(keyed), byEndpoint: usage.byEndpoint.map(keyed), byModel: usage.byModel.map(keyed), byUser: usage.byUser.map(keyed),
        errors: usage.errors.map((error) => ({ code: error.failure, count: error.count, lastAt: error.last_at, lastMessage: error.last_message })),
      }
    }),

    rate: api.rate.handler(({ input, errors }) => {
      if (!writeTx(database, (tx) => rateInferenceTx(tx, input.id, input.thumbs))) throw errors.NOT_FOUND(gone)
      events.publish({ type: 'inferences.changed' })
      return {}
    }),

    exportInferences: api.exportInferences.handler(async function* ({ input, signal }) {
      yield* csvParts(exportColumns, exportRows(reader, input.filter, signal), csvStyleOf(input.language))
    }),
  }
}

function viewOf(row: InferenceListRow): InferenceRow {
  return {
    id: row.id, at: row.timestamp, endpoint: row.endpoint, businessId: row.business_id, userId: row.user_id, providerId: row.provider_id, model: row.model_name,
    prompt: row.prompt_name === null || row.prompt_version === null ? null : { name: row.prompt_name, version: row.prompt_version },
    tokensIn: row.tokens_in, tokensOut: row.tokens_out, tokensCached: row.tokens_cached, tokensEstimated: row.tokens_estimated === 1,
    costUsd: usd(row.cost_nano_usd), responseTimeMs: row.response_time_ms, firstChunkMs: row.first_chunk_ms,
    status: row.status, origin: row.origin, attempts: row.attempts, failure: row.failure,
  }
}

function figuresOf(sums: UsageSums) {
  return {
    calls: sums.calls, errors: sums.errors, refused: sums.refused, cacheHits: sums.cache_hits,
    tokensIn: sums.tokens_in, tokensOut: sums.tokens_out, tokensCached: sums.tokens_cached,
    costUsd: usd(sums.cost_nano_usd), savedUsd: usd(sums.saved_nano_usd), savedMs: sums.saved_ms,
    meanResponseTimeMs: sums.answered === 0 ? null : sums.response_time_ms / sums.answered,
  }
}

const exportColumns = [
  'id', 'timestamp', 'endpoint', 'business_id', 'user_id', 'provider_id', 'model_name', 'prompt_name', 'prompt_version', 'status', 'origin', 'attempts', 'failure', 'error_message',
  'tokens_in', 'tokens_out', 'tokens_cached', 'tokens_estimated', 'cost_usd', 'saved_usd', 'response_time_ms', 'first_chunk_ms', 'thumbs', 'prompt', 'response',
]

/** Which rows is settled at the start; what comes to the audit meanwhile is not among them. */
async function* exportRows(reader: Reader, where: InferenceWhere, signal: AbortSignal | undefined): AsyncGenerator<Cell[][]> {
  const seqs = await reader.run('inferences.seqs', where)
  for (let start = 0; start < seqs.length; start += rowsPerPart) {
    signal?.throwIfAborted()
    const rows = await reader.run('inferences.by_seq', seqs.slice(start, start + rowsPerPart))
    yield rows.map((row) => [
      row.id, new Date(row.timestamp).toISOString(), row.endpoint, row.business_id, row.user_id, row.provider_id, row.model_name, row.prompt_name, row.prompt_version, row.status, row.origin,
      row.attempts, row.failure, row.error_message, row.tokens_in, row.tokens_out, row.tokens_cached, row.tokens_estimated === 1, usd(row.cost_nano_usd), usd(row.saved_nano_usd),
      row.response_time_ms, row.first_chunk_ms, row.thumbs, row.prompt, row.response,
    ])
  }
}
