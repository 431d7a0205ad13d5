import { z } from 'zod'
import { callBodySchema, type CallBody } from './bodies.ts'

const moment = z.union([z.number(), z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))]).nullish().catch(null).transform((value) => value ?? null)
const text = z.string().nullish().catch(null).transform((value) => value ?? null)
const number = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/).transform(Number)]).nullish().catch(null).transform((value) => value ?? null)

/** A call job as existing deployments store it. Only what they all have is required; the rest may be missing. */
const documentSchema = z.looseObject({
  job_id: z.string().min(1),
  account_id: text,
  batch_id: text,
  status: z.enum(['pending', 'scheduled', 'in_progress', 'completed', 'done', 'failed', 'suspended', 'cancelled']),
  mode: text,
  attempts: z.int().min(0).default(0),
  max_attempts: z.int().min(1).default(3),
  deduplication_key: text,
  contact: z.looseObject({
    name: text,
    dni: text,
    phones: z.array(z.string()).default([]),
    next_phone_index: z.int().min(0).default(0),
  }),
  to_number: text,
  payload: z.looseObject({
    debt_amount: number,
    due_date: text,
    company_name: text,
    reference_number: text,
    additional_info: z.record(z.string(), z.unknown()).default({}),
  }).nullish().transform((value) => value ?? null),
  created_at: moment,
  started_at: moment,
  updated_at: moment,
  finished_at: moment,
  reserved_until: moment,
  next_try_at: moment,
  call_id: text,
  call_started_at: moment,
  call_ended_at: moment,
  /** By the worker's wall clock, waiting included; the length of the call itself is the body's duration_ms. */
  call_duration_seconds: number,
  call_result: z.looseObject({
    success: z.boolean().nullish().transform((value) => value ?? null),
    status: text,
    details: z.unknown(),
    timestamp: moment,
  }).nullish().transform((value) => value ?? null),
  last_attempt_result: text,
  last_error: text,
  fecha_pago_cliente: text,
  monto_pago_cliente: number,
})

/** The job, and the get-call body kept inside it when there is one; moments are milliseconds since 1970 UTC. */
export interface JobDocument {
  readonly job: z.infer<typeof documentSchema>
  readonly call: CallBody | null
}

/**
 * Reads one call job as a Mongo export writes it, extended JSON included ({"$date"}, {"$numberLong"}, {"$oid"} and their like).
 * @throws ZodError naming the fields that are missing or wrong.
 */
export function readJobDocument(value: unknown): JobDocument {
  const job = documentSchema.parse(plain(value))
  const call = callBodySchema.safeParse(job.call_result?.details)
  return { job, call: call.success ? call.data : null }
}

/** Extended JSON (relaxed and canonical) to plain values. Dates become milliseconds, numbers numbers, ids texts. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  const only = entries.length === 1 ? entries[0] : undefined
  if (only !== undefined) {
    const [name, inner] = only
    if (name === '$oid') return inner
    if (name === '$date') return typeof inner === 'string' ? Date.parse(inner) : plain(inner)
    if (name === '$numberLong' || name === '$numberInt' || name === '$numberDouble' || name === '$numberDecimal') return Number(inner)
  }
  // A null is what a field without a value is stored as; callBodySchema knows missing fields only.
  return Object.fromEntries(entries.filter(([, inner]) => inner !== null).map(([name, inner]) => [name, plain(inner)]))
}
