import { z } from 'zod'

/**
 * What the console reads of a call. Lenient on purpose: fields that are unknown are kept, those that are missing or of
 * another kind become undefined instead of losing the call, except its id and status, without which there is nothing to follow.
 */
const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined)
const finite = z.number()
/** Variables are texts by the API's own rule; numbers and truth values are taken as the texts they look like. */
const texts = z.record(z.string(), z.union([z.string(), z.number().transform(String), z.boolean().transform(String), z.null().transform(() => '')]))

export const callStatuses = ['registered', 'not_connected', 'ongoing', 'ended', 'error'] as const

const word = z.looseObject({ word: optional(z.string()), start: optional(finite), end: optional(finite) })
/** One entry of transcript_with_tool_calls; speech has words, tool calls have a name, the rest is kept as it came. */
const utterance = z.looseObject({
  role: z.string(),
  content: optional(z.string()),
  words: optional(z.array(word)),
  time_sec: optional(finite),
})

export const callBodySchema = z.looseObject({
  call_id: z.string().min(1),
  call_status: z.enum(callStatuses),
  agent_id: optional(z.string()),
  agent_version: optional(finite),
  agent_name: optional(z.string()),
  from_number: optional(z.string()),
  to_number: optional(z.string()),
  direction: optional(z.string()),
  metadata: optional(z.record(z.string(), z.unknown())),
  retell_llm_dynamic_variables: optional(texts),
  collected_dynamic_variables: optional(texts),
  /** Milliseconds since 1970 UTC. */
  start_timestamp: optional(finite),
  end_timestamp: optional(finite),
  duration_ms: optional(finite),
  disconnection_reason: optional(z.string()),
  transcript: optional(z.string()),
  transcript_object: optional(z.array(utterance)),
  transcript_with_tool_calls: optional(z.array(utterance)),
  recording_url: optional(z.string()),
  recording_multi_channel_url: optional(z.string()),
  public_log_url: optional(z.string()),
  /** Cents with decimals. */
  call_cost: optional(z.looseObject({
    combined_cost: finite,
    total_duration_seconds: optional(finite),
    total_duration_unit_price: optional(finite),
    product_costs: optional(z.array(z.looseObject({ product: z.string(), cost: finite, unit_price: optional(finite) }))),
  })),
  call_analysis: optional(z.looseObject({
    call_successful: optional(z.boolean()),
    call_summary: optional(z.string()),
    in_voicemail: optional(z.boolean()),
    user_sentiment: optional(z.string()),
    custom_analysis_data: optional(z.record(z.string(), z.unknown())),
  })),
})
export type CallBody = z.infer<typeof callBodySchema>
export type CallUtterance = z.infer<typeof utterance>

export const listBodySchema = z.looseObject({
  items: z.array(z.unknown()),
  has_more: z.boolean(),
  pagination_key: z.string().optional(),
})

export const concurrencySchema = z.looseObject({ current_concurrency: z.int().min(0), concurrency_limit: z.int().min(0) })

export const agentSchema = z.looseObject({ agent_id: z.string(), agent_name: optional(z.string()), channel: optional(z.string()) })
export const numberSchema = z.looseObject({
  phone_number: z.string(),
  nickname: optional(z.string().nullable()),
  outbound_agents: optional(z.array(z.looseObject({ agent_id: z.string() })).nullable()),
})

export const listenSchema = z.looseObject({
  access_token: z.string(),
  expires_at: finite,
  participant_id: z.string(),
  room_name: z.string(),
  transport: z.enum(['livekit', 'gateway']).default('livekit'),
  url: optional(z.string()),
})
export type LiveListening = z.infer<typeof listenSchema>

/** Events of a call's life. Others (transcript and transfer events) are accepted and left alone by whoever dispatches. */
export const webhookSchema = z.looseObject({ event: z.string().min(1), call: callBodySchema })
export type WebhookBody = z.infer<typeof webhookSchema>
