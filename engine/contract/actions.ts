import { oc } from '@orpc/contract'
import { z } from 'zod'
import { actionKinds, actionTriggers, deliveryStates } from '../../db/values.ts'
import { commonErrors, idSchema, pageSchema, timestampSchema } from './shared.ts'

/** An address to which something is sent. What protects it (a token) belongs into a secret header, not into the address. */
const addressSchema = z.url({ protocol: /^https?$/ }).max(2_000)

/** Names only: the values are in the secret store. */
const headerNames = z.array(z.string().regex(/^[A-Za-z0-9-]{1,100}$/)).max(20)
const variableNames = z.array(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/)).max(20)

export const webhookSchema = z.object({
  kind: z.literal('webhook'),
  url: addressSchema,
  /** Also addresses of this machine and of its network, which are refused otherwise. */
  allowPrivate: z.boolean(),
})

export const mcpServerSchema = z.discriminatedUnion('transport', [
  z.object({ transport: z.literal('stdio'), command: z.string().trim().min(1).max(1_000), args: z.array(z.string().max(2_000)).max(50), variables: variableNames }),
  z.object({ transport: z.literal('http'), url: addressSchema, allowPrivate: z.boolean(), headers: headerNames }),
])
export type McpServer = z.infer<typeof mcpServerSchema>

export const mcpSchema = z.object({
  kind: z.literal('mcp'),
  server: mcpServerSchema,
  tool: z.string().trim().min(1).max(200),
  timeoutSeconds: z.number().int().min(1).max(120),
  /** The tool does no harm when it is called twice for one delivery: then nobody has to look before it is tried again. */
  repeatable: z.boolean(),
})

export const targetSchema = z.discriminatedUnion('kind', [webhookSchema, mcpSchema])
export type Target = z.infer<typeof targetSchema>

export const actionDraftSchema = z.object({
  name: z.string().trim().min(1).max(120),
  enabled: z.boolean(),
  practice: z.boolean(),
  triggers: z.array(z.enum(actionTriggers)).min(1),
  target: targetSchema,
  /** JSON in whose strings `{{variable}}` is replaced. */
  template: z.string().max(50_000),
})
export type ActionDraft = z.infer<typeof actionDraftSchema>

/** `signing` signs webhooks; `header` and `variable` are given to an MCP server under `key`. */
export const secretSlotSchema = z.object({ slot: z.enum(['signing', 'header', 'variable']), key: z.string().max(100) })
export type SecretSlot = z.infer<typeof secretSlotSchema>

export const actionSchema = actionDraftSchema.extend({
  id: idSchema,
  businessId: idSchema,
  /** Those that are set, or that the target names and that are missing (`last4` null). */
  secrets: z.array(secretSlotSchema.extend({ last4: z.string().nullable() })),
  previousSecretUntil: timestampSchema.nullable(),
  /** Key of the sentence that says why the program switched it off. */
  disabledReason: z.string().nullable(),
  counts: z.object({ pending: z.number().int(), delivered: z.number().int(), failed: z.number().int(), needsOperator: z.number().int() }),
  lastDeliveryAt: timestampSchema.nullable(),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
})
export type Action = z.infer<typeof actionSchema>

/** A reason's key with what fills it. */
export const problemSchema = z.object({ reason: z.string(), detail: z.string().optional() })
export type ActionProblem = z.infer<typeof problemSchema>

export const toolSchema = z.object({ name: z.string(), description: z.string(), inputSchema: z.string(), repeatable: z.boolean() })
export type Tool = z.infer<typeof toolSchema>

export const deliveryFilterSchema = z.object({
  actionId: idSchema.optional(),
  states: z.array(z.enum(deliveryStates)).optional(),
  triggers: z.array(z.enum(actionTriggers)).optional(),
  simulated: z.boolean().optional(),
  sample: z.boolean().optional(),
})
export type DeliveryFilter = z.infer<typeof deliveryFilterSchema>

