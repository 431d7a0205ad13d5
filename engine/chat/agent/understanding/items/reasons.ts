import type { Word } from '../../text/words.ts'
import { readCount } from './counts.ts'
import { separators } from './marks.ts'
import type { Said } from './self-repair.ts'
import { readVerb } from './verbs.ts'

/** Words that begin the telling of a reason or an aim: "por si se daña una", "porque entraron dos", "in case one breaks". */
const begins = [['para', 'que'], ['por', 'si'], ['porque'], ['por', 'que'], ['ya', 'que'], ['debido', 'a'], ['que', 'ya'], ['que', 'eso', 'ya'], ['que', 'esos', 'ya'], ['because'], ['in', 'case'], ['so', 'that'], ['puesto', 'que']] as const

const aims = new Set(['para'])

/**
 * What is left of a message without the reasons it gives, where something else in it names or counts a thing: a number or a thing in a reason
 * is talk ("6 monturas, por si se daña una"). A reason ends at a stop, at a verb that orders, or where a number begins behind "y".
 */
export function withoutReasons(said: Said): Said {
  const { words, meanings } = said
  const dropped = new Set<number>()
  const keep = (place: number) => meanings[place] !== null && meanings[place]!.head === false
  for (let at = 0; at < words.length; at++) {
    const opening = partOfIt(words, at) ? ['que'] : begins.find((written) => written.every((text, index) => words[at + index]?.text === text))
    // "¿para qué sirve?" asks.
    if (opening === undefined || /^(?:sirv\w+|es|son)$/.test(words[at + opening.length]?.text ?? '')) continue
    let to = at + opening.length
    while (to < words.length && !words[to]!.breakBefore && readVerb(words, to) === null && !(words[to]!.text === 'mas' && words[to + 1]?.text === 'bien') && !/^(?:entonces|pero)$/.test(words[to]!.text) && !(separators.has(words[to]!.text) && readCount(words, to + 1) !== null)) to++
    // "guantes para que no se corten": an aim says what the thing is like, never what else is wanted.
    for (let place = at; place < to; place++) if (!aims.has(words[at]!.text) || !keep(place)) dropped.add(place)
    at = to - 1
  }
  if (dropped.size === 0 || !words.some((_, at) => !dropped.has(at) && (meanings[at] !== null || readCount(words, at)?.article === false))) return said
  return { words: words.filter((_, at) => !dropped.has(at)), meanings: meanings.filter((_, at) => !dropped.has(at)) }
}

/** "cascos 6, que uno es para el ingeniero": a part of the number, told for its reason. */
function partOfIt(words: readonly Word[], at: number): boolean {
  const counted = words[at]!.text === 'que' && words[at]!.breakBefore ? readCount(words, at + 1) : null
  return counted !== null && /^(?:es|son|va|van|era|se|me|ya|para)$/.test(words[counted.to]?.text ?? '')
}
