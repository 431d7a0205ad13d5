import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { alertKinds, alertLevels, attemptStates, callStatuses, conversationOutcomes, disconnectionReasons, dispositionGroups, promiseStates, recordingStates, sentiments, toldRoundStates, verdicts } from '../../db/values.ts'
import { localDateSchema, moneySchema } from './debtors.ts'
import { callRules } from './policies.ts'
import { commonErrors, exportLanguageSchema, idSchema, pageSchema, timestampSchema } from './shared.ts'

/** US cents with decimals, as the provider bills them: 13.933 is 0.139 dollars. */
const centsSchema = z.number()

export const decisionSchema = z.object({
  at: timestampSchema,
  verdict: z.enum(verdicts),
  /** Its sentence is `calls.rule.<rule>`, filled with figure and limit. */
  rule: z.enum(callRules),
  figure: z.union([z.string(), z.number()]).nullable(),
  limit: z.union([z.string(), z.number()]).nullable(),
  until: timestampSchema.nullable(),
  roundId: idSchema.nullable(),
  attemptId: idSchema.nullable(),
  policyVersion: z.number().int(),
})
export type Decision = z.infer<typeof decisionSchema>

export const attemptRowSchema = z.object({
  id: idSchema,
  campaignId: idSchema,
  campaignName: z.string(),
  /** The campaign's, by whose wall clock its calls are told. */
  timeZone: z.string(),
  debtorId: idSchema,
  debtorName: z.string(),
  simulated: z.boolean(),
  number: z.string(),
  state: z.enum(attemptStates),
  intentAt: timestampSchema,
  startedAt: timestampSchema.nullable(),
  endedAt: timestampSchema.nullable(),
  durationMs: z.number().int().nullable(),
  callId: z.string().nullable(),
  callStatus: z.enum(callStatuses).nullable(),
  disconnectionReason: z.enum(disconnectionReasons).nullable(),
  disposition: z.enum(dispositionGroups).nullable(),
  contact: z.boolean(),
  outcome: z.enum(conversationOutcomes).nullable(),
  callSuccessful: z.boolean().nullable(),
  sentiment: z.enum(sentiments).nullable(),
  costCents: centsSchema.nullable(),
  flags: z.array(z.string()),
  review: z.string().nullable(),
})
export type AttemptRow = z.infer<typeof attemptRowSchema>

export const turnSchema = z.object({
  role: z.enum(['agent', 'user', 'tool']),
  text: z.string(),
  /** Seconds from the start of the recording; null when the provider gave no times. */
  start: z.number().nullable(),
  end: z.number().nullable(),
})
export type Turn = z.infer<typeof turnSchema>

export const promiseSchema = z.object({
  id: idSchema,
  debtorId: idSchema,
  debtorName: z.string(),
  campaignId: idSchema,
  attemptId: idSchema,
  company: z.string(),
  state: z.enum(promiseStates),
  promisedOn: localDateSchema.nullable(),
  amount: moneySchema.nullable(),
  paid: moneySchema,
  flags: z.array(z.string()),
  madeAt: timestampSchema,
  settledAt: timestampSchema.nullable(),
})
export type PaymentPromise = z.infer<typeof promiseSchema>

export const callDetailSchema = z.object({
  attempt: attemptRowSchema,
  fromNumber: z.string(),
  variables: z.record(z.string(), z.string()),
  collectedVariables: z.record(z.string(), z.string()),
  summary: z.string().nullable(),
  inVoicemail: z.boolean().nullable(),
  turns: z.array(turnSchema),
  /** The words that carry the outcome: turn and character span within it. */
  quote: z.object({ turn: z.number().int(), start: z.number().int(), end: z.number().int() }).nullable(),
  costs: z.array(z.object({ product: z.string(), cents: centsSchema })),
  latencyMs: z.object({ p50: z.number().nullable(), p95: z.number().nullable() }),
  recording: z.object({ state: z.enum(recordingStates), contentType: z.string().nullable(), bytes: z.number().int().nullable(), sha256: z.string().nullable(), removeAfter: timestampSchema.nullable() }).nullable(),
  publicLogUrl: z.string().nullable(),
  timeline: z.array(z.object({ at: timestampSchema, kind: z.string(), detail: z.string().nullable() })),
  decisions: z.array(decisionSchema),
  promise: promiseSchema.nullable(),
  transcriptId: idSchema.nullable(),
  error: z.string().nullable(),
})
export type CallDetail = z.infer<typeof callDetailSchema>

