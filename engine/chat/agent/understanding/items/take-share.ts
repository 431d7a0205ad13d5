import { isFilled, isNamed } from './item.ts'
import { readFactor, readSame, separators } from './marks.ts'
import { flush, type Scan } from './scan.ts'

/** "el doble", "duplíqueme los pictogramas": so many times what the cart has. */
export function takeFactor(scan: Scan, at: number): number | null {
  const read = readFactor(scan.words, at)
  if (read === null || scan.current.quantity !== null) return null
  // "duplíqueme los pictogramas": said before the thing.
  if (read.factor === 2 && scan.words[at]!.text.startsWith('dupl') && isNamed(scan.current)) flush(scan)
  scan.current.factor = read.factor
  return read.to
}

/** "la misma cantidad": as many as of the thing before. */
export function takeSame(scan: Scan, at: number): number | null {
  const to = readSame(scan.words, at)
  if (to === null) return null
  const said = isFilled(scan.current) ? scan.current : (scan.drafts.at(-1) ?? scan.current)
  if (said.quantity === null) said.same = true
  return to
}

/** "3 arneses con su línea de vida": as many of what goes with it. */
export function takeCompany(scan: Scan, at: number): number | null {
  const { words, meanings, current } = scan
  if (!/^(?:con|with)$/.test(words[at]!.text) || !/^(?:sus?|its|their)$/.test(words[at + 1]?.text ?? '') || !meanings[at + 2]?.head || !current.hasHead || current.quantity === null) return null
  const { act, besides, quantity } = current
  flush(scan)
  Object.assign(scan.current, { act, besides, quantity })
  return at + 2
}

/** "una línea de vida por cada arnés". */
export function takePer(scan: Scan, at: number): number | null {
  const { words, meanings, current } = scan
  if (!/^(?:por|para|for|per)$/.test(words[at]!.text) || !/^(?:cada|each|every)$/.test(words[at + 1]?.text ?? '') || current.quantity === null) return null
  // "y un gabinete para cada uno": as many as of the thing before.
  if (current.hasHead && /^(?:un[oa]|one)$/.test(words[at + 2]?.text ?? '')) {
    current.per = []
    return at + 3
  }
  if (!meanings[at + 2]?.head) return null
  current.per = []
  let to = at + 2
  for (; to < words.length && !words[to]!.breakBefore && !separators.has(words[to]!.text); to++) if (meanings[to]) current.per.push(meanings[to]!)
  return to
}
