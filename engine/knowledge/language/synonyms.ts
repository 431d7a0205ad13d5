import { z } from 'zod'
import type { Language } from '../../../db/values.ts'
import { stem } from './stem.ts'
import { fold } from './words.ts'

const fileSchema = z.object({ provenance: z.string(), es: z.array(z.string()), en: z.array(z.string()) })

/** The groups of like words a stem belongs to; most belong to none. */
export type Synonyms = Readonly<Record<Language, ReadonlyMap<string, readonly number[]>>>

/** Reads resources/knowledge/synonyms.json: groups of words with spaces between. @throws ZodError when it is something else. */
export function parseSynonyms(json: unknown): Synonyms {
  const file = fileSchema.parse(json)
  const groupsOf = (language: Language) => {
    const groups = new Map<string, number[]>()
    file[language].forEach((line, group) => {
      for (const key of new Set(line.split(' ').map((word) => stem(fold(word), language)))) groups.set(key, [...(groups.get(key) ?? []), group])
    })
    return groups
  }
  return { es: groupsOf('es'), en: groupsOf('en') }
}