export const alertSchema = z.object({
  id: idSchema,
  kind: z.enum(alertKinds),
  level: z.enum(alertLevels),
  campaignId: idSchema.nullable(),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
  at: timestampSchema,
  seenAt: timestampSchema.nullable(),
})
export type Alert = z.infer<typeof alertSchema>

export const floorSchema = z.object({
  simulated: z.boolean(),
  /** The moment by the clock these campaigns live by: the practice line's own for simulated ones. */
  now: timestampSchema,
  live: z.array(attemptRowSchema),
  /** Call jobs whose moment has come and that wait for a free line. */
  queued: z.number().int(),
  lines: z.object({ used: z.number().int(), limit: z.number().int() }),
  nextRounds: z.array(z.object({ campaignId: idSchema, campaignName: z.string(), roundId: idSchema.nullable(), localDate: localDateSchema, slot: z.string(), dueAt: timestampSchema, timeZone: z.string(), target: z.number().int(), state: z.enum(toldRoundStates) })),
  caps: z.array(z.object({ campaignId: idSchema, campaignName: z.string(), calledToday: z.number().int(), limitToday: z.number().int(), attemptsToday: z.number().int() })),
  today: z.object({
    attempts: z.number().int(), answered: z.number().int(), contacts: z.number().int(), successes: z.number().int(),
    promises: z.number().int(), promisedAmounts: z.array(moneySchema), keptPromises: z.number().int(), costCents: centsSchema,
    callsLastHour: z.number().int(),
  }),
  perHour: z.array(z.object({ hour: timestampSchema, attempts: z.number().int(), contacts: z.number().int() })),
  needsReview: z.number().int(),
  alerts: z.array(alertSchema),
})
export type Floor = z.infer<typeof floorSchema>

export const attemptFilterSchema = z.object({
  businessId: idSchema,
  simulated: z.boolean(),
  campaignId: idSchema.optional(),
  debtorId: idSchema.optional(),
  text: z.string().max(200).optional(),
  from: timestampSchema.optional(),
  to: timestampSchema.optional(),
  states: z.array(z.enum(attemptStates)).optional(),
  dispositions: z.array(z.enum(dispositionGroups)).optional(),
  reasons: z.array(z.enum(disconnectionReasons)).optional(),
  outcomes: z.array(z.enum(conversationOutcomes)).optional(),
  contact: z.boolean().optional(),
  flagged: z.boolean().optional(),
})
export type AttemptFilter = z.infer<typeof attemptFilterSchema>

const attemptId = z.object({ attemptId: idSchema })
const floorChoice = z.object({ businessId: idSchema, simulated: z.boolean(), campaignId: idSchema.optional() })

export const reportRowSchema = z.object({ key: z.string(), attempts: z.number().int(), answered: z.number().int(), contacts: z.number().int(), successes: z.number().int(), promises: z.number().int(), kept: z.number().int(), costCents: centsSchema })
export type ReportRow = z.infer<typeof reportRowSchema>

/** Rooms of live calls are on the servers of this domain; a page may connect to no other. */
export const liveRoomDomain = 'livekit.cloud'

export const listeningSchema = z.object({
  /** `gateway` is the provider's own way of carrying sound, which has no room to join. */
  transport: z.enum(['livekit', 'gateway']),
  accessToken: z.string(),
  url: z.string().nullable(),
  /** The name by which the listener joins and may take over. */
  participantId: z.string(),
})
export type Listening = z.infer<typeof listeningSchema>

