import { z } from 'zod'
import { checkPhrase } from './offline/phrases.ts'

const localisedText = z.object({ es: z.string().min(1), en: z.string().min(1) })

const phraseSchema = z.string().min(1).max(600).superRefine((phrase, context) => {
  try {
    checkPhrase(phrase)
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) })
  }
})

/**
 * A phrase that speaks for a value. Words match by stem, accents and case do not count.
 * `(a|b c)` is a choice, `(a)?` may be left out, ` ... ` stands for up to seven words of the same sentence.
 * A bare string is a phrase of weight 1. `negative` makes it speak against the value.
 */
export const phraseCueSchema = z.object({
  phrase: phraseSchema,
  weight: z.number().positive().max(10).optional(),
  negative: z.boolean().optional(),
  /** Says enough by itself: counts in full outside of the enum's frame too. */
  anywhere: z.boolean().optional(),
})

/** Evidence by a parsed amount: the named quantity lies in [min, max). */
export const quantityCueSchema = z.object({
  quantity: z.string().min(1),
  min: z.number().nonnegative().optional(),
  max: z.number().positive().optional(),
  weight: z.number().positive().max(10).optional(),
})

export const cueSchema = z.union([phraseSchema, phraseCueSchema, quantityCueSchema])
const cueListsSchema = z.object({ es: z.array(cueSchema), en: z.array(cueSchema) })

/** An amount to read from text: "about 500 messages a week" is 500 of a quantity whose units include "message". */
export const quantitySchema = z.object({
  name: z.string().min(1),
  units: z.object({ es: z.array(z.string().min(1)), en: z.array(z.string().min(1)) }),
  /** Words right before a number that say what it counts when no unit follows: "somos" seven, "a team of" nine. */
  openers: z.object({ es: z.array(z.string().min(1)), en: z.array(z.string().min(1)) }).optional(),
  /**
   * `week`: a rate, brought to a week from the period said next to it. `total`: the number as it stands.
   * `deadline`: the weeks until something said to happen "in two months"; it needs no units.
   */
  basis: z.enum(['week', 'total', 'deadline']),
})

/**
 * Words that must stand near a cue for it to count in full: "soy" before "gerente general", or "we heard of" in the sentence
 * of "LinkedIn". Cues of the enum inside a frame are multiplied by `inside`, the others by `outside`.
 */
export const frameSchema = z.object({
  phrases: z.object({ es: z.array(phraseSchema), en: z.array(phraseSchema) }),
  scope: z.enum(['sentence', 'before']),
  inside: z.number().positive().max(10),
  outside: z.number().nonnegative().max(1),
})

export const taxonomyValueSchema = z.object({
  value: z.string().regex(/^[a-z0-9_]+$/),
  label: localisedText,
  description: localisedText,
  /** Share of this value where nothing is known; the priors of an enum add up to 1. */
  prior: z.number().min(0).max(1),
  cues: cueListsSchema,
})

export const taxonomyEnumSchema = z
  .object({
    name: z.string().regex(/^[a-z0-9_]+$/),
    label: localisedText,
    frame: frameSchema.optional(),
    /** Priors for transcripts of one language where they differ: English meetings are seldom held in Chile. */
    languagePriors: z.object({ es: z.record(z.string(), z.number().min(0).max(1)).optional(), en: z.record(z.string(), z.number().min(0).max(1)).optional() }).optional(),
    values: z.array(taxonomyValueSchema).min(1),
  })
  .superRefine((taxonomyEnum, context) => {
    const total = taxonomyEnum.values.reduce((sum, value) => sum + value.prior, 0)
    if (Math.abs(total - 1) > 0.001) context.addIssue({ code: 'custom', message: `priors of ${taxonomyEnum.name} add up to ${total.toFixed(3)}, not 1` })
    for (const [language, priors] of Object.entries(taxonomyEnum.languagePriors ?? {})) {
      const sum = taxonomyEnum.values.reduce((all, value) => all + (priors[value.value] ?? 0), 0)
      if (Math.abs(sum - 1) > 0.001) context.addIssue({ code: 'custom', message: `the priors of ${taxonomyEnum.name} for ${language} add up to ${sum.toFixed(3)}, not 1` })
    }
    const names = new Set(taxonomyEnum.values.map((value) => value.value))
    if (names.size !== taxonomyEnum.values.length) context.addIssue({ code: 'custom', message: `${taxonomyEnum.name} repeats a value` })
  })

export const taxonomySignalSchema = z.object({
  name: z.string().regex(/^[a-z0-9_]+$/),
  label: localisedText,
  cues: cueListsSchema,
})

export const taxonomySchema = z
  .object({
    id: z.string().min(1),
    version: z.number().int().positive(),
    name: localisedText,
    quantities: z.array(quantitySchema).optional(),
    enums: z.array(taxonomyEnumSchema).min(1),
    signals: z.array(taxonomySignalSchema),
  })
  .superRefine((taxonomy, context) => {
    const names = [...taxonomy.enums.map((one) => one.name), ...taxonomy.signals.map((one) => one.name)]
    if (new Set(names).size !== names.length) context.addIssue({ code: 'custom', message: 'a name is used twice among enums and signals' })
    const known = new Set((taxonomy.quantities ?? []).map((quantity) => quantity.name))
    for (const taxonomyEnum of taxonomy.enums)
      for (const value of taxonomyEnum.values)
        for (const cue of [...value.cues.es, ...value.cues.en])
          if (typeof cue === 'object' && 'quantity' in cue && !known.has(cue.quantity))
            context.addIssue({ code: 'custom', message: `${taxonomyEnum.name}.${value.value} uses the unknown quantity ${cue.quantity}` })
  })

export type PhraseCue = z.infer<typeof phraseCueSchema>
export type QuantityCue = z.infer<typeof quantityCueSchema>
export type Cue = z.infer<typeof cueSchema>
export type TaxonomyQuantity = z.infer<typeof quantitySchema>
export type TaxonomyFrame = z.infer<typeof frameSchema>
export type TaxonomyValue = z.infer<typeof taxonomyValueSchema>
export type TaxonomyEnum = z.infer<typeof taxonomyEnumSchema>
export type TaxonomySignal = z.infer<typeof taxonomySignalSchema>
export type Taxonomy = z.infer<typeof taxonomySchema>
export type Language = 'es' | 'en'

/** The one enum whose value is detected from the text and not looked for by cues. */
export const LANGUAGE_ENUM = 'language'

/** Priors of an enum's values for a transcript's language, in the order of the values. */
export function priorsFor(taxonomyEnum: TaxonomyEnum, language: Language): Float32Array {
  const own = taxonomyEnum.languagePriors?.[language]
  return Float32Array.from(taxonomyEnum.values, (value) => (own ? (own[value.value] ?? 0) : value.prior))
}

/**
 * Reads a taxonomy from parsed JSON.
 * @throws ZodError naming every fault: priors that do not add up to 1, repeated names, unknown quantities.
 */
export function parseTaxonomy(json: unknown): Taxonomy {
  return taxonomySchema.parse(json)
}
