import { z } from 'zod'

/** What can be set while the line runs. */
export const lineSettings = z.strictObject({
  concurrencyLimit: z.int().min(0).max(100_000),
  /** What a call above the limit gets: a refusal (429), or a call that ends at once with concurrency_limit_reached. */
  overLimit: z.enum(['refuse', 'end_call']),
  webhookUrl: z.url().nullable(),
  /** How long a fresh call is missing from lists, milliseconds of practice time. */
  listLagMs: z.int().min(0),
  /** Whether live calls can be listened to. Off, because there is no sound to hear. */
  liveListening: z.boolean(),
})
export type LineSettings = z.infer<typeof lineSettings>

/** Agents that answer as Retell's own would, one for each language. */
export const practiceAgents = [
  { id: 'agent_practice_es_cl', name: 'Cobranza Chile (práctica)', version: 3, language: 'es-CL' },
  { id: 'agent_practice_es', name: 'Cobranza (práctica)', version: 2, language: 'es' },
  { id: 'agent_practice_en', name: 'Collections (practice)', version: 1, language: 'en' },
] as const

/** Numbers calls are placed from, each with the agent that speaks when a call names none. */
export const practiceNumbers = [
  { number: '+56222550100', nickname: 'Santiago', agent: practiceAgents[0] },
  { number: '+525512340100', nickname: 'Ciudad de México', agent: practiceAgents[1] },
  { number: '+12135550100', nickname: 'Los Angeles', agent: practiceAgents[2] },
] as const

const e164 = z.string().regex(/^\+[1-9]\d{6,14}$/)
/** Body of POST /v2/create-phone-call; variables are texts only, as Retell wants them. */
export const createBody = z.looseObject({
  from_number: e164,
  to_number: e164,
  override_agent_id: z.string().optional(),
  metadata: z.unknown().optional(),
  retell_llm_dynamic_variables: z.record(z.string(), z.string()).default({}),
})
/** Body of PATCH /v2/update-live-call. */
export const updateLiveBody = z.looseObject({
  call_control: z.looseObject({ additional_context: z.string().min(1).optional(), trigger_response: z.boolean().optional() }).optional(),
  fields_to_override: z.looseObject({ metadata: z.unknown().optional() }).optional(),
})
/** Body of POST /v2/take-over-live-call. */
export const takeOverBody = z.looseObject({ participant_id: z.string() })
