import { z } from 'zod'
import { callBody, costOf, momentsOf, statusAt, type CallRecord, type Links } from './call-body.ts'

const condition = z.looseObject({ type: z.string(), op: z.string(), value: z.unknown().optional(), key: z.string().optional() })
type Condition = z.infer<typeof condition>

/** Body of POST /v3/list-calls; the fields of Retell's CallListParams that the line knows. Others are refused, not ignored. */
export const listParams = z.strictObject({
  filter_criteria: z.strictObject({
    agent: z.array(z.looseObject({ agent_id: z.string() })).optional(),
    call_id: condition.optional(),
    call_status: condition.optional(),
    call_successful: condition.optional(),
    call_type: condition.optional(),
    combined_cost: condition.optional(),
    direction: condition.optional(),
    disconnection_reason: condition.optional(),
    duration_ms: condition.optional(),
    dynamic_variables: z.array(condition).optional(),
    end_timestamp: condition.optional(),
    from_number: condition.optional(),
    in_voicemail: condition.optional(),
    metadata: z.array(condition).optional(),
    start_timestamp: condition.optional(),
    to_number: condition.optional(),
    user_sentiment: condition.optional(),
  }).optional(),
  include_total: z.boolean().optional(),
  limit: z.int().min(1).max(1000).default(50),
  pagination_key: z.string().optional(),
  skip: z.int().min(0).default(0),
  sort_order: z.enum(['ascending', 'descending']).default('descending'),
})
export type ListParams = z.infer<typeof listParams>

/** What a filter may look at, without making the whole body of every call. */
function valueOf(record: CallRecord, now: number, field: string): unknown {
  const { plan } = record
  const moments = momentsOf(record)
  const over = now >= moments.endedAt
  const analysed = now >= moments.analysedAt && moments.endStatus !== 'error'
  switch (field) {
    case 'call_id': return plan.callId
    case 'call_status': return statusAt(record, now)
    case 'call_type': return 'phone_call'
    case 'direction': return 'outbound'
    case 'from_number': return plan.from
    case 'to_number': return plan.to
    case 'start_timestamp': return startOf(record, now)
    case 'end_timestamp': return over ? moments.endedAt : undefined
    case 'duration_ms': return over ? durationOf(record) : undefined
    case 'disconnection_reason': return over ? moments.reason : undefined
    case 'combined_cost': return over ? costOf(plan, durationOf(record)).combined_cost : undefined
    case 'call_successful': return analysed ? plan.analysis.successful && moments.reason === plan.reason : undefined
    case 'in_voicemail': return analysed ? plan.analysis.inVoicemail : undefined
    case 'user_sentiment': return analysed ? plan.analysis.sentiment : undefined
    default: return undefined
  }
}

function durationOf(record: CallRecord): number {
  const { startedAt, endedAt } = momentsOf(record)
  return startedAt === null ? 0 : endedAt - startedAt
}

function startOf(record: CallRecord, now: number): number | undefined {
  const { startedAt, endedAt } = momentsOf(record)
  const moment = startedAt ?? endedAt
  return now >= moment ? moment : undefined
}

/** Whether a value meets one condition of Retell's filters: string, number, boolean, range, enum or presence. */
export function meets(value: unknown, { type, op, value: wanted }: Condition): boolean {
  if (type === 'present') return (value !== undefined) === (op === 'pr')
  if (op === 'in') return Array.isArray(wanted) && wanted.includes(value)
  if (op === 'bt') return typeof value === 'number' && Array.isArray(wanted) && value >= Number(wanted[0]) && value <= Number(wanted[1])
  if (op === 'eq') return value === wanted
  if (op === 'ne') return value !== wanted
  if (typeof value === 'string' && typeof wanted === 'string') {
    if (op === 'sw') return value.startsWith(wanted)
    if (op === 'ew') return value.endsWith(wanted)
    return op === 'co' && value.includes(wanted)
  }
  if (typeof value === 'number' && typeof wanted === 'number') {
    if (op === 'gt') return value > wanted
    if (op === 'ge') return value >= wanted
    if (op === 'lt') return value < wanted
    return op === 'le' && value <= wanted
  }
  return false
}

function passes(record: CallRecord, now: number, criteria: NonNullable<ListParams['filter_criteria']>): boolean {
  const { agent, metadata, dynamic_variables, ...single } = criteria
  if (agent !== undefined && !agent.some(({ agent_id }) => agent_id === record.plan.agent.id)) return false
  const keyed = (conditions: Condition[] | undefined, values: unknown) =>
    (conditions ?? []).every((each) => meets(typeof values === 'object' && values !== null && each.key !== undefined ? Reflect.get(values, each.key) : undefined, each))
  return keyed(metadata, record.metadata) && keyed(dynamic_variables, record.plan.variables)
    && Object.entries(single).every(([field, each]) => each === undefined || meets(valueOf(record, now, field), each))
}

/** A page of calls, newest first unless asked otherwise. A call that has not started yet sorts by when it was asked for. */
export function listCalls(records: Iterable<CallRecord>, now: number, links: Links, params: ListParams): Record<string, unknown> {
  const order = params.sort_order === 'ascending' ? 1 : -1
  const place = (record: CallRecord) => startOf(record, now) ?? record.plan.createdAt
  const matching = [...records]
    .filter((record) => params.filter_criteria === undefined || passes(record, now, params.filter_criteria))
    .sort((one, other) => order * (place(one) - place(other) || (one.plan.callId < other.plan.callId ? -1 : 1)))
  const previous = params.pagination_key === undefined ? -1 : matching.findIndex(({ plan }) => plan.callId === params.pagination_key)
  const from = previous + 1 + params.skip
  const page = matching.slice(from, from + params.limit)
  const more = from + page.length < matching.length
  const last = page.at(-1)
  return {
    items: page.map((record) => callBody(record, now, links, false)),
    has_more: more,
    ...(more && last !== undefined ? { pagination_key: last.plan.callId } : {}),
    ...(params.include_total === true ? { total: matching.length } : {}),
  }
}
