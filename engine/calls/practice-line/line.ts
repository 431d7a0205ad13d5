import { createHmac, timingSafeEqual } from 'node:crypto'
import type { z } from 'zod'
import { callBody, momentsOf, statusAt, type CallRecord, type Links } from './call-body.ts'
import { readConversations } from './conversations.ts'
import { newRecord, openJournal, type Journal } from './journal.ts'
import { listCalls, listParams } from './list-calls.ts'
import { planCall, type CallPlan, type PlanSettings } from './plan.ts'
import { practiceNow, type PracticeTime } from './practice-clock.ts'
import type { Fault } from './faults.ts'
import { createBody, practiceAgents, practiceNumbers, takeOverBody, updateLiveBody, type LineSettings } from './line-catalogue.ts'
import { Webhooks } from './webhooks.ts'

export interface LineOptions {
  readonly apiKey: string
  readonly controlKey: string
  /** File in which the line remembers its calls; null forgets them with the process. */
  readonly journalFile: string | null
  /** Folder resources/practice. */
  readonly conversations: string
  readonly seed: string
  readonly time: PracticeTime
  readonly timeZone: string
}

export interface Answer {
  readonly status: number
  readonly body: Record<string, unknown> | string | null
  readonly headers?: Readonly<Record<string, string>>
}

const hour = 3_600_000
/** Final bodies kept as text, so that following many finished calls costs little. */
const keptBodies = 2_000

/** The practice line without its HTTP: what each request of Retell's API answers, and what the console may order from it. */
export class PracticeLine {
  readonly #options: LineOptions
  readonly #planning: PlanSettings
  readonly #journal: Journal
  readonly #live = new Set<CallRecord>()
  readonly #placed = new Map<string, number>()
  readonly #bodies = new Map<string, { expires: number; text: string }>()
  readonly #listeners = new Set<string>()
  readonly #webhooks: Webhooks
  #time: PracticeTime
  /** Where the line is reached; known once it listens. */
  address = ''
  settings: LineSettings = { concurrencyLimit: 20, overLimit: 'refuse', webhookUrl: null, listLagMs: 0, liveListening: false }

  constructor(options: LineOptions) {
    this.#options = options
    this.#time = options.time
    this.#planning = { seed: options.seed, conversations: readConversations(options.conversations), timeZone: options.timeZone }
    this.#journal = openJournal(options.journalFile)
    this.#webhooks = new Webhooks({
      time: () => this.#time,
      url: () => this.settings.webhookUrl,
      apiKey: options.apiKey,
      body: (record, event) => {
        const { startedAt, endedAt, analysedAt } = momentsOf(record)
        const { call_analysis, ...body } = callBody(record, event === 'call_started' ? startedAt ?? endedAt : event === 'call_ended' ? endedAt : analysedAt, this.#links())
        return event === 'call_analyzed' ? { ...body, call_analysis } : body
      },
    })
    for (const record of this.#journal.records.values()) this.#know(record)
  }

