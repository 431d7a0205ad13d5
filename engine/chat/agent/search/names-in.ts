import type { CatalogueView } from '../catalogue-view.ts'

/**
 * Takes out of a text the products called by their whole names, longest first; a name of one word counts only where it is written as a
 * name. The one reading of names: what an answer repeats is cited by it, and what an answer states is checked by it.
 */
export function withoutNames(text: string, catalogue: CatalogueView): { rest: string; names: Set<string> } {
  const names = new Set<string>()
  let rest = text
  for (const { name, pattern } of patternsOf(catalogue)) {
    const without = rest.replaceAll(pattern, ' ; ')
    if (without === rest) continue
    names.add(name)
    rest = without
  }
  return { rest, names }
}

interface NamePattern { readonly name: string; readonly pattern: RegExp }
/** By the weights of the index, which stay through changes of price and stock and are others as soon as a name is. Making the patterns costs more than all else here. */
const patternsOfNames = new WeakMap<CatalogueView['index']['weightOf'], readonly NamePattern[]>()

function patternsOf({ products, index }: CatalogueView): readonly NamePattern[] {
  const known = patternsOfNames.get(index.weightOf)
  if (known !== undefined) return known
  const patterns = products.map(({ name }) => name).toSorted((one, other) => other.length - one.length).map((name) => ({
    name, pattern: new RegExp(`(?<![\\p{L}\\p{N}])${name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}(?![\\p{L}\\p{N}])`, name.includes(' ') ? 'giu' : 'gu'),
  }))
  patternsOfNames.set(index.weightOf, patterns)
  return patterns
}
