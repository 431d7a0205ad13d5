import { oc } from '@orpc/contract'
import { z } from 'zod'
import { commonErrors, idSchema, localisedSchema, timestampSchema } from './shared.ts'

export const taxonomyVersionSchema = z.object({ id: z.string(), version: z.number().int(), name: localisedSchema, active: z.boolean(), createdAt: timestampSchema, note: z.string(), enums: z.number().int(), values: z.number().int(),
  /** What the program brings, or what an operator wrote. A newer one of the program waits as a version while an operator's is in service. */
  author: z.enum(['program', 'operator']),
})
export type TaxonomyVersion = z.infer<typeof taxonomyVersionSchema>

/** A taxonomy as its editor holds it: the whole of resources/taxonomies' shape as JSON, checked in the engine. */
export const taxonomyDraftSchema = z.object({ id: idSchema, basedOn: z.number().int(), note: z.string(), content: z.string(), updatedAt: timestampSchema, problems: z.array(z.object({ path: z.string(), message: z.string() })) })
export type TaxonomyDraft = z.infer<typeof taxonomyDraftSchema>

export const taxonomiesContract = {
  versions: oc.output(z.array(taxonomyVersionSchema)),
  content: oc.input(z.object({ version: z.number().int() })).errors(commonErrors).output(z.object({ content: z.string() })),
  /** An older version back into service. */
  activate: oc.input(z.object({ version: z.number().int() })).errors(commonErrors).output(z.object({})),
  drafts: oc.output(z.array(taxonomyDraftSchema)),
  /** Keeps the draft as it is, faults and all, and tells them. */
  saveDraft: oc.input(z.object({ id: idSchema.optional(), basedOn: z.number().int(), note: z.string().max(500), content: z.string().max(2_000_000) })).errors(commonErrors).output(taxonomyDraftSchema),
  removeDraft: oc.input(z.object({ id: idSchema })).errors(commonErrors).output(z.object({})),
  /** Makes a faultless draft the version in service without a diff; results of the older version are then marked as such. */
  publishDraft: oc.input(z.object({ id: idSchema })).errors(commonErrors).output(taxonomyVersionSchema),
}
