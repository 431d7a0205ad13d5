import type { Meaning } from '../../search/meanings.ts'
import type { Word } from '../../text/words.ts'
import { readCount } from './counts.ts'
import { separators } from './marks.ts'
import { readVerb } from './verbs.ts'

/** Words and what each means, side by side. */
export interface Said { readonly words: readonly Word[]; readonly meanings: readonly (Meaning | null)[] }

/** With these people take back what they have just said: "dos cascos, perdón, tres". A "no" alone does so only between numbers. */
const takesBack = /^(?:perdon\w*|disculp\w+|digo|mentiras?|corrijo|sorry|oops|ups|osea|equivoque|actually)$/
/** They stand beside such words and say nothing by themselves. */
const beside = /^(?:no|nop|ay|uy|ah|eh+|mm+|em+|este|espera\w*|espere\w*|p?ere|pera|wait|bueno|mejor|dicho|mas|bien|que|son|eran?|sean|seria|serian|quise|queria|decir|me|i|mean|meant|rather|make|that|it|si|o|sea|pues|y|cual|eso)$/
const pairs = [['mejor', 'dicho'], ['mas', 'bien'], ['quise', 'decir'], ['queria', 'decir'], ['o', 'sea'], ['es', 'decir'], ['i', 'mean'], ['i', 'meant'], ['or', 'rather']] as const

/**
 * What is left of a message when what its writer took back in the same breath is left out, as whoever listens does it: "cuarenta, no, treinta
 * gafas" are thirty, "dos de resorte, perdón, dos elásticas" two. What comes behind takes the place of what has the same shape before: a
 * number of a number, a number of things of a number of things, a thing of a thing.
 */
export function withoutRepaired({ words, meanings }: Said): Said {
  const dropped = contrasted(words, meanings)
  for (let at = 1; at < words.length - 1; at++) {
    const to = endOfEdit(words, at)
    if (to === null) continue
    for (const place of repairedBefore(words, meanings, at, to)) dropped.add(place)
    if (dropped.has(at - 1)) for (let place = at; place < to; place++) dropped.add(place)
    at = to - 1
  }
  if (dropped.size === 0) return { words, meanings }
  return { words: words.filter((_, at) => !dropped.has(at)), meanings: meanings.filter((_, at) => !dropped.has(at)) }
}

/** "no son cascos blancos sino dieléctricos", "no 3 sino 4": what stands between is not meant; what the thing is stays, where only what it is like is another. */
function contrasted(words: readonly Word[], meanings: readonly (Meaning | null)[]): Set<number> {
  const but = words.findIndex(({ text }) => text === 'sino')
  const no = words.slice(0, Math.max(0, but)).findLastIndex(({ text }) => text === 'no')
  if (but <= 0 || no < 0 || but - no > 9) return new Set()
  const behind = phraseFrom(words, meanings, but + 1)
  return new Set(Array.from({ length: but - no + 1 }, (_, index) => no + index).filter((place) => behind.head || !behind.named || meanings[place]?.head !== true))
}

/** Where the words of correction that begin at a word end; null when none take back. */
function endOfEdit(words: readonly Word[], at: number): number | null {
  let [to, strong] = [at, false]
  for (; to < words.length; to++) {
    const paired = pairs.some(([one, two]) => words[to]!.text === one && words[to + 1]?.text === two)
    if (takesBack.test(words[to]!.text) || paired) strong = true
    else if (!beside.test(words[to]!.text) || readCount(words, to) !== null) break
    if (paired) to++
  }
  return strong && to > at && to < words.length ? to : null
}

/** The places of the words that what follows `to` takes the place of. */
function repairedBefore(words: readonly Word[], meanings: readonly (Meaning | null)[], at: number, to: number): number[] {
  const after = phraseFrom(words, meanings, to)
  const before = phraseBefore(words, meanings, at)
  const places = (from: number) => Array.from({ length: at - from }, (_, index) => from + index)
  if (after.count && before.count !== null) {
    // "tres cascos, perdón, cuatro": the thing stays, and the reader of numbers knows that the last one counts.
    if (!after.named && before.count.to < at) return []
    return places(before.from)
  }
  // "dos guantes, digo, botas": the number stays; "una careta, no, más bien botas": an article does not.
  if (!after.count && after.head && before.named) return places(before.count === null || before.count.article ? before.from : before.count.to)
  // "detectores de humo, digo de gas": another kind of it.
  const like = after.count || after.head || !after.named || !before.head ? -1 : words.slice(0, at).findLastIndex((_, place) => place >= before.from && meanings[place] !== null && !meanings[place]!.head)
  return like < 0 ? [] : places(like)
}

/** What a phrase that begins here has: a number, a thing. */
function phraseFrom(words: readonly Word[], meanings: readonly (Meaning | null)[], at: number): { readonly count: boolean; readonly named: boolean; readonly head: boolean } {
  const counted = readCount(words, at)
  let [named, head] = [false, false]
  for (let place = counted?.to ?? at; place < words.length; place++) {
    if ((place > at && words[place]!.breakBefore) || separators.has(words[place]!.text)) break
    named ||= meanings[place] !== null
    head ||= meanings[place]?.head === true
  }
  return { count: counted !== null, named, head }
}

/** The phrase that ends here: back to its number, a joining word, a verb or a stop. */
function phraseBefore(words: readonly Word[], meanings: readonly (Meaning | null)[], at: number): { readonly from: number; readonly count: { readonly to: number; readonly article: boolean } | null; readonly named: boolean; readonly head: boolean } {
  let [named, head] = [false, false]
  let from = at
  while (from > 0) {
    const place = from - 1
    const counted = readCount(words, place)
    if (counted !== null) {
      // "treinta y dos": the number begins further back.
      const back = place > 1 && readCount(words, place - 2)?.to === counted.to ? place - 2 : place
      return { from: back, count: { to: counted.to, article: counted.article }, named, head }
    }
    if (separators.has(words[place]!.text) || readVerb(words, place) !== null) break
    named ||= meanings[place] !== null
    head ||= meanings[place]?.head === true
    from = place
    if (words[place]!.breakBefore) break
  }
  return { from, count: null, named, head }
}
