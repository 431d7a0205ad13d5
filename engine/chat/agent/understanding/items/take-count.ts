import { readMeasure } from '../../text/measures.ts'
import { readNumber } from '../../text/numbers.ts'
import { pieces, readCount, type Count } from './counts.ts'
import { isFilled, isNamed } from './item.ts'
import { articles, correctionBetween, countsNothing, separators } from './marks.ts'
import { flush, meaningAhead, type Scan } from './scan.ts'
import { readVerb } from './verbs.ts'

/** Words behind "un" or "una" that leave it a number: "una porfa", "uno de 20". */
const leavesNumber = /^(?:por|favor|porfa|please|mejor|nomas|no|mas|entonces|tambien|sol[oa]|de|del|of|para|ya|ahi|y|nada|cada|gracias|jaja\w*|menos|cada)$/

/** Reads a number of things: of the item at hand when it stands behind it, else the beginning of another. */
export function takeCount(scan: Scan, at: number): number | null {
  const counted = countedIn(scan, at)
  if (counted === null) return null
  if (!counted.article && countsNothing(scan.words, counted.trailing ? at + 1 : at, counted.to, scan.message)) {
    // "entraron 3 muchachos más": none of it is more of the thing.
    const more = counted.to + (/^(?:mas|more)$/.test(scan.words[counted.to + 1]?.text ?? '') ? 2 : 0)
    return more
  }
  // "gabinete para los 5": as many as there are of something else.
  if (/^(?:los|las|the)$/.test(scan.words[at - 1]?.text ?? '') && /^(?:para|for)$/.test(scan.words[at - 2]?.text ?? '')) {
    if (isNamed(scan.current)) scan.current.quantity ??= counted.quantity
    return counted.to
  }
  // "2 de la 39": a size of things whose sizes the catalogue does not state.
  if (scan.words[at - 2]?.text === 'de' && /^l[oa]s?$|^el$/.test(scan.words[at - 1]?.text ?? '') && counted.plain && counted.quantity >= 30 && counted.quantity <= 50 && (scan.current.quantity !== null || scan.current.reference?.kind === 'another') && meaningAhead(scan, counted.to, separators) === null) {
    scan.current.sized = true
    return counted.to
  }
  // "es para un restaurante": it says what for.
  if (counted.article && /^(?:para|for)$/.test(scan.words[at - 1]?.text ?? '')) return counted.to
  // "3 pares en 42": behind a number "en" tells a size.
  if (/^(?:en|in)$/.test(scan.words[at - 1]?.text ?? '') && scan.current.quantity !== null && meaningAhead(scan, counted.to, separators) === null) {
    scan.current.sized = true
    return counted.to
  }
  // "uno de los tres que sea ventilado": a part of what is there.
  if (scan.words[at - 2]?.text === 'de' && articles.has(scan.words[at - 1]?.text ?? '') && scan.numberEnd === at - 2 && scan.current.quantity !== null && scan.current.quantity < counted.quantity && !isNamed(scan.current) && /^(?:que|sean?)$/.test(scan.words[counted.to]?.text ?? '')) {
    scan.current.reference = { kind: 'of', lineQuantity: counted.quantity }
    return counted.to
  }
  // "10 del más barato de esos dos": the two are what is pointed at.
  if (scan.words[at - 2]?.text === 'de' && [scan.current, scan.drafts.at(-1)].some((said) => said !== undefined && said.quantity !== null) && /^(?:es[oa]s|est[oa]s|those|these)$/.test(scan.words[at - 1]?.text ?? '') && !scan.words[at]!.breakBefore) return counted.to
  const to = place(scan, at, counted)
  scan.numberEnd = to
  scan.separated = false
  return to
}

/** "2 cajas": pieces of something, or boxes themselves where the shop has them and nothing else is named. */
function countedIn({ words, meanings }: Scan, at: number): Count | null {
  const counted = readCount(words, at)
  if (counted === null || counted.plain || counted.to - 1 <= at || !meanings[counted.to - 1]?.head || !pieces.test(words[counted.to - 1]!.text) || /^(?:de|of)$/.test(words[counted.to]?.text ?? '')) return counted
  return { ...counted, to: counted.to - 1, plain: true }
}