export const callsContract = {
  floor: oc.input(floorChoice).output(floorSchema),
  list: oc.input(z.object({ filter: attemptFilterSchema }).extend(pageSchema.shape)).output(z.object({ rows: z.array(attemptRowSchema), total: z.number().int() })),
  get: oc.input(attemptId).errors(commonErrors).output(callDetailSchema),
  /** The recording in parts of base64, as kept. */
  recording: oc.input(attemptId).errors(commonErrors).output(eventIterator(z.string())),
  /** The provider's whole word on the call, as JSON text. */
  body: oc.input(attemptId).errors(commonErrors).output(z.object({ body: z.string() })),
  stop: oc.input(attemptId).errors(commonErrors).output(attemptRowSchema),
  /** Tells the agent something during a call; kept in the timeline. */
  whisper: oc.input(attemptId.extend({ text: z.string().trim().min(1).max(1000) })).errors(commonErrors).output(z.object({})),
  /** What is needed to hear a live call. */
  listen: oc.input(attemptId).errors(commonErrors).output(listeningSchema),
  /** Silences the agent: whoever listens as this participant speaks to the person from now on. There is no way back to the agent. */
  takeOver: oc.input(attemptId.extend({ participantId: z.string().min(1).max(200) })).errors(commonErrors).output(z.object({})),
  /** What has been said so far in a live call, as far as the line tells it before the end; all of it once the call is over. */
  liveWords: oc.input(attemptId).errors(commonErrors).output(z.object({ live: z.boolean(), turns: z.array(turnSchema) })),
  /** A person says what became of an attempt nobody could look up. `call_placed` counts it; `not_placed` frees the debtor to be called. */
  resolveReview: oc.input(attemptId.extend({ verdict: z.enum(['call_placed', 'not_placed']), reason: z.string().trim().min(3).max(500) })).errors(commonErrors).output(attemptRowSchema),
  export: oc.input(z.object({ filter: attemptFilterSchema, format: z.enum(['csv', 'json']), language: exportLanguageSchema })).output(eventIterator(z.string())),

  promises: oc.input(floorChoice.extend({ from: localDateSchema, to: localDateSchema })).output(z.array(promiseSchema)),
  /** Every promise of one debtor, newest first. */
  promisesOfDebtor: oc.input(z.object({ debtorId: idSchema })).errors(commonErrors).output(z.array(promiseSchema)),
  /** A person's word on a promise that was flagged, or given up. */
  settlePromise: oc.input(z.object({ promiseId: idSchema, state: z.enum(['open', 'cancelled', 'kept']), promisedOn: localDateSchema.optional(), amountMinor: z.number().int().positive().optional() })).errors(commonErrors).output(promiseSchema),
  addPayment: oc.input(z.object({ debtorId: idSchema, debtId: idSchema, amountMinor: z.number().int().positive(), paidOn: localDateSchema, externalId: z.string().trim().max(100).optional() })).errors(commonErrors).output(z.object({ paymentId: idSchema, promiseId: idSchema.nullable() })),
  report: oc.input(floorChoice.extend({ from: localDateSchema, to: localDateSchema, by: z.enum(['hour', 'weekday', 'region', 'day', 'campaign', 'disposition', 'outcome']) })).output(z.array(reportRowSchema)),
  exportReport: oc.input(floorChoice.extend({ from: localDateSchema, to: localDateSchema, by: z.enum(['hour', 'weekday', 'region', 'day', 'campaign', 'disposition', 'outcome']), language: exportLanguageSchema })).output(eventIterator(z.string())),

  alerts: oc.input(z.object({ businessId: idSchema, simulated: z.boolean() }).extend(pageSchema.shape)).output(z.object({ rows: z.array(alertSchema), unseen: z.number().int() })),
  seeAlerts: oc.input(z.object({ businessId: idSchema, simulated: z.boolean() })).output(z.object({})),
}
