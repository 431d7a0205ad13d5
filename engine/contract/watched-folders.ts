import { oc } from '@orpc/contract'
import { z } from 'zod'
import { commonErrors, idSchema, timestampSchema } from './shared.ts'

const ofBusiness = z.object({ businessId: idSchema })

export const watchedFolderSchema = z.object({
  id: idSchema,
  path: z.string(),
  enabled: z.boolean(),
  /** Where a file goes when it was taken in: into `processed` beside it, or it stays and is known by its content. */
  afterwards: z.enum(['move', 'keep']),
  lastLookedAt: timestampSchema.nullable(),
  lastFile: z.string().nullable(),
  files: z.number().int(),
  problem: z.string().nullable(),
})
export type WatchedFolder = z.infer<typeof watchedFolderSchema>

export const watchedFoldersContract = {
  list: oc.input(ofBusiness).output(z.array(watchedFolderSchema)),
  save: oc.input(ofBusiness.extend({ id: idSchema.optional(), path: z.string().trim().min(1).max(1_000), enabled: z.boolean(), afterwards: z.enum(['move', 'keep']) })).errors(commonErrors).output(watchedFolderSchema),
  remove: oc.input(z.object({ id: idSchema })).errors(commonErrors).output(z.object({})),
  /** Looks into the folder now. */
  lookNow: oc.input(z.object({ id: idSchema })).errors(commonErrors).output(watchedFolderSchema),
}
