import type { Meaning } from '../../search/meanings.ts'
import { isNamed, type Draft, type Item } from './item.ts'

/** A thing named only by what it is like is the kind of thing that was named before it. */
export function inheritHead(draft: Draft, before: Draft): void {
  const head = before.meanings.find((meaning) => meaning.head)
  if (head === undefined) return
  draft.meanings.unshift(head)
  draft.hasHead = true
}

/** "fall protection gear": such words alone are nearly everything in a shop like this. */
const saysNothing = (draft: Draft) => draft.quantity === null && draft.reference === null && !draft.definite && draft.said.length > 0 && draft.said.every((word) => /^(?:proteccion|protection|safety|seguridad|industrial|gear)$/.test(word))

const isBare = (draft: Draft) => !isNamed(draft) && draft.unmet.length === 0 && draft.quantity !== null

/** Brings what belongs together into one item, and drops numbers that count nothing. */
export function joinDrafts(all: readonly Draft[]): Item[] {
  const drafts = sumOfSizes(withoutParts(all.filter((draft) => !(draft.struck && all.length > 1 && !isNamed(draft)) && !(draft.article && !isNamed(draft) && (draft.unmet.length === 0 || draft.act === null)) && !saysNothing(draft))))
  const items: Draft[] = []
  const each = drafts.some(({ reference }) => reference?.kind === 'each')
  for (const draft of drafts) {
    const named = draft.meanings.length > 0
    if (draft.share && !named && draft.measures.length === 0 && (items.at(-1)?.quantity ?? 0) > 1) continue
    const before = items.findLast((item) => item.hasHead)
    if (!named && draft.measures.length > 0 && before !== undefined) {
      inheritHead(draft, before)
      draft.ofKind = true
    }
    const told = items.at(-1)
    // "un extintor para la cocina, con freidora": what it is for, or like, said behind it.
    if (named && (!draft.hasHead || draft.inherits) && !draft.likes && draft.quantity === null && !draft.besides && !draft.definite && draft.reference === null && draft.measures.length === 0 && told?.hasHead === true && told.meanings.every((meaning) => meaning.head) && (told.act === draft.act || draft.act === null)) {
      told.meanings.push(...draft.meanings.filter((meaning) => !meaning.head))
      told.said.push(...draft.said)
      continue
    }
    // "4 overoles porfa, los antifluido": what follows says which.
    if (named && (!draft.hasHead || draft.inherits) && draft.definite && draft.quantity === null && !draft.besides && draft.reference === null && told?.hasHead === true && told.quantity !== null && told.meanings.length === 1 && told.act === draft.act) {
      told.meanings.push(...draft.meanings.filter((meaning) => !meaning.head))
      told.said.push(...draft.said)
      continue
    }
    // "2 de cada uno": said of all that was named before it, or of all that was shown.
    if (!named && draft.reference?.kind === 'each' && draft.quantity !== null && items.some((item) => item.meanings.length > 0)) {
      for (const [at, item] of items.entries()) if (items.slice(0, at + 1).some(({ hasHead }) => hasHead)) item.quantity ??= draft.quantity
      continue
    }
    if (each && draft.reference?.kind === 'each' && !named && draft.quantity === null) {
      const last = items.at(-1)
      if (last !== undefined && last.quantity === null) last.same = true
      continue
    }
    // "hay guantes? dame 3": the number is said of what was named right before.
    const last = items.at(-1)
    const pointsAtOne = last?.reference !== null && last?.reference !== undefined && !['each', 'all'].includes(last.reference.kind)
    if (isBare(draft) && last !== undefined && (last.meanings.length > 0 || pointsAtOne || last.plain) && last.quantity === null && last.act !== 'remove' && last.act !== 'keep') {
      Object.assign(last, { quantity: draft.quantity, range: draft.range, pair: draft.pair, per: draft.per, act: draft.act ?? last.act })
      continue
    }
    // "otras 2 gafas, serían 6 en total": what they come to is how many they are to be.
    if (draft.total && isBare(draft) && last !== undefined && last.meanings.length > 0 && last.act !== 'remove') {
      Object.assign(last, { quantity: draft.quantity, act: 'set', more: false, reference: null })
      continue
    }
    // "los cascos eran dieléctricos": another kind of what was said.
    if (draft.act === 'set' && draft.quantity === null && draft.factor === null && named && !draft.hasHead && !draft.only && last !== undefined && last.hasHead && last.definite && last.quantity === null && last.act === null) {
      last.act = 'replace'
      draft.act = 'add'
      inheritHead(draft, last)
    }
    // "uno de los tres que sea ventilado": one of those gives way.
    if (draft.act === 'set' && draft.quantity === null && draft.factor === null && named && last?.reference?.kind === 'of') {
      last.act = 'replace'
      draft.act = 'add'
      draft.quantity = last.quantity
    }
    // "7 overoles... o bueno, dejémoslos en 6".
    if (isPointer(draft) && draft.act === 'set' && draft.quantity !== null && last !== undefined && last.meanings.length > 0 && last.quantity !== null && last.act !== 'remove') {
      last.quantity = draft.quantity
      continue
    }
    // "de la amarilla que sea el doble".
    if (draft.factor !== null && !isNamed(draft) && draft.quantity === null && last !== undefined && isNamed(last) && last.quantity === null && last.factor === null) {
      Object.assign(last, { factor: draft.factor })
      continue
    }
    // "the cheaper one, three of those".
    if (isPointer(draft) && draft.quantity !== null && last !== undefined && isNamed(last) && last.quantity === null && last.act !== 'remove' && last.act !== 'replace' && last.act !== 'keep' && !draft.besides) {
      Object.assign(last, { quantity: draft.quantity, act: draft.act ?? last.act })
      continue
    }
    // "unas gafas transparentes, otras ocho": the number of what was named without one.
    if (draft.reference?.kind === 'another' && !named && draft.quantity !== null && last !== undefined && last.meanings.length > 0 && last.quantity === null && !draft.besides && last.act !== 'remove') {
      Object.assign(last, { quantity: draft.quantity })
      continue
    }
    // "esos, los de copa": pointing and naming the same thing.
    if (last !== undefined && isPointer(last) && last.quantity === null && (last.act ?? draft.act) === (draft.act ?? last.act) && draft.reference?.kind === last.reference?.kind && !named) continue
    items.push(draft)
  }
  const kinds = items.map((draft, at) => (draft.meanings.length > 0 && (!draft.hasHead || draft.ofKind) ? kindBefore(items, at) : null))
  return items.filter((draft, at) => !isSum(draft, items.slice(at + 1), kinds.slice(at + 1))).map((draft) => toItem(draft, kinds[items.indexOf(draft)] ?? null))
}

