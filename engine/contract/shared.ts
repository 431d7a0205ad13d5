import { z } from 'zod'
import { languages } from '../../db/values.ts'

/** UUIDv7 text: sorts by time of creation. */
export const idSchema = z.string().min(1).max(64)

/** Milliseconds since 1970-01-01 UTC. */
export const timestampSchema = z.number().int().nonnegative()

/** One page of a list: rows `offset` to `offset + limit - 1` of the sorted, filtered whole. */
export const pageSchema = z.object({
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(500).default(100),
})

/** Whose spreadsheet opens a CSV: a Spanish one wants semicolons and decimal commas, an English one commas and points. */
export const exportLanguageSchema = z.enum(languages).default('es')

export const spanSchema = z.object({ start: z.number().int().min(0), end: z.number().int().min(0) })

export const localisedSchema = z.object({ es: z.string(), en: z.string() })

/** Errors a person can act on. `data.reason` names the translation key of the sentence shown. */
export const commonErrors = {
  NOT_FOUND: { status: 404, data: z.object({ reason: z.string() }) },
  CONFLICT: { status: 409, data: z.object({ reason: z.string() }) },
  INVALID: { status: 422, data: z.object({ reason: z.string(), detail: z.string().optional() }) },
} as const
