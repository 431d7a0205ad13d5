import type { ProviderRequest } from '../ports.ts'
import { VendorRefusal } from './failures.ts'

/** How one model wants to be asked, as far as its refusals have taught. */
export interface Quirks {
  /** The parameter that limits the answer: the newer name, which reasoning models insist on, or the one that local servers know. */
  readonly limit: 'max_completion_tokens' | 'max_tokens'
  readonly temperature: boolean
  /** Whether a reasoning model is told to think little, so that its answer fits into the tokens it may use. */
  readonly effort: boolean
  /** How JSON is asked for: by schema, as any JSON with the schema in words, or in words alone. */
  readonly json: 'schema' | 'object' | 'words'
  /** Whether a stream is asked to tell what it used. */
  readonly streamUsage: boolean
}

/** Names of models that think before they answer. */
const reasoning = /^(?:o\d|gpt-[5-9])/

/** What is tried first. */
function firstQuirks(kind: 'openai' | 'compatible', model: string): Quirks {
  return {
    // Local servers pass over a parameter they do not know, and would answer without end.
    limit: kind === 'openai' ? 'max_completion_tokens' : 'max_tokens',
    temperature: true,
    effort: kind === 'openai' && reasoning.test(model),
    json: 'schema',
    streamUsage: true,
  }
}

/**
 * How to ask anew after a refusal; null when it was not about how. Every step leaves something out or trades it once, so
 * that asking anew comes to an end.
 */
function learnt(quirks: Quirks, refusal: unknown, request: ProviderRequest, alreadySwapped: boolean): Quirks | null {
  if (!(refusal instanceof VendorRefusal) || (refusal.status !== 400 && refusal.status !== 422)) return null
  const about = (name: string) => refusal.param === name || (refusal.message.includes(name) && /support|unknown|unrecognized|not permitted|not allowed|extra|invalid|must be/i.test(refusal.message))
  if (about(quirks.limit) && !alreadySwapped && /unsupported|not supported|unknown|unrecognized|not permitted|extra|use '/i.test(`${refusal.vendorCode} ${refusal.message}`)) {
    return { ...quirks, limit: quirks.limit === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens' }
  }
  if (quirks.temperature && about('temperature')) return { ...quirks, temperature: false }
  if (quirks.effort && about('reasoning_effort')) return { ...quirks, effort: false }
  if (quirks.streamUsage && about('stream_options')) return { ...quirks, streamUsage: false }
  // A schema that the vendor finds wrong is this program's fault, and no reason to ask for less from then on.
  const aboutFormat = (about('response_format') || /json_schema|guided|grammar/i.test(refusal.message)) && !/invalid schema/i.test(refusal.message)
  if (request.output !== undefined && quirks.json !== 'words' && aboutFormat) return { ...quirks, json: quirks.json === 'schema' ? 'object' : 'words' }
  return null
}

/** What one provider has learnt. How it takes JSON and streams is a matter of the server where models only lodge there. */
export function quirkMemory(kind: 'openai' | 'compatible') {
  const byModel = new Map<string, Quirks>()
  let ofServer: Pick<Quirks, 'json' | 'streamUsage'> | null = null
  return {
    of: (model: string): Quirks => byModel.get(model) ?? { ...firstQuirks(kind, model), ...ofServer },
    keep(model: string, quirks: Quirks): void {
      byModel.set(model, quirks)
      if (kind === 'compatible') ofServer = { json: quirks.json, streamUsage: quirks.streamUsage }
    },
  }
}

/** Asks, and anew as long as refusals teach how. What was learnt is kept once an answer has shown that it is right. */
export async function askKnowingly<Answer>(memory: ReturnType<typeof quirkMemory>, request: ProviderRequest, ask: (quirks: Quirks) => Promise<Answer>): Promise<Answer> {
  let quirks = memory.of(request.model)
  for (let swapped = false, taught = false; ; taught = true) {
    try {
      const answer = await ask(quirks)
      if (taught) memory.keep(request.model, quirks)
      return answer
    } catch (error) {
      const next = learnt(quirks, error, request, swapped)
      if (next === null) throw error
      swapped ||= next.limit !== quirks.limit
      quirks = next
    }
  }
}
