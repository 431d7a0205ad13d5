import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { callJobStatuses, campaignStates, conversationOutcomes, toldRoundStates, verdicts } from '../../db/values.ts'
import { decisionSchema } from './calls.ts'
import { localDateSchema, moneySchema } from './debtors.ts'
import { compliancePresetIds, compliancePresetSchema, loosenedSchema, policyConflictSchema, policyRulesSchema } from './policies.ts'
import { commonErrors, exportLanguageSchema, idSchema, pageSchema, timestampSchema } from './shared.ts'

export const campaignCountsSchema = z.record(z.enum(callJobStatuses), z.number().int())

/** Why a campaign does not dial although it was started; `key` is a translation key. */
export const holdSchema = z.object({ key: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])) })

const settingsFields = z.object({
  name: z.string().trim().min(1).max(200),
  policyId: idSchema,
  agentId: idSchema,
  country: z.string().length(2),
  /** A part of the country with public holidays of its own; null for none. */
  region: z.string().min(1).max(10).nullable(),
  timeZone: z.string().min(1),
  startsOn: localDateSchema.nullable(),
  endsOn: localDateSchema.nullable(),
  concurrency: z.number().int().min(1).max(500),
  callsPerSecond: z.number().min(0.01).max(50),
  costLimitDayCents: z.number().min(0).nullable(),
  costLimitTotalCents: z.number().min(0).nullable(),
  /** Null keeps no recordings. */
  keepRecordingsDays: z.number().int().min(1).max(3650).nullable(),
})

export const campaignSettingsSchema = settingsFields.extend({
  region: settingsFields.shape.region.default(null),
  concurrency: settingsFields.shape.concurrency.default(20),
  callsPerSecond: settingsFields.shape.callsPerSecond.default(1),
  costLimitDayCents: settingsFields.shape.costLimitDayCents.default(null),
  costLimitTotalCents: settingsFields.shape.costLimitTotalCents.default(null),
  keepRecordingsDays: settingsFields.shape.keepRecordingsDays.default(730),
})
export type CampaignSettings = z.infer<typeof campaignSettingsSchema>

/** What a change leaves out stays as it is. Of the schema with defaults, left out would be: set back, cost limits too. */
export const campaignChangesSchema = settingsFields.partial()

export const campaignSchema = campaignSettingsSchema.extend({
  id: idSchema,
  businessId: idSchema,
  simulated: z.boolean(),
  state: z.enum(campaignStates),
  hold: holdSchema.nullable(),
  policyName: z.string(),
  policyVersion: z.number().int(),
  preset: z.enum(compliancePresetIds),
  /** Of the text of the preset it was started under. */
  presetVersion: z.number().int(),
  /** Its policy has a newer version, or the program brings another text of its preset: a person may move it over. */
  newerTerms: z.boolean(),
  agentName: z.string(),
  batchId: idSchema.nullable(),
  createdAt: timestampSchema,
  startedAt: timestampSchema.nullable(),
  finishedAt: timestampSchema.nullable(),
  debtors: z.number().int(),
  counts: campaignCountsSchema,
  attempts: z.number().int(),
  contacts: z.number().int(),
  promises: z.number().int(),
  promisedAmounts: z.array(moneySchema),
  keptPromises: z.number().int(),
  costCents: z.number(),
  costTodayCents: z.number(),
  liveCalls: z.number().int(),
  nextRoundAt: timestampSchema.nullable(),
})
export type Campaign = z.infer<typeof campaignSchema>

/** Rules of a policy's version and the text of the preset they are held against. */
export const termsSchema = z.object({
  policyVersion: z.number().int(),
  rules: policyRulesSchema,
  loosened: z.array(loosenedSchema),
  preset: compliancePresetSchema,
  /** SHA-256 of what the preset says. */
  presetHash: z.string(),
})
export type Terms = z.infer<typeof termsSchema>

export const campaignTermsSchema = z.object({
  current: termsSchema,
  /** What it could be moved over to; null where it lives by the newest, or is over. */
  newest: termsSchema.nullable(),
  /** What it has lived by, the newest first; nobody is named for its start. */
  history: z.array(z.object({ at: timestampSchema, policyVersion: z.number().int(), preset: z.enum(compliancePresetIds), presetVersion: z.number().int(), presetHash: z.string(), takenBy: z.string().nullable() })),
})
export type CampaignTerms = z.infer<typeof campaignTermsSchema>

export const callJobRowSchema = z.object({
  id: idSchema,
  debtorId: idSchema,
  debtorName: z.string(),
  nationalId: z.string(),
  company: z.string(),
  amount: moneySchema.nullable(),
  status: z.enum(callJobStatuses),
  attempts: z.number().int(),
  maxAttempts: z.number().int(),
  nextTryAt: timestampSchema.nullable(),
  callbackAt: timestampSchema.nullable(),
  outcome: z.enum(conversationOutcomes).nullable(),
  lastError: z.string().nullable(),
  /** What would be decided about this debtor now. */
  decision: decisionSchema.nullable(),
})
export type CallJobRow = z.infer<typeof callJobRowSchema>

export const callJobFilterSchema = z.object({
  campaignId: idSchema,
  statuses: z.array(z.enum(callJobStatuses)).optional(),
  outcomes: z.array(z.enum(conversationOutcomes)).optional(),
  /** Only those about whom this would be decided. */
  verdicts: z.array(z.enum(verdicts)).optional(),
  rules: z.array(z.string()).optional(),
  text: z.string().max(200).optional(),
})
export type CallJobFilter = z.infer<typeof callJobFilterSchema>