  now(): number {
    return practiceNow(this.#time, Date.now())
  }

  setTime(time: PracticeTime): void {
    this.#time = time
    this.#webhooks.rearm()
  }

  setSettings(change: Partial<LineSettings>): void {
    const told = this.settings.webhookUrl !== null
    this.settings = { ...this.settings, ...change }
    if (!told && this.settings.webhookUrl !== null) for (const record of this.#live) this.#webhooks.plan(record, this.now())
  }

  close(): void {
    this.#webhooks.close()
    this.#journal.close()
  }

  create(input: unknown, fault: Fault | null): Answer {
    const parsed = createBody.safeParse(input)
    if (!parsed.success) return refused(400, describe(parsed.error))
    const { from_number, to_number, override_agent_id, metadata, retell_llm_dynamic_variables } = parsed.data
    const number = practiceNumbers.find((each) => each.number === from_number)
    if (number === undefined) return refused(422, `from_number ${from_number} is not one of your numbers`)
    const agent = override_agent_id === undefined ? number.agent : practiceAgents.find(({ id }) => id === override_agent_id)
    if (agent === undefined) return refused(422, `no agent ${override_agent_id ?? ''}`)

    const over = fault === 'concurrency_limit' || this.#full()
    if (over && this.settings.overLimit === 'refuse') return { ...refused(429, 'concurrency limit reached'), headers: { 'retry-after': '5' } }
    const turn = this.#placed.get(to_number) ?? 0
    const request = { from: from_number, to: to_number, agent, metadata, variables: retell_llm_dynamic_variables }
    const planned = planCall(this.#planning, request, this.now(), turn)
    const plan = over ? endedByLimit(planned) : { ...planned, fault: webhookFault(fault) ?? planned.fault }
    const record = newRecord(plan)
    this.#journal.write({ kind: 'call', plan })
    this.#journal.records.set(plan.callId, record)
    this.#know(record)
    return { status: 201, body: callBody(record, plan.createdAt, this.#links()) }
  }

  get(callId: string): Answer {
    const record = this.#journal.records.get(callId)
    if (record === undefined) return refused(404, 'no such call')
    const now = this.now()
    if (now < momentsOf(record).analysedAt) return { status: 200, body: callBody(record, now, this.#links()) }
    const expires = this.#expires()
    const kept = this.#bodies.get(callId)
    if (kept !== undefined && kept.expires === expires) return { status: 200, body: kept.text }
    const text = JSON.stringify(callBody(record, now, this.#links()))
    this.#bodies.set(callId, { expires, text })
    for (const oldest of this.#bodies.keys()) {
      if (this.#bodies.size <= keptBodies) break
      this.#bodies.delete(oldest)
    }
    return { status: 200, body: text }
  }

  list(input: unknown): Answer {
    const params = listParams.safeParse(input ?? {})
    if (!params.success) return refused(400, describe(params.error))
    const now = this.now()
    const records = this.#journal.records.values().filter(({ plan }) => now - plan.createdAt >= this.settings.listLagMs)
    return { status: 200, body: listCalls(records, now, this.#links(), params.data) }
  }

  stop(callId: string): Answer {
    const record = this.#unfinished(callId)
    if (!('plan' in record)) return record
    this.#end(record)
    return { status: 204, body: null }
  }

  updateLive(callId: string, input: unknown): Answer {
    const record = this.#ongoing(callId)
    if (!('plan' in record)) return record
    const change = updateLiveBody.safeParse(input)
    if (!change.success) return refused(400, describe(change.error))
    const { call_control, fields_to_override } = change.data
    const text = call_control?.additional_context
    if (text !== undefined) {
      record.injected.push({ at: this.now(), text })
      this.#journal.write({ kind: 'injected', callId, at: this.now(), text })
    }
    if (fields_to_override?.metadata !== undefined) {
      record.metadata = fields_to_override.metadata
      this.#journal.write({ kind: 'metadata', callId, metadata: record.metadata })
    }
    return { status: 200, body: { success: true } }
  }

  listen(callId: string): Answer {
    const record = this.#ongoing(callId)
    if (!('plan' in record)) return record
    if (!this.settings.liveListening) return refused(422, 'live listening is not available on this line')
    const participant = `listener_${this.#listeners.size + 1}_${callId}`
    this.#listeners.add(participant)
    return { status: 201, body: { access_token: this.#signature(participant), expires_at: this.now() + hour, participant_id: participant, room_name: callId, transport: 'livekit', url: this.address } }
  }

  takeOver(callId: string, input: unknown): Answer {
    const record = this.#ongoing(callId)
    if (!('plan' in record)) return record
    const listener = takeOverBody.safeParse(input)
    if (!listener.success || !this.#listeners.has(listener.data.participant_id)) return refused(422, 'no such listener')
    record.takenOver = true
    this.#journal.write({ kind: 'taken_over', callId })
    return { status: 200, body: { success: true } }
  }

  concurrency(): Answer {
    const limit = this.settings.concurrencyLimit
    return { status: 200, body: { current_concurrency: this.#liveNow().size, concurrency_limit: limit, base_concurrency: limit, purchased_concurrency: 0, concurrency_purchase_limit: 0, remaining_purchase_limit: 0, concurrency_burst_enabled: false, concurrency_burst_limit: 0, reserved_inbound_concurrency: 0 } }
  }

  agents(): Answer {
    const items = practiceAgents.map(({ id, name }) => ({ agent_id: id, agent_name: name, channel: 'voice', tags: {}, user_modified_timestamp: this.#options.time.baseSim }))
    return { status: 200, body: { has_more: false, items } }
  }

  numbers(): Answer {
    const items = practiceNumbers.map(({ number, nickname, agent }) => ({ phone_number: number, phone_number_type: 'custom', phone_number_pretty: number, nickname, last_modification_timestamp: this.#options.time.baseSim, outbound_agents: [{ agent_id: agent.id, weight: 1 }] }))
    return { status: 200, body: { has_more: false, items } }
  }

  /** The call behind a signed link, or null: unknown, not ended, expired or forged. */
  linked(callId: string, what: string, expires: string, signature: string): CallRecord | null {
    const wanted = Buffer.from(this.#signature(`${callId}:${what}:${expires}`))
    const given = Buffer.from(signature)
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted) || Number(expires) < this.now()) return null
    const record = this.#journal.records.get(callId)
    return record === undefined || this.now() < momentsOf(record).endedAt ? null : record
  }

  /** What was decided about a call, for tests and for whoever wants to know how well outcomes are told apart. */
  planOf(callId: string): CallPlan | null {
    return this.#journal.records.get(callId)?.plan ?? null
  }

  #know(record: CallRecord): void {
    this.#placed.set(record.plan.to, (this.#placed.get(record.plan.to) ?? 0) + 1)
    if (this.now() >= momentsOf(record).analysedAt) return
    this.#live.add(record)
    this.#webhooks.plan(record, this.now())
  }

  #end(record: CallRecord): void {
    record.stoppedAt = this.now()
    this.#journal.write({ kind: 'stopped', callId: record.plan.callId, at: record.stoppedAt })
    this.#webhooks.rearm()
  }

  /** Calls that take a place on the line. */
  #liveNow(): Set<CallRecord> {
    const now = this.now()
    for (const record of this.#live) if (now >= momentsOf(record).endedAt) this.#live.delete(record)
    return this.#live
  }

  /** Ended calls are only looked for when the line seems full: a create should not cost more the more calls are live. */
  #full(): boolean {
    const limit = this.settings.concurrencyLimit
    return this.#live.size >= limit && this.#liveNow().size >= limit
  }

  #unfinished(callId: string): CallRecord | Answer {
    const record = this.#journal.records.get(callId)
    if (record === undefined) return refused(404, 'no such call')
    return this.now() >= momentsOf(record).endedAt ? refused(400, 'the call is over') : record
  }

  #ongoing(callId: string): CallRecord | Answer {
    const record = this.#unfinished(callId)
    return 'plan' in record && statusAt(record, this.now()) !== 'ongoing' ? refused(400, 'the call is not ongoing') : record
  }

  /** Links last a day, counted in whole hours so that a body stays the same for an hour. */
  #expires(): number {
    return (Math.floor(this.now() / hour) + 24) * hour
  }

  #links(): Links {
    const expires = this.#expires()
    const link = (callId: string, what: string) => `${this.address}/practice/${what}/${callId}?expires=${expires}&signature=${this.#signature(`${callId}:${what}:${expires}`)}`
    return { recording: (callId, channels) => link(callId, channels === 1 ? 'recording' : 'recording-channels'), log: (callId) => link(callId, 'log') }
  }

  #signature(text: string): string {
    return createHmac('sha256', this.#options.controlKey).update(text).digest('hex')
  }
}

function endedByLimit(plan: CallPlan): CallPlan {
  return { ...plan, reason: 'concurrency_limit_reached', reach: 'failed', ringMs: 0, talkMs: 0, turns: [], prices: [], collected: null, analysisMs: 0 }
}

function webhookFault(fault: Fault | null): CallPlan['fault'] {
  return fault === 'webhooks_duplicate' || fault === 'webhooks_lost' || fault === 'webhooks_reversed' ? fault : null
}

/** Retell's errors: a status word and a sentence. */
export function refused(status: number, message: string): Answer {
  return { status, body: { status: 'error', message } }
}

function describe(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
}
