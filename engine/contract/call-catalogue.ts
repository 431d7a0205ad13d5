import { oc } from '@orpc/contract'
import { z } from 'zod'
import { disconnectionReasons, dispositionGroups, languages } from '../../db/values.ts'
import { localDateSchema } from './debtors.ts'
import { compliancePresetIds, compliancePresetSchema, loosenedSchema, negotiationFlowSchema, policyConflictSchema, policyRulesSchema } from './policies.ts'
import { commonErrors, idSchema, localisedSchema, timestampSchema } from './shared.ts'

export const policySchema = z.object({
  id: idSchema,
  name: z.string(),
  version: z.number().int(),
  preset: z.enum(compliancePresetIds),
  rules: policyRulesSchema,
  loosened: z.array(loosenedSchema),
  updatedAt: timestampSchema,
  /** Where it would go further than its preset lets. */
  conflicts: z.array(policyConflictSchema),
  /** Campaigns that live by it. */
  campaigns: z.number().int(),
})
export type Policy = z.infer<typeof policySchema>

export const policyVersionSchema = policySchema.pick({ version: true, preset: true, rules: true, loosened: true }).extend({
  savedAt: timestampSchema,
  /** Null where nobody said. */
  savedBy: z.string().nullable(),
  /** Of the text of the preset it was written against; null for versions from before these were kept. */
  presetVersion: z.number().int().nullable(),
  /** Campaigns that live by this version and have not ended. */
  campaigns: z.number().int(),
})
export type PolicyVersion = z.infer<typeof policyVersionSchema>

export const delinquencyTypeSchema = z.object({
  id: idSchema,
  code: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
  name: z.string().trim().min(1).max(120),
  fromDays: z.number().int().nullable(),
  toDays: z.number().int().nullable(),
  version: z.number().int(),
  flow: negotiationFlowSchema,
  updatedAt: timestampSchema,
})
export type DelinquencyType = z.infer<typeof delinquencyTypeSchema>

export const callAgentSchema = z.object({
  id: idSchema,
  name: z.string().trim().min(1).max(120),
  /** The provider's id of the agent. */
  agentId: z.string().trim().min(1).max(200),
  fromNumber: z.string().regex(/^\+[1-9]\d{6,14}$/),
  language: z.enum(languages),
  /** Dynamic variables the script speaks; a debtor who lacks one is not dialled. */
  variables: z.array(z.string()),
  /** Whether the agent takes overrides from the negotiation flow. */
  allowOverride: z.boolean(),
  simulated: z.boolean(),
  updatedAt: timestampSchema,
})
export type CallAgent = z.infer<typeof callAgentSchema>

export const dispositionRuleSchema = z.object({
  group: z.enum(dispositionGroups),
  /** Minutes until another try; null: none by itself. */
  retryMinutes: z.number().int().min(0).max(7 * 24 * 60).nullable(),
})
export const dispositionSchema = dispositionRuleSchema.extend({ reason: z.enum(disconnectionReasons), overridden: z.boolean() })
export type Disposition = z.infer<typeof dispositionSchema>

export const holidaySchema = z.object({
  date: localDateSchema,
  name: z.string(),
  /** The business's own word on that day. */
  own: z.boolean(),
  /** It is a holiday, and the business works all the same; presets that are law do not know of it. */
  works: z.boolean(),
  reason: z.string().nullable(),
})
export type Holiday = z.infer<typeof holidaySchema>
export const regionSchema = z.object({ code: z.string(), name: z.string() })

const ofBusiness = z.object({ businessId: idSchema })

