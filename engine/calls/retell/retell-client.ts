import { setTimeout } from 'node:timers/promises'
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

  /** Time for the body too: the SDK's own timeout ends with the headers. */
  const within = (timeout: number) => ({ timeout, signal: AbortSignal.timeout(timeout) })

  async function ask<Schema extends z.ZodType>(schema: Schema, request: () => PromiseLike<unknown>): Promise<LineAnswer<z.infer<Schema>>> {
    try {
      const body = schema.safeParse(await request())
      return body.success ? { ok: true, value: body.data } : { ok: false, problem: { failure: 'unknown', cause: 'unreadable', status: null } }
    } catch (error) {
      return { ok: false, problem: failureOf(error, apiKey, Date.now()) }
    }
  }

  /**
   * Asks again where asking twice changes nothing. Not left to the SDK, which waits as long as a Retry-After says, an hour
   * for instance, whatever its own timeout: here a 429 goes to the caller, who can plan by it.
   */
  async function read<Schema extends z.ZodType>(schema: Schema, request: () => PromiseLike<unknown>): Promise<LineAnswer<z.infer<Schema>>> {
    for (const pause of readAgainAfterMs) {
      const answer = await ask(schema, request)
      if (answer.ok || (answer.problem.failure !== 'unknown' && answer.problem.failure !== 'unreachable')) return answer
      await setTimeout(pause, undefined, { ref: false })
    }
    return ask(schema, request)
  }

  /** Every page of a list, or the first failure. */
  async function all<Schema extends z.ZodType>(item: Schema, page: (after: string | undefined) => PromiseLike<unknown>): Promise<LineAnswer<z.infer<Schema>[]>> {
    const items: z.infer<Schema>[] = []
    let after: string | undefined
    for (let count = 0; count < mostPages; count++) {
      const answer = await read(listBodySchema, () => page(after))
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
    createCall: (call) => ask(callBodySchema, () => sdk.call.createPhoneCall(bodyOf(call), within(createTimeoutMs))),

    async getCall(callId) {
      const answer = await read(callBodySchema, () => sdk.call.retrieve(callId, within(readTimeoutMs)))
      // The API has answered 422 as well as 404 for a call it does not know.
      if (!answer.ok && answer.problem.failure === 'refused' && answer.problem.status === 422) return { ok: false, problem: { failure: 'not_found' } }
      return answer
    },

    findByAttempt(attemptId, since): Promise<AttemptLookup> {
      return findAttempt(attemptId, since, clock.now(), settleMs, (after) => read(listBodySchema, () => sdk.call.list({
        filter_criteria: { metadata: [{ type: 'string', op: 'eq', key: attemptKey, value: attemptId }] },
        limit: 100,
        sort_order: 'descending',
        ...(after === undefined ? {} : { pagination_key: after }),
      }, within(readTimeoutMs))))
    },

    stopCall: (callId) => ask(done, () => sdk.call.stop(callId, within(readTimeoutMs))),
    concurrency: () => read(concurrencySchema, () => sdk.concurrency.retrieve(within(readTimeoutMs))),
    whisper: (callId, text, respondNow) => ask(done, () => sdk.call.updateLive(callId, {
      call_control: { additional_context: text, ...(respondNow ? { trigger_response: true } : {}) },
    }, within(readTimeoutMs))),
    listen: (callId) => ask(listenSchema, () => sdk.call.listenLive(callId, within(readTimeoutMs))),
    takeOver: (callId, participantId) => ask(done, () => sdk.call.takeOverLive(callId, { participant_id: participantId }, within(readTimeoutMs))),
    agents: () => all(agentSchema, (after) => sdk.agent.list({ limit: 1000, ...(after === undefined ? {} : { pagination_key: after }) }, within(readTimeoutMs))),
    numbers: () => all(numberSchema, (after) => sdk.phoneNumber.list({ limit: 1000, ...(after === undefined ? {} : { pagination_key: after }) }, within(readTimeoutMs))),

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
