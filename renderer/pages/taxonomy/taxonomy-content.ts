import { z } from 'zod'
import { localisedSchema } from '../../../engine/contract/shared.ts'

// What the editor knows of a taxonomy's JSON. Everything else in it (quantities, frames, priors by language) is kept as
// it is; whether the whole is sound only the engine says.
const cueSchema = z.union([
  z.string(),
  z.looseObject({ phrase: z.string(), weight: z.number().optional(), negative: z.boolean().optional(), anywhere: z.boolean().optional() }),
  z.looseObject({ quantity: z.string(), min: z.number().optional(), max: z.number().optional(), weight: z.number().optional() }),
])
const cueListsSchema = z.object({ es: z.array(cueSchema), en: z.array(cueSchema) })
const languagePriorsSchema = z.partialRecord(z.enum(['es', 'en']), z.record(z.string(), z.number()))

const valueSchema = z.looseObject({ value: z.string(), label: localisedSchema, description: localisedSchema, prior: z.number(), cues: cueListsSchema })
const enumSchema = z.looseObject({ name: z.string(), label: localisedSchema, values: z.array(valueSchema), languagePriors: languagePriorsSchema.optional() })
const signalSchema = z.looseObject({ name: z.string(), label: localisedSchema, cues: cueListsSchema })
const contentSchema = z.looseObject({ name: localisedSchema, enums: z.array(enumSchema), signals: z.array(signalSchema) })

export type Cue = z.infer<typeof cueSchema>
export type CueLists = z.infer<typeof cueListsSchema>
export type ValueContent = z.infer<typeof valueSchema>
export type EnumContent = z.infer<typeof enumSchema>
export type SignalContent = z.infer<typeof signalSchema>
export type TaxonomyContent = z.infer<typeof contentSchema>

/** The taxonomy in a draft's text; null while the text is no JSON or has not the parts that the editor shows. */
export function readContent(text: string): TaxonomyContent | null {
  try {
    const json: unknown = JSON.parse(text)
    return isContent(json) ? json : null
  } catch {
    return null
  }
}

/** Looked at without being taken apart: zod would put the keys into another order, and the whole text would seem changed. */
function isContent(json: unknown): json is TaxonomyContent {
  return contentSchema.safeParse(json).success
}

export function writeContent(content: TaxonomyContent): string {
  return JSON.stringify(content, null, 2)
}
