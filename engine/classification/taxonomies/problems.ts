import { z } from 'zod'
import type { TaxonomyDraft } from '../../contract/taxonomies.ts'
import { taxonomySchema } from '../taxonomy.ts'

export type TaxonomyProblems = TaxonomyDraft['problems']

/** More would not be read. */
const mostProblems = 200

/** Everything that is wrong with a draft, each with where it lies; empty when it may be published. */
export function problemsOf(content: string): TaxonomyProblems {
  let json: unknown
  try {
    json = JSON.parse(content)
  } catch (error) {
    return [{ path: '', message: error instanceof Error ? error.message : String(error) }]
  }
  const checked = taxonomySchema.safeParse(json)
  if (checked.success) return []
  return checked.error.issues.flatMap((issue) => flat(issue, json, [])).slice(0, mostProblems)
}

/** The issues of a union say only "invalid input"; those of its branch that fits best say what is wrong. */
function flat(issue: z.core.$ZodIssue, json: unknown, above: readonly PropertyKey[]): TaxonomyProblems {
  const path = [...above, ...issue.path]
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const closest = issue.errors.toSorted((one, other) => distance(one) - distance(other))[0] ?? []
    return closest.flatMap((inner) => flat(inner, json, path))
  }
  return [{ path: pathInWords(path, json), message: issue.message }]
}

/** A branch that wants another type altogether is farther away than one in which a field is wrong. */
function distance(issues: readonly z.core.$ZodIssue[]): number {
  return issues.reduce((sum, issue) => sum + (issue.path.length === 0 && issue.code === 'invalid_type' ? 100 : 1), 0)
}

/** `enums.region.values.europe.prior` for `enums[2].values[3].prior`: people know places by their names. */
function pathInWords(path: readonly PropertyKey[], json: unknown): string {
  let at = json
  return path.map((key) => {
    at = typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined
    if (typeof key !== 'number' || typeof at !== 'object' || at === null) return String(key)
    const named = at as { name?: unknown; value?: unknown }
    const name = typeof named.name === 'string' ? named.name : named.value
    return typeof name === 'string' && name !== '' ? name : String(key)
  }).join('.')
}