export const roundSchema = z.object({
  id: idSchema,
  localDate: localDateSchema,
  slot: z.string(),
  dueAt: timestampSchema,
  state: z.enum(toldRoundStates),
  target: z.number().int(),
  chosen: z.number().int(),
  lookedAt: z.number().int(),
  decidedAt: timestampSchema.nullable(),
})
export type Round = z.infer<typeof roundSchema>

const campaignId = z.object({ campaignId: idSchema })
const jobId = z.object({ jobId: idSchema })
const selection = z.union([z.object({ jobIds: z.array(idSchema).min(1).max(10_000) }), z.object({ filter: callJobFilterSchema })])

export const campaignsContract = {
  list: oc.input(z.object({ businessId: idSchema, simulated: z.boolean() })).output(z.array(campaignSchema)),
  get: oc.input(campaignId).errors(commonErrors).output(campaignSchema),
  create: oc.input(campaignSettingsSchema.extend({ businessId: idSchema, simulated: z.boolean() })).errors(commonErrors).output(campaignSchema),
  /** While it runs only the name, the limits and the end may change. */
  update: oc.input(campaignId.extend({ settings: campaignChangesSchema })).errors(commonErrors).output(campaignSchema),
  /** By which version of policy and preset it lives, has lived and could live. */
  terms: oc.input(campaignId).errors(commonErrors).output(campaignTermsSchema),
  /** Lives by the newest version of its policy and preset from now on; which version held when, and who said so, is kept. */
  updatePolicy: oc.input(campaignId.extend({ by: z.string().trim().min(1).max(200) })).errors(commonErrors).output(campaignSchema),
  /** Puts debtors of the floor into the campaign: those of an import, or all that match. Those already in it stay as they are. */
  addDebtors: oc.input(campaignId.extend({ importId: idSchema.optional(), debtorIds: z.array(idSchema).max(10_000).optional() })).errors(commonErrors).output(z.object({ added: z.number().int(), already: z.number().int() })),
  conflicts: oc.input(campaignId).errors(commonErrors).output(z.array(policyConflictSchema)),
  /** What stands in the way of a start: missing key, script variables nobody has, no debtors. Empty means it may start. */
  obstacles: oc.input(campaignId).errors(commonErrors).output(z.array(holdSchema)),
  start: oc.input(campaignId).errors(commonErrors).output(campaignSchema),
  pause: oc.input(campaignId).errors(commonErrors).output(campaignSchema),
  resume: oc.input(campaignId).errors(commonErrors).output(campaignSchema),
  /** Ends it for ever: live calls run to their end, nobody else is called. */
  stop: oc.input(campaignId).errors(commonErrors).output(campaignSchema),
  remove: oc.input(campaignId).errors(commonErrors).output(z.object({})),

  /** Every debtor of the campaign with what would be decided now, or was at a moment of the past. */
  jobs: oc.input(z.object({ filter: callJobFilterSchema, at: timestampSchema.optional() }).extend(pageSchema.shape)).errors(commonErrors).output(z.object({ rows: z.array(callJobRowSchema), total: z.number().int() })),
  /** One debtor of a campaign as `jobs` tells them, for whoever comes by its address. */
  job: oc.input(jobId).errors(commonErrors).output(callJobRowSchema),
  /** How many would be dialled and how many each rule holds back. */
  forecast: oc.input(campaignId.extend({ at: timestampSchema.optional() })).errors(commonErrors).output(z.object({ at: timestampSchema, dial: z.number().int(), rules: z.array(z.object({ verdict: z.enum(verdicts), rule: z.string(), count: z.number().int() })) })),
  decisions: oc.input(jobId).errors(commonErrors).output(z.array(decisionSchema)),
  rounds: oc.input(campaignId).errors(commonErrors).output(z.array(roundSchema)),
  /** A round outside the plan: it chooses of what the day still allows. */
  runRoundNow: oc.input(campaignId).errors(commonErrors).output(campaignSchema),
  /** A round missed while the computer slept: call now if that is still legal, move to the next round, or let it pass. */
  answerRound: oc.input(z.object({ roundId: idSchema, answer: z.enum(['run_now', 'next_round', 'skip']) })).errors(commonErrors).output(roundSchema),

  /** Back to pending, as if it had not been tried in this campaign; caps still count what was dialled. */
  resetJobs: oc.input(z.object({ selection })).errors(commonErrors).output(z.object({ count: z.number().int() })),
  cancelJobs: oc.input(z.object({ selection })).errors(commonErrors).output(z.object({ count: z.number().int() })),
  suspendJobs: oc.input(z.object({ selection, reason: z.string().trim().min(1).max(500) })).errors(commonErrors).output(z.object({ count: z.number().int() })),
  countJobs: oc.input(z.object({ filter: callJobFilterSchema })).errors(commonErrors).output(z.object({ count: z.number().int() })),
  scheduleCallback: oc.input(jobId.extend({ at: timestampSchema })).errors(commonErrors).output(callJobRowSchema),
  exportJobs: oc.input(z.object({ filter: callJobFilterSchema, format: z.enum(['csv', 'json']), language: exportLanguageSchema })).errors(commonErrors).output(eventIterator(z.string())),
}
