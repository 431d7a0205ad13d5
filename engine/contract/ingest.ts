import { oc } from '@orpc/contract'
import { z } from 'zod'
import { meetingFields } from '../../db/values.ts'
import { commonErrors, idSchema } from './shared.ts'

export const fileFormats = ['csv', 'xlsx', 'json', 'txt', 'vtt', 'srt'] as const
export type FileFormat = (typeof fileFormats)[number]

/** Which column (by its 0-based position) feeds which field. */
export const mappingSchema = z.partialRecord(z.enum(meetingFields), z.number().int().min(0))
export type Mapping = z.infer<typeof mappingSchema>

export const previewSchema = z.object({
  uploadId: idSchema,
  fileName: z.string(),
  format: z.enum(fileFormats),
  /** Encoding and delimiter as detected; null where the format has none. */
  encoding: z.string().nullable(),
  delimiter: z.string().nullable(),
  columns: z.array(z.string()),
  mapping: mappingSchema,
  /** True when this layout was mapped by a person before and that mapping is the one shown. */
  mappingRemembered: z.boolean(),
  rows: z.array(z.array(z.string())),
  /** Rows of data in the file; exact when the whole file was read for the preview. */
  rowCount: z.number().int(),
  rowCountExact: z.boolean(),
  /** Translation keys with values, such as a column that nothing is mapped from. */
  warnings: z.array(z.object({ key: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])) })),
})
export type Preview = z.infer<typeof previewSchema>

export const ingestContract = {
  beginUpload: oc.input(z.object({ fileName: z.string().min(1).max(255), bytes: z.number().int().min(0) })).errors(commonErrors).output(z.object({ uploadId: idSchema })),
  uploadPart: oc.input(z.object({ uploadId: idSchema, offset: z.number().int().min(0), data: z.instanceof(Blob) })).errors(commonErrors).output(z.object({ received: z.number().int() })),
  /** Reads the head of the file: format, columns, a guessed mapping, the first rows. */
  preview: oc.input(z.object({ uploadId: idSchema })).errors(commonErrors).output(previewSchema),
  discard: oc.input(z.object({ uploadId: idSchema })).errors(commonErrors).output(z.object({})),
}
