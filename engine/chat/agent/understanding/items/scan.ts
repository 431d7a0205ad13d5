import type { Language } from '../../../../../db/values.ts'
import type { Meaning } from '../../search/meanings.ts'
import type { Word } from '../../text/words.ts'
import type { Reading } from '../reading.ts'
import { draftFor, isFilled, type Draft, type ItemAct } from './item.ts'
import type { Verb } from './verbs.ts'

/** A message while its items are being read from left to right. */
export interface Scan {
  readonly message: string
  readonly words: readonly Word[]
  readonly meanings: readonly (Meaning | null)[]
  readonly sizes: ReadonlySet<string>
  readonly language: Language
  readonly drafts: Draft[]
  current: Draft
  /** What is done with the things that follow, by the last verb. */
  act: ItemAct
  verb: Verb | null
  /** A comma, a stop or a word like "y" lies between the item at hand and this word. */
  separated: boolean
  /** It was a word like "y", not a stop alone. */
  joined: boolean
  /** What the item at hand is was taken from the one before it. */
  inherited: boolean
  /** The next item comes on top of what was said before ("y", "también"). */
  besides: boolean
  /** Where the last word that names or points at a thing ended. */
  thingEnd: number
  /** Where the number of the item at hand ended. */
  numberEnd: number
}

export function scanOf({ message, words, meanings, sizes, language }: Reading): Scan {
  return { message, words, meanings, sizes, language, drafts: [], current: draftFor(null), act: null, verb: null, separated: false, joined: false, inherited: false, besides: false, thingEnd: 0, numberEnd: 0 }
}

/** Ends the item at hand, when there is one, and begins another. */
export function flush(scan: Scan): void {
  scan.inherited = false
  if (isFilled(scan.current)) {
    scan.drafts.push(scan.current)
    scan.current = draftFor(scan.act)
  } else scan.current = { ...draftFor(scan.act), only: scan.current.only, more: scan.current.more }
  scan.current.besides = scan.besides
  scan.besides = false
}

/** What the next words mean, up to a comma or a joining word; null when no thing. */
export function meaningAhead({ words, meanings }: Scan, at: number, joins: ReadonlySet<string>): Meaning | null {
  for (let place = at; place < words.length && place < at + 4; place++) {
    if (place > at && (words[place]!.breakBefore || joins.has(words[place]!.text))) return null
    const meaning = meanings[place]
    if (meaning) return meaning
  }
  return null
}
