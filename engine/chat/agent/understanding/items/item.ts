import type { Meaning } from '../../search/meanings.ts'
import type { Wish } from '../../search/find.ts'
import type { Measure } from '../../text/measures.ts'
import type { Reference } from './references.ts'

/** What is to happen with an item; `keep`: it is named to be left alone; `null`: the message does not say. */
export type ItemAct = 'add' | 'set' | 'remove' | 'replace' | 'keep' | null

/** One item of a message: how many of what. */
export interface Item {
  readonly act: ItemAct
  /** Null when no number was said. */
  readonly quantity: number | null
  /** "5 o 6", "entre 5 y 10": the customer has not decided. */
  readonly range: readonly [number, number] | null
  /** "otro", "2 más": on top of what is in the cart. */
  readonly more: boolean
  /** "un par": one of what is worn in pairs, two of anything else. */
  readonly pair: boolean
  /** "el doble", "la mitad": of what is in the cart. */
  readonly factor: number | null
  /** "la misma cantidad": as many as of the thing before. */
  readonly same: boolean
  /** "solo las cámaras", without a number: of what is in the cart this alone stays. */
  readonly only: boolean
  /** "no la ducha": excluded; taken out if it is there, otherwise no more than a hint of what is not meant. */
  readonly excluded: boolean
  readonly wish: Wish
  /** Words of the product that mean nothing here ("rosado"). */
  readonly unmet: readonly string[]
  readonly reference: Reference | null
  /** What the thing before it was, when this one may be of the same kind ("2 antiempañantes", "3 de salida"). */
  readonly kind: Meaning | null
  /** "5 de extintor", "la de extintor": of the kind spoken of before, where that has such a one. */
  readonly ofKind: boolean
  /** "el/la ...": one definite thing; "los/las ...": definite, and one when it comes in pairs. */
  readonly definite: boolean
  /** Said after "y", "también": on top of what was said before. */
  readonly besides: boolean
  /** "conos 8": the number stands behind the thing, as one says what it is to be. */
  readonly behind: boolean
  /** "uno por cada extintor": the number is said for each piece of this. */
  readonly per: readonly Meaning[] | null
  /** The words as written, to be repeated in a question. */
  readonly text: string
}

/** An item while it is being read. */
export interface Draft {
  act: ItemAct
  quantity: number | null
  range: [number, number] | null
  more: boolean
  pair: boolean
  factor: number | null
  same: boolean
  only: boolean
  excluded: boolean
  besides: boolean
  meanings: Meaning[]
  measures: Measure[]
  unmet: string[]
  reference: Reference | null
  definite: boolean
  plain: boolean
  /** "no los de nitrilo": what it is not like. */
  without: Meaning[]
  per: Meaning[] | null
  behind: boolean
  /** "6 en total". */
  total: boolean
  /** Its size was told, and nothing here has sizes: "2 de la 39". */
  sized: boolean
  /** The words that name it, as written. */
  said: string[]
  /** A number that is being replaced ("en vez de 2"): it is not asked for. */
  struck: boolean
  /** "6, uno para cada cuarto": its part of a number that was said before. */
  share: boolean
  /** "un", "una" may count nothing ("una compañera"). */
  article: boolean
  /** "3 de salida": so many of the kind named before. */
  ofKind: boolean
  /** Named by what it is like ("la de doble filtro"): none of its words says what it is. */
  likes: boolean
  hasHead: boolean
  /** What it is was taken from the thing before it. */
  inherits: boolean
}

export function draftFor(act: ItemAct): Draft {
  return {
    act, quantity: null, range: null, more: false, pair: false, factor: null, same: false, only: false, excluded: false, besides: false, meanings: [], measures: [], unmet: [], reference: null,
    definite: false, plain: false, without: [], per: null, behind: false, total: false, sized: false, said: [], struck: false, share: false, article: false, ofKind: false, likes: false, hasHead: false, inherits: false,
  }
}

/** It says which thing, by name, by size or by pointing. */
export function isNamed(draft: Pick<Draft, 'meanings' | 'measures' | 'reference'>): boolean {
  return draft.meanings.length > 0 || draft.reference !== null || draft.measures.length > 0
}

export function isFilled(draft: Draft): boolean {
  return isNamed(draft) || draft.quantity !== null || draft.range !== null || draft.factor !== null || draft.same || draft.plain
}