export const callCatalogueContract = {
  presets: oc.output(z.array(compliancePresetSchema)),
  policies: oc.input(ofBusiness).output(z.array(policySchema)),
  /** A change makes a new version; campaigns that run keep theirs until they are told to take the new one. */
  savePolicy: oc.input(ofBusiness.extend({ id: idSchema.optional(), name: z.string().trim().min(1).max(120), preset: z.enum(compliancePresetIds), rules: policyRulesSchema, loosened: z.array(loosenedSchema.omit({ at: true })), by: z.string().trim().min(1).max(200).optional() })).errors(commonErrors).output(policySchema),
  /** Every version of a policy, the newest first. */
  policyHistory: oc.input(z.object({ id: idSchema })).errors(commonErrors).output(z.object({ name: z.string(), versions: z.array(policyVersionSchema) })),
  archivePolicy: oc.input(z.object({ id: idSchema })).errors(commonErrors).output(z.object({})),
  delinquencyTypes: oc.input(ofBusiness).output(z.array(delinquencyTypeSchema)),
  saveDelinquencyType: oc.input(ofBusiness.extend({ type: delinquencyTypeSchema.omit({ version: true, updatedAt: true }).extend({ id: idSchema.optional() }) })).errors(commonErrors).output(delinquencyTypeSchema),
  agents: oc.input(ofBusiness).output(z.array(callAgentSchema)),
  saveAgent: oc.input(ofBusiness.extend({ agent: callAgentSchema.omit({ updatedAt: true }).extend({ id: idSchema.optional() }) })).errors(commonErrors).output(callAgentSchema),
  archiveAgent: oc.input(z.object({ id: idSchema })).errors(commonErrors).output(z.object({})),
  dispositions: oc.input(ofBusiness).output(z.array(dispositionSchema)),
  saveDisposition: oc.input(ofBusiness.extend({ reason: z.enum(disconnectionReasons), rule: dispositionRuleSchema.nullable() })).errors(commonErrors).output(z.array(dispositionSchema)),
  /** Parts of a country with public holidays of their own; empty where it has none. */
  regions: oc.input(z.object({ country: z.string().length(2) })).output(z.array(regionSchema)),
  holidays: oc.input(ofBusiness.extend({ country: z.string().length(2), region: z.string().max(10).nullable().default(null), year: z.number().int().min(2000).max(2100) })).output(z.array(holidaySchema)),
  addHoliday: oc.input(ofBusiness.extend({ date: localDateSchema, name: z.string().trim().min(1).max(120) })).errors(commonErrors).output(z.object({})),
  /** The business works on a holiday. A preset that is law is not asked: it keeps the day closed. */
  workOnHoliday: oc.input(ofBusiness.extend({ date: localDateSchema, name: z.string().trim().min(1).max(120), reason: z.string().trim().min(10).max(500) })).errors(commonErrors).output(z.object({})),
  /** Takes back what the business said of a day. */
  removeHoliday: oc.input(ofBusiness.extend({ date: localDateSchema })).errors(commonErrors).output(z.object({})),
}

export const telephonyStatusSchema = z.object({
  /** The key itself never leaves the engine. */
  key: z.object({ last4: z.string(), from: z.enum(['settings', 'environment']) }).nullable(),
  /** What programs that tell of payments sign with. */
  payments: z.object({ last4: z.string(), from: z.enum(['settings', 'environment']) }).nullable(),
  webhooks: z.object({
    enabled: z.boolean(), port: z.number().int(), publicUrl: z.string().nullable(),
    /** Where it listens: this machine only, unless a person chose otherwise. */
    address: z.string(),
    /** Addresses of this machine that may be chosen. */
    addresses: z.array(z.string()),
    listening: z.boolean(), problem: localisedSchema.nullable(),
  }),
  practice: z.object({ running: z.boolean(), now: timestampSchema, speed: z.number(), skipIdle: z.boolean(), address: z.string().nullable() }),
})
export type TelephonyStatus = z.infer<typeof telephonyStatusSchema>

export const telephonyContract = {
  status: oc.output(telephonyStatusSchema),
  setKey: oc.input(z.object({ key: z.string().trim().min(8).max(400) })).errors(commonErrors).output(telephonyStatusSchema),
  removeKey: oc.errors(commonErrors).output(telephonyStatusSchema),
  /** Null takes it away: no payments are heard then. */
  setPaymentsSecret: oc.input(z.object({ secret: z.string().trim().min(16).max(400).nullable() })).errors(commonErrors).output(telephonyStatusSchema),
  /** Asks the provider, or the practice line, for what only a good key is told. */
  test: oc.input(z.object({ simulated: z.boolean() })).output(z.object({
    ok: z.boolean(),
    problem: localisedSchema.nullable(),
    concurrency: z.object({ current: z.number().int(), limit: z.number().int() }).nullable(),
    agents: z.array(z.object({ agentId: z.string(), name: z.string() })),
    numbers: z.array(z.object({ number: z.string(), name: z.string() })),
  })),
  setWebhooks: oc.input(z.object({ enabled: z.boolean(), port: z.number().int().min(1024).max(65535), publicUrl: z.url().nullable(), address: z.union([z.ipv4(), z.ipv6()]).default('127.0.0.1') })).errors(commonErrors).output(telephonyStatusSchema),
  /** Whether what is sent to the public address comes in here. */
  testWebhooks: oc.errors(commonErrors).output(z.object({ reached: z.boolean(), problem: localisedSchema.nullable() })),
  setPractice: oc.input(z.object({ speed: z.number().min(1).max(1_000).optional(), skipIdle: z.boolean().optional() })).output(telephonyStatusSchema),
  /** Moves the practice line's clock to the next moment at which something is due. Only while no simulated call is live. */
  skipPractice: oc.errors(commonErrors).output(telephonyStatusSchema),
}
