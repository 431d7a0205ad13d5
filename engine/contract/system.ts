import { oc } from '@orpc/contract'
import { z } from 'zod'
import { languages } from '../../db/values.ts'
import { commonErrors, idSchema, localisedSchema, timestampSchema } from './shared.ts'

export const checkNames = ['node', 'data_folder', 'free_space', 'sqlite', 'database', 'integrity', 'backup', 'taxonomy', 'worker_thread', 'vectors'] as const

export const checkSchema = z.object({
  name: z.enum(checkNames),
  ok: z.boolean(),
  detail: localisedSchema,
})
export type Check = z.infer<typeof checkSchema>

export const businessSchema = z.object({ id: idSchema, name: z.string(), createdAt: timestampSchema })
export type Business = z.infer<typeof businessSchema>

export const themes = ['system', 'light', 'dark'] as const

/** How a person arranged a table. */
export const tableLayoutSchema = z.object({
  /** The columns shown, in order; null while nobody chose any. */
  columns: z.array(z.string().max(200)).max(500).nullable(),
  /** Pixels, of the columns whose width was changed. */
  widths: z.record(z.string().max(200), z.number().min(0).max(10_000)),
})
export type TableLayout = z.infer<typeof tableLayoutSchema>

/** What one person prefers on this machine. */
export const preferencesSchema = z.object({
  language: z.enum(languages).nullable(),
  theme: z.enum(themes),
  railCollapsed: z.boolean(),
  currentBusinessId: idSchema.nullable(),
  /** By the name of the list that the table shows. */
  tables: z.record(z.string().max(200), tableLayoutSchema),
  /** The pages of calling show the practice line instead of real calls. */
  practice: z.boolean(),
})
export type Preferences = z.infer<typeof preferencesSchema>

export const systemContract = {
  hello: oc.output(z.object({
    version: z.string(),
    /** Changes at every start of the engine. */
    boot: z.string(),
    dataFolder: z.string(),
    startedAt: timestampSchema,
    /** No business yet: the console shows the first run. */
    firstRun: z.boolean(),
  })),
  doctor: oc.output(z.array(checkSchema)),
  businesses: oc.output(z.array(businessSchema)),
  createBusiness: oc.input(z.object({ name: z.string().trim().min(1).max(120) })).errors(commonErrors).output(businessSchema),
  renameBusiness: oc.input(z.object({ id: idSchema, name: z.string().trim().min(1).max(120) })).errors(commonErrors).output(businessSchema),
  preferences: oc.output(preferencesSchema),
  setPreferences: oc.input(preferencesSchema.partial()).output(preferencesSchema),
  /** Adds our own fictional meetings as a batch of the business and classifies them. */
  loadSamples: oc.input(z.object({ businessId: idSchema })).errors(commonErrors).output(z.object({ batchId: idSchema })),
  /** Adds our own fictional debtors to the practice floor in a campaign of their own, and starts it. */
  loadPractice: oc.input(z.object({ businessId: idSchema })).errors(commonErrors).output(z.object({ campaignId: idSchema })),
  backups: oc.output(z.array(z.object({ file: z.string(), bytes: z.number(), at: timestampSchema }))),
  /** A consistent copy of the database in the data folder's backups. */
  backupNow: oc.output(z.object({ file: z.string(), bytes: z.number(), at: timestampSchema })),
}
