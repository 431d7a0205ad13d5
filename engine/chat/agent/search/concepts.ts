import groups from '../../../../resources/chat/synonyms.json' with { type: 'json' }
import { fold, wordsOf, type Word } from '../text/words.ts'
import { spellingsOf, type Spellings } from './spellings.ts'

/** A phrase of one or more stems and the concepts it names. */
interface Phrase { readonly stems: readonly string[]; readonly concepts: string[] }

const little = new Set(['de', 'del', 'la', 'el', 'los', 'las', 'para', 'a', 'al'])
const byFirst = new Map<string, Phrase[]>()

for (const [index, group] of groups.entries()) {
  for (const text of group) {
    const stems = wordsOf(text).map((word) => word.stem).filter((stem) => !little.has(stem))
    const among = byFirst.get(stems[0]!) ?? []
    byFirst.set(stems[0]!, among)
    const known = among.find((phrase) => phrase.stems.join(' ') === stems.join(' '))
    if (known === undefined) among.push({ stems, concepts: [`~${index}`] })
    else if (!known.concepts.includes(`~${index}`)) known.concepts.push(`~${index}`)
  }
}

/** Stems of the synonyms' phrases: none of them is a slip of another word. */
export const conceptStems: ReadonlySet<string> = new Set([...byFirst.values()].flat().flatMap((phrase) => phrase.stems))

/** Their spellings, to mend slips with. */
export const conceptSpellings: Spellings = spellingsOf(groups.flat().filter((phrase) => !phrase.includes(' ')).map(fold))

/** A concept named by the words `at` up to, not including, `to`. */
export interface NamedConcept { readonly at: number; readonly to: number; readonly concepts: readonly string[] }

/** Concepts named in a text, longest phrases first at each place; small words inside a phrase do not matter ("kit de primeros auxilios"). */
export function conceptsIn(words: readonly Pick<Word, 'stem'>[]): NamedConcept[] {
  const named: NamedConcept[] = []
  for (let at = 0; at < words.length; at++) {
    const among = byFirst.get(words[at]!.stem)
    if (among === undefined) continue
    let longest: NamedConcept | null = null
    for (const phrase of among) {
      const to = endOf(phrase.stems, words, at)
      if (to === null) continue
      if (longest === null || to > longest.to) longest = { at, to, concepts: phrase.concepts }
    }
    if (longest !== null) named.push(longest)
  }
  return named
}

function endOf(stems: readonly string[], words: readonly Pick<Word, 'stem'>[], at: number): number | null {
  let place = at + 1
  for (const stem of stems.slice(1)) {
    while (place < words.length && little.has(words[place]!.stem)) place++
    if (words[place]?.stem !== stem) return null
    place++
  }
  return place
}
