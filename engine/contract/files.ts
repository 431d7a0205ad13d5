import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { fileKinds, fileStates, fileStores, remoteStores, storeFailures } from '../../db/values.ts'
import { commonErrors, idSchema, pageSchema, timestampSchema } from './shared.ts'

const business = z.object({ businessId: idSchema })
const named = business.extend({ fileId: idSchema })

export const keptFileSchema = z.object({
  id: idSchema,
  kind: z.enum(fileKinds),
  name: z.string(),
  /** MIME type, told from the bytes. */
  type: z.string(),
  bytes: z.number().int(),
  /** Hexadecimal. */
  sha256: z.string(),
  store: z.enum(fileStores),
  state: z.enum(fileStates),
  /** Null: kept until somebody removes it. */
  expiresAt: timestampSchema.nullable(),
  createdAt: timestampSchema,
})
export type ShownFile = z.infer<typeof keptFileSchema>

const amountSchema = z.object({ files: z.number().int(), bytes: z.number().int() })
export const storageUsageSchema = z.object({
  /** Whatever takes up space, also what is only still to be removed. */
  used: z.array(amountSchema.extend({ store: z.enum(fileStores), kind: z.enum(fileKinds) })),
  /** Kept here until they lie in the remote store. */
  toMove: amountSchema,
  /** Removed for everybody, but their bytes are still to go. */
  toRemove: z.number().int(),
  /** Remote stores that did not do their work when they were last asked. */
  trouble: z.array(z.object({ store: z.enum(remoteStores), failure: z.enum(storeFailures), since: timestampSchema, triedAt: timestampSchema })),
  /** When what waits is tried next by itself; null while nothing waits, or it is under way. */
  nextTryAt: timestampSchema.nullable(),
})
export type StorageUsage = z.infer<typeof storageUsageSchema>

const keySummarySchema = z.object({ last4: z.string(), from: z.enum(['settings', 'environment']) }).nullable()
const placeFieldSchema = z.enum(['endpoint', 'region', 'bucket'])
const remoteSettingSchema = z.object({
  store: z.enum(remoteStores),
  /** Null for Amazon's own, and for a server that is not set up yet. */
  endpoint: z.string().nullable(),
  region: z.string(),
  /** Empty while it is not set up. */
  bucket: z.string(),
  accessKey: keySummarySchema,
  secretKey: keySummarySchema,
  /** What variables of the environment say; those cannot be changed here. */
  fromEnvironment: z.array(placeFieldSchema),
})
export type RemoteSetting = z.infer<typeof remoteSettingSchema>

const keptDaysSchema = z.record(z.enum(fileKinds), z.number().int().min(1).max(3_650).nullable())
export const fileSettingsSchema = z.object({
  /** Where files are kept from now on. */
  store: z.enum(fileStores),
  /** What a remote store that is chosen still needs: null when it is complete. */
  missing: z.enum(['endpoint', 'bucket', 'keys']).nullable(),
  remotes: z.array(remoteSettingSchema),
  /** Days after which files of a kind go, told when each is kept; null: never. */
  keptDays: keptDaysSchema,
})
export type ShownFileSettings = z.infer<typeof fileSettingsSchema>

/** Names of buckets as Amazon allows them; MinIO allows the same. */
const bucketSchema = z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
const keySchema = z.string().trim().min(3).max(400)

export const storeSteps = ['write', 'read', 'link', 'delete'] as const
const stepSchema = z.object({ step: z.enum(storeSteps), ok: z.boolean(), failure: z.enum(storeFailures).nullable(), ms: z.number().int() })
export type StoreStep = z.infer<typeof stepSchema>

export const filesContract = {
  list: oc.input(business.extend({ kind: z.enum(fileKinds).optional(), text: z.string().max(200).optional() }).extend(pageSchema.shape)).output(z.object({ rows: z.array(keptFileSchema), total: z.number().int() })),
  usage: oc.input(business).output(storageUsageSchema),
  /** The bytes in parts of base64, from wherever they lie. */
  content: oc.input(named).errors(commonErrors).output(eventIterator(z.string())),
  /** An address for whoever has no console. One that begins with `/` is a path of the local host. */
  signedUrl: oc.input(named.extend({ seconds: z.number().int().min(60).max(7 * 24 * 60 * 60) })).errors(commonErrors).output(z.object({ url: z.string(), expiresAt: timestampSchema })),
  remove: oc.input(named).errors(commonErrors).output(z.object({})),

  settings: oc.output(fileSettingsSchema),
  saveSettings: oc.input(z.object({
    store: z.enum(fileStores),
    s3: z.object({ region: z.string().trim().regex(/^[a-z0-9-]{2,40}$/), bucket: bucketSchema.or(z.literal('')) }),
    minio: z.object({ endpoint: z.url({ protocol: /^https?$/ }).max(300).nullable(), region: z.string().trim().regex(/^[a-z0-9-]{2,40}$/), bucket: bucketSchema.or(z.literal('')) }),
    keptDays: keptDaysSchema,
  })).errors(commonErrors).output(fileSettingsSchema),
  /** Null takes them away. They are never told back. */
  setKeys: oc.input(z.object({ store: z.enum(remoteStores), keys: z.object({ access: keySchema, secret: keySchema }).nullable() })).errors(commonErrors).output(fileSettingsSchema),
  /** Really writes a small file there, reads it back, fetches it by its address and deletes it; what follows a failure is not tried. */
  test: oc.input(z.object({ store: z.enum(fileStores) })).output(z.object({ steps: z.array(stepSchema) })),
  /** Ends what has expired, and tries at once what waits. */
  cleanUp: oc.output(z.object({ expired: z.number().int() })),
}