const isPointer = (draft: Draft) => draft.reference?.kind === 'that' && draft.meanings.length === 0

function toItem(draft: Draft, kind: Meaning | null): Item {
  const { quantity, range, more, pair, factor, same, only, besides, meanings, measures, unmet, reference, definite, plain, likes, ofKind, without, per, behind, said } = draft
  // "ay no, los guantes son cuatro": with a number of its own it is not excluded.
  const excluded = draft.excluded && quantity === null
  const act = draft.excluded && !excluded && draft.act === 'remove' ? null : draft.act
  return {
    kind, ofKind: likes || ofKind, behind, act, quantity, range, more, pair, factor, same, only: only && quantity === null && factor === null && meanings.length > 0, excluded, besides, unmet, reference, definite, per, text: said.join(' '),
    wish: { meanings, measures, ...(plain ? { plain } : {}), ...(without.length > 0 ? { without } : {}) },
  }
}

function kindBefore(items: readonly Draft[], at: number): Meaning | null {
  const before = items.slice(0, at).findLast((item) => item.hasHead && !item.ofKind)
  return before?.meanings.find((meaning) => meaning.head) ?? null
}

/** "6 botas, 3 pvc y 3 dieléctricas" are six pairs, not twelve: a number that the parts behind it add up to is theirs. */
function isSum(draft: Draft, behind: readonly Draft[], kinds: readonly (Meaning | null)[]): boolean {
  const head = draft.meanings.find((meaning) => meaning.head)
  if (head === undefined || draft.quantity === null) return false
  let sum = 0
  for (let at = 0; at < behind.length && kinds[at] === head; at++) {
    sum += behind[at]!.quantity ?? 0
    if (at > 0 && sum === draft.quantity) return true
  }
  return false
}

/** "2 de la 39 y 1 de la 42" are three; "6 pares, 2 de la 38, 3 de la 40 y 1 de la 43" are the six. */
function sumOfSizes(drafts: readonly Draft[]): Draft[] {
  const sized = drafts.filter((draft) => draft.sized && isBare(draft))
  if (sized.length < 2) return [...drafts]
  const sum = sized.reduce((total, { quantity }) => total + quantity!, 0)
  const rest = drafts.filter((draft) => !sized.includes(draft))
  if (rest.some(({ quantity }) => quantity === sum)) return rest
  return drafts.filter((draft) => draft === sized[0] || !sized.includes(draft)).map((draft) => (draft === sized[0] ? { ...draft, quantity: sum } : draft))
}

/** "2, uno para mí y uno para mi mamá": parts of a bare number are not more of it. */
function withoutParts(drafts: readonly Draft[]): Draft[] {
  const [first, ...rest] = drafts
  if (first === undefined || rest.length < 2 || !isBare(first) || !rest.every(isBare)) return [...drafts]
  return rest.reduce((sum, { quantity }) => sum + quantity!, 0) === first.quantity ? [first] : [...drafts]
}