export const deliverySchema = z.object({
  id: idSchema,
  actionId: idSchema,
  actionName: z.string(),
  kind: z.enum(actionKinds),
  trigger: z.enum(actionTriggers),
  simulated: z.boolean(),
  sample: z.boolean(),
  state: z.enum(deliveryStates),
  attempts: z.number().int(),
  lastStatus: z.number().int().nullable(),
  /** A reason's key, with what fills it after a space. */
  error: z.string().nullable(),
  nextTryAt: timestampSchema.nullable(),
  createdAt: timestampSchema,
  finishedAt: timestampSchema.nullable(),
})
export type Delivery = z.infer<typeof deliverySchema>

export const deliveryAttemptSchema = z.object({
  attempt: z.number().int(),
  at: timestampSchema,
  durationMs: z.number().int(),
  status: z.number().int().nullable(),
  error: z.string().nullable(),
  request: z.string().nullable(),
  response: z.string().nullable(),
})
export type DeliveryAttempt = z.infer<typeof deliveryAttemptSchema>

export const deliveryDetailSchema = deliverySchema.extend({ eventId: z.string(), event: z.unknown(), attemptLog: z.array(deliveryAttemptSchema) })
export type DeliveryDetail = z.infer<typeof deliveryDetailSchema>

const ofBusiness = z.object({ businessId: idSchema })
const actionId = z.object({ actionId: idSchema })

export const actionsContract = {
  /** Counts are of real deliveries or of simulated ones, never of both. */
  list: oc.input(ofBusiness.extend({ simulated: z.boolean() })).output(z.array(actionSchema)),
  /** What templates may speak of, with an example of each, and the template a new action of each kind begins with. */
  variables: oc.input(ofBusiness).output(z.object({ variables: z.array(z.object({ name: z.string(), sample: z.string() })), starts: z.record(z.enum(actionKinds), z.string()) })),
  create: oc.input(ofBusiness.extend({ draft: actionDraftSchema })).errors(commonErrors).output(actionSchema),
  change: oc.input(actionId.extend({ draft: actionDraftSchema })).errors(commonErrors).output(actionSchema),
  setEnabled: oc.input(actionId.extend({ enabled: z.boolean() })).errors(commonErrors).output(actionSchema),
  /** Takes it away with its secrets; what was delivered stays in the log. */
  remove: oc.input(actionId).errors(commonErrors).output(z.object({})),
  /** For `signing`, the secret before goes on signing beside the new one for a day. */
  setSecret: oc.input(actionId.extend({ secret: secretSlotSchema, value: z.string().min(8).max(4_000) })).errors(commonErrors).output(actionSchema),
  removeSecret: oc.input(actionId.extend({ secret: secretSlotSchema })).errors(commonErrors).output(actionSchema),
  /** The template as it would be sent for a made-up event. */
  preview: oc.input(ofBusiness.extend({ template: z.string().max(50_000), trigger: z.enum(actionTriggers) })).output(z.object({ body: z.string().nullable(), problem: problemSchema.nullable() })),
  /** Asks an MCP server which tools it has; with an action's id, using its secrets. */
  tools: oc.input(z.object({ actionId: idSchema.optional(), server: mcpServerSchema })).errors(commonErrors).output(z.object({ tools: z.array(toolSchema), problem: problemSchema.nullable() })),
  /** Sends a made-up event, marked as a test, and waits for the answer. */
  test: oc.input(actionId.extend({ trigger: z.enum(actionTriggers) })).errors(commonErrors).output(deliveryDetailSchema),

  deliveries: oc.input(ofBusiness.extend({ filter: deliveryFilterSchema }).extend(pageSchema.shape)).output(z.object({ rows: z.array(deliverySchema), total: z.number().int() })),
  delivery: oc.input(z.object({ id: idSchema })).errors(commonErrors).output(deliveryDetailSchema),
  /** Sends again, under the same id: some by their ids, or every one that failed or waits for a person and that the filter lets through. */
  replay: oc.input(ofBusiness.extend({ ids: z.array(idSchema).min(1).max(500).optional(), filter: deliveryFilterSchema.optional() })).errors(commonErrors).output(z.object({ replayed: z.number().int() })),
  /** A person's word on a delivery that nobody else can judge. */
  settle: oc.input(z.object({ id: idSchema, state: z.enum(['delivered', 'failed']) })).errors(commonErrors).output(deliverySchema),
}
