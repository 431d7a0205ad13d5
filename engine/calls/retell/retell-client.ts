import { setTimeout as sleep } from 'node:timers/promises'
import Retell, { verify } from 'retell-sdk'
import { z } from 'zod'
import type { Clock } from '../../observe/clock.ts'
import { agentSchema, callBodySchema, concurrencySchema, listBodySchema, listenSchema, numberSchema, webhookSchema } from './bodies.ts'
import { attemptKey, type AttemptLookup, type CallLine, type LineAnswer, type NewCall } from './call-line.ts'
import { failureOf, fetchKnowingly } from './failures.ts'
import { findAttempt } from './find-attempt.ts'

export interface RetellLineOptions {
  readonly apiKey: string
  /** The clock its calls live by: the machine's for Retell, the practice clock for the practice line. */
  readonly clock: Clock
  /** Retell's own by default. */
  readonly baseUrl?: string
  /** Real milliseconds for one request. */
  readonly createTimeoutMs?: number
  readonly readTimeoutMs?: number
  /** How long a call may be missing from lists after it was asked for, milliseconds of its clock. */
  readonly settleMs?: number
}

/** Pauses before a request that only reads is tried again, milliseconds. */
const readAgainAfterMs = [250, 750]
/** Time that a request is given, as the SDK takes it. */
interface Limits { readonly timeout: number; readonly signal: AbortSignal }

/** Pages of agents and numbers read; nobody has so many. */
const mostPages = 50

const retellAddress = 'https://api.retellai.com'

/**
 * The line over the real SDK. Creating a call is tried once, because the SDK would repeat the POST and has no key by which
 * the other side could tell. Timeouts run by the machine's time, whatever clock the calls live by: they are the network's.
 */
export function retellLine(options: RetellLineOptions): CallLine {
  const { apiKey, clock, createTimeoutMs = 30_000, readTimeoutMs = 10_000, settleMs = 120_000 } = options
  // Address and log level are named, since the SDK would otherwise take both from the environment.
  const sdk = new Retell({ apiKey, baseURL: options.baseUrl ?? retellAddress, maxRetries: 0, logLevel: 'off', fetch: fetchKnowingly })

  /**
   * One request. Its time is for the body too: the SDK's own timeout ends with the headers. The timer is taken back with the
   * answer: left to run out, thousands of them would each make an error that nobody reads.
   */
  async function ask<Schema extends z.ZodType>(schema: Schema, timeout: number, request: (limits: Limits) => PromiseLike<unknown>): Promise<LineAnswer<z.infer<Schema>>> {
    const controller = new AbortController()
    const timer = setTimeout(() => controller.abort(new DOMException('The line did not answer in time', 'TimeoutError')), timeout)
    timer.unref()
    try {
      const body = schema.safeParse(await request({ timeout, signal: controller.signal }))
      return body.success ? { ok: true, value: body.data } : { ok: false, problem: { failure: 'unknown', cause: 'unreadable', status: null } }
    } catch (error) {
      return { ok: false, problem: failureOf(error, apiKey, Date.now()) }
    } finally {
      clearTimeout(timer)
    }
  }

  /**
   * Asks again where asking twice changes nothing. Not left to the SDK, which waits as long as a Retry-After says, an hour
   * for instance, whatever its own timeout: here a 429 goes to the caller, who can plan by it.
   */
  async function read<Schema extends z.ZodType>(schema: Schema, request: (limits: Limits) => PromiseLike<unknown>): Promise<LineAnswer<z.infer<Schema>>> {
    for (const pause of readAgainAfterMs) {
      const answer = await ask(schema, readTimeoutMs, request)
      if (answer.ok || (answer.problem.failure !== 'unknown' && answer.problem.failure !== 'unreachable')) return answer
      await sleep(pause, undefined, { ref: false })
    }
    return ask(schema, readTimeoutMs, request)
  }

  /** Every page of a list, or the first failure. */
  async function all<Schema extends z.ZodType>(item: Schema, page: (after: string | undefined, limits: Limits) => PromiseLike<unknown>): Promise<LineAnswer<z.infer<Schema>[]>> {
    const items: z.infer<Schema>[] = []
    let after: string | undefined
    for (let count = 0; count < mostPages; count++) {
      const answer = await read(listBodySchema, (limits) => page(after, limits))
      if (!answer.ok) return answer
      // An agent or a number in a shape not known here is left out rather than hiding all others.
      for (const each of answer.value.items) {
        const known = item.safeParse(each)
        if (known.success) items.push(known.data)
      }
      after = answer.value.pagination_key
      if (!answer.value.has_more || after === undefined) break
    }
    return { ok: true, value: items }
  }

  const done = z.unknown().transform(() => null)
  return {
    createCall: (call) => ask(callBodySchema, createTimeoutMs, (limits) => sdk.call.createPhoneCall(bodyOf(call), limits)),

    async getCall(callId) {
      const answer = await read(callBodySchema, (limits) => sdk.call.retrieve(callId, limits))
      // The API has answered 422 as well as 404 for a call it does not know.
      if (!answer.ok && answer.problem.failure === 'refused' && answer.problem.status === 422) return { ok: false, problem: { failure: 'not_found' } }
      return answer
    },

    findByAttempt(attemptId, since): Promise<AttemptLookup> {
      return findAttempt(attemptId, since, clock.now(), settleMs, (after) => read(listBodySchema, (limits) => sdk.call.list({
        filter_criteria: { metadata: [{ type: 'string', op: 'eq', key: attemptKey, value: attemptId }] },
        limit: 100,
        sort_order: 'descending',
        ...(after === undefined ? {} : { pagination_key: after }),
      }, limits)))
    },

    stopCall: (callId) => ask(done, readTimeoutMs, (limits) => sdk.call.stop(callId, limits)),
    concurrency: () => read(concurrencySchema, (limits) => sdk.concurrency.retrieve(limits)),
    whisper: (callId, text, respondNow) => ask(done, readTimeoutMs, (limits) => sdk.call.updateLive(callId, {
      call_control: { additional_context: text, ...(respondNow ? { trigger_response: true } : {}) },
    }, limits)),
    listen: (callId) => ask(listenSchema, readTimeoutMs, (limits) => sdk.call.listenLive(callId, limits)),
    takeOver: (callId, participantId) => ask(done, readTimeoutMs, (limits) => sdk.call.takeOverLive(callId, { participant_id: participantId }, limits)),
    agents: () => all(agentSchema, (after, limits) => sdk.agent.list({ limit: 1000, ...(after === undefined ? {} : { pagination_key: after }) }, limits)),
    numbers: () => all(numberSchema, (after, limits) => sdk.phoneNumber.list({ limit: 1000, ...(after === undefined ? {} : { pagination_key: after }) }, limits)),

    async verifyWebhook(rawBody, signature) {
      if (!(await verify(rawBody, apiKey, signature))) return null
      try {
        return webhookSchema.safeParse(JSON.parse(rawBody)).data ?? null
      } catch {
        return null
      }
    },
  }
}

function bodyOf(call: NewCall): Retell.CallCreatePhoneCallParams {
  return {
    from_number: call.from,
    to_number: call.to,
    retell_llm_dynamic_variables: { ...call.variables },
    metadata: { ...call.metadata, [attemptKey]: call.attemptId },
    ...(call.agentId === undefined ? {} : { override_agent_id: call.agentId }),
    ...(call.agentVersion === undefined ? {} : { override_agent_version: call.agentVersion }),
    ...(call.agentOverride === undefined ? {} : { agent_override: call.agentOverride }),
  }
}
