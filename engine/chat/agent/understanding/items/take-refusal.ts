import type { Meaning } from '../../search/meanings.ts'
import { readMeasure } from '../../text/measures.ts'
import { readNumber } from '../../text/numbers.ts'
import type { Word } from '../../text/words.ts'
import { isNamed } from './item.ts'
import { articles, keptBehind, refusalBehind, separators } from './marks.ts'
import { flush, type Scan } from './scan.ts'
import { readVerb } from './verbs.ts'

/** "una de 20 no de 10", "the plain ones, not the anti-fog": what is ruled out is not asked for. */
export function takeContrast({ words, meanings, current, drafts, language }: Scan, at: number): number | null {
  const ruled = isNamed(current) ? current : drafts.at(-1)
  if (!/^(?:no|not|ni)$/.test(words[at]!.text) || ruled === undefined || !isNamed(ruled)) return null
  let to = at + 1
  while (/^(?:de|del|el|la|los|las|the|with|con)$/.test(words[to]?.text ?? '')) to++
  const said = meanings[to] ?? null
  if (words[to] === undefined) return null
  const sized = readMeasure(words, to) !== null || (words[to - 1]?.text === 'de' && readNumber(words, to) !== null)
  const thing = language === 'en' ? headAhead(meanings, words, to) : said?.head === true
  if (to === at + 1 || thing || (said === null && !sized)) return null
  for (; to < words.length && (to === at + 1 || !words[to]!.breakBefore) && !separators.has(words[to]!.text) && readVerb(words, to) === null; to++) if (meanings[to]) ruled.without.push(meanings[to]!)
  return to
}

const headAhead = (meanings: readonly (Meaning | null)[], words: readonly Word[], from: number) => meanings.slice(from, from + 4).some((meaning, index) => meaning?.head === true && !words.slice(from + 1, from + index + 1).some(({ breakBefore }) => breakBefore))

/** "la caja tampoco va", behind a thing; "no la ducha", "sin las botas", before it; "2 cintas menos". */
export function takeRefusal(scan: Scan, at: number): number | null {
  const { words, meanings, current } = scan
  const { text } = words[at]!
  // "por lo menos 20", "al menos".
  if (text === 'menos' && /^(?:lo|al)$/.test(words[at - 1]?.text ?? '')) return at + 1
  if (/^(?:menos|less|fewer)$/.test(text) && current.quantity !== null && !words[at]!.breakBefore) {
    current.act = 'remove'
    return at + 1
  }
  // "todo menos las gafas": they alone stay.
  if (/^(?:menos|excepto|except|but)$/.test(text) && /^(?:tod[oa]s?|all|everything)$/.test(words[at - 1]?.text ?? '')) {
    // Without "quita" before it, it is what alone goes: "todo menos los guantes".
    const alone = scan.act === 'remove'
    scan.act = alone ? 'set' : 'remove'
    Object.assign(scan.current, { act: scan.act, only: alone })
    return at + 1
  }
  if (/^(?:sin|menos|without)$/.test(text) && articles.has(words[at + 1]?.text ?? '')) {
    flush(scan)
    scan.act = 'remove'
    scan.current.act = 'remove'
    return at + 1
  }
  // "cuatro caretas y creo que eso sería todo, ah no y una caja": only right behind the thing is it refused.
  if (isNamed(current) && !words[at]!.breakBefore && at - scan.thingEnd <= 2 && !words.slice(scan.thingEnd, at).some((word) => separators.has(word.text))) {
    const to = refusalBehind(words, at)
    if (to !== null) {
      if (current.factor === null) {
        current.act = 'remove'
        flush(scan)
      } else current.factor = null
      return to
    }
  }
  const ahead = articles.has(words[at + 1]?.text ?? '') ? at + 2 : at + 1
  if (!/^(?:no|not|ni)$/.test(text) || !meanings[ahead]?.head || words[at + 1]!.breakBefore || (text !== 'not' && ahead === at + 1)) return null
  flush(scan)
  Object.assign(scan.current, { act: 'remove', excluded: true })
  scan.separated = false
  return at + 1
}

/** "la ducha después", "the shower next time": what is put off is not ordered. */
export function takePutOff(scan: Scan, at: number): number | null {
  const { words, current } = scan
  if (!isNamed(current) || current.quantity !== null || words[at]!.breakBefore || scan.thingEnd !== at) return null
  const found = putOff.exec(words.slice(at, at + 6).map(({ text }) => text).join(' '))
  if (found === null) return null
  const to = at + found[0].split(' ').length
  if (words[to] !== undefined && !words[to]!.breakBefore && !separators.has(words[to]!.text)) return null
  Object.assign(current, { act: 'remove', excluded: true })
  flush(scan)
  return to
}

const putOff = /^(?:(?:l[oa]s? |me l[oa]s? )?(?:dej\w+|pido|compro|llevo|vemos|miramos|queda|quedan) )?(?:(?:para|por|en) )?(?:despues|luego|mas adelante|mas tarde|otro dia|la proxima|pendientes?|later|next time|another day)(?: (?:l[oa]s? )?(?:pido|compro|llevo|vemos|miramos|pedimos))?(?= |$)/

/** "con las tulas alcanza": it stays as it is. */
export function takeKept(scan: Scan, at: number): number | null {
  if (!isNamed(scan.current) || scan.current.quantity !== null) return null
  const to = keptBehind(scan.words, at)
  if (to === null) return null
  scan.current.act = 'keep'
  flush(scan)
  return to
}