function place(scan: Scan, at: number, counted: Count): number {
  const { words, current } = scan
  const { quantity, range, to } = counted
  // "de las otras 3 para los supervisores": whom they are for is no thing.
  const other = current.reference?.kind === 'other' && current.quantity === null && /^(?:para|for)$/.test(words[to]?.text ?? '')
  const next = other ? null : meaningAhead(scan, to, separators)
  const ends = next === null || words[to]?.breakBefore === true || separators.has(words[to]?.text ?? '')
  const named = current.meanings.length > 0
  const count = () => {
    current.quantity = quantity
    current.range = range
    current.pair = counted.pair
  }
  const pointing = articles.has(words[at - 2]?.text ?? '') || current.reference?.kind === 'another'
  const bySize = (named || pointing) && counted.plain && words[at - 1]?.text === 'de' && !counted.article && next === null
  // "del 40 que sea una": of the size, not forty.
  const ofSize = words[at - 1]?.text === 'del' && !isFilled(current) && counted.plain && /^(?:que|seria|son)$/.test(words[to]?.text ?? '')
  if (bySize || ofSize) {
    current.measures.push({ value: String(quantity), unit: null })
    return to
  }
  if (current.quantity !== null) {
    const between = correctionBetween(words, scan.numberEnd, at)
    // "siete, no, espera, seis"; "dos cascos, no, mejor tres": the last number counts. "diez conos diez" says it twice.
    const bare = !isNamed(current) && between !== null && (between !== 'none' || !words[at]!.breakBefore)
    const again = isNamed(current) && ends && (between === 'strong' || restated(scan, at, quantity))
    // "son 4 no 3".
    if (ends && words[at - 1]?.text === 'no' && scan.numberEnd === at - 1 && !words[at]!.breakBefore && saidByVerb(scan)) return to
    if (bare || again) {
      count()
      return to
    }
  }
  // "las rodilleras, quíteme una": at the end "una" is a number.
  const number = !counted.article || words[to] === undefined || words[to]!.breakBefore || /^(?:menos|mas)$/.test(words[to]!.text)
  if (isNamed(current) && current.quantity === null && number && !scan.separated && ends) {
    count()
    current.behind = true
    return to
  }
  if (named && current.quantity === null && counted.trailing) {
    count()
    return to
  }
  if (current.reference?.kind === 'another' && current.quantity === null) {
    count()
    current.more = true
    return to
  }
  if (scan.act === 'replace' && !isFilled(current)) {
    count()
    return to
  }
  return begin(scan, at, counted, next === null)
}

/** "que sean 30 no 20": right behind a verb the first number is the one that is asked for. */
function saidByVerb({ words, numberEnd }: Scan): boolean {
  for (let at = Math.max(0, numberEnd - 4); at < numberEnd; at++) if (readCount(words, at)?.to === numberEnd) return at > 0 && readVerb(words, at - 1) !== null
  return false
}

/** "diez conos diez", "dos cascos, no, tres": words of correction, or nothing, between the thing and the number said of it again. */
function restated({ words, current, separated, numberEnd }: Scan, at: number, quantity: number): boolean {
  if (current.quantity === quantity) return !separated || correctionBetween(words, numberEnd, at) !== null
  let back = at - 1
  while (back >= 0 && correctionBetween(words, back, at) !== null) back--
  return correctionBetween(words, back + 1, at) === 'strong'
}

function begin(scan: Scan, at: number, counted: Count, endsThing: boolean): number {
  const { words } = scan
  const { to } = counted
  if (isFilled(scan.current)) flush(scan)
  const { current } = scan
  Object.assign(current, { quantity: counted.quantity, range: counted.range, pair: counted.pair })
  const behind = words[to]
  current.article = counted.article && !counted.pair && behind !== undefined && !behind.breakBefore && !leavesNumber.test(behind.text)
  current.total = /^(?:en|in) total\b/.test(words.slice(to, to + 2).map(({ text }) => text).join(' '))
  current.share = /^(?:un|una|uno|one)$/.test(words[at]!.text) && /^(?:para|por|for|per)$/.test(behind?.text ?? '')
  current.struck = ['de', 'of'].includes(words[at - 1]?.text ?? '') && /^(?:vez|lugar|instead)$/.test(words[at - 2]?.text ?? '')
  if (words[at - 1]?.text === 'no' && readNumber(words, to) === null && endsThing && scan.drafts.length > 0) current.struck = true
  current.ofKind = counted.plain && ['de', 'of'].includes(behind?.text ?? '')
  // "uno de 20": of the thing spoken of before.
  const of = behind?.text === 'de' ? readNumber(words, to + 1) : null
  if (of === null || of.article || readMeasure(words, to + 1) !== null || !endsThing) return to
  current.measures.push({ value: String(of.value), unit: null })
  return of.to
}
