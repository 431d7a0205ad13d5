import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readWords } from '../engine/knowledge/language/words.ts'

/** A number of its own for each call, the same in every run. */
export function randomOf(seed: number): () => number {
  let state = seed
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32
}

const functionWords = 'el la los las de del al a en y o que se con por para un una no es su sus como más lo le sin sobre este esta cuando si ya entre'.split(' ')
const endings = ['', 's', 'es', 'ción', 'mente', 'dor', 'dora', 'ado', 'ada', 'able', 'ista', 'ero', 'era', 'ito']
const wordsWanted = 30_000

/**
 * Texts with the habits of real ones: words of the shipped Spanish resources and inflections of them, used by Zipf's law; each document has
 * words of its own subject; two words in five are function words; codes and figures in between.
 */
export function knowledgeTexts(resources: string, random: () => number) {
  const read = (...path: string[]) => readFileSync(join(resources, ...path), 'utf8')
  const base = [...new Set(readWords([read('sample', 'meetings.csv'), read('chat', 'synonyms.json'), read('chat', 'common-words.json'), read('knowledge', 'synonyms.json')].join('\n')).map(({ folded }) => folded).filter((word) => /^\p{L}{3,}$/u.test(word)))]
  const vocabulary = [...base]
  for (let at = 0; vocabulary.length < wordsWanted; at += 1) vocabulary.push(`${base[(at * 7919) % base.length] ?? ''}${endings[at % endings.length] ?? ''}${at > 3 * base.length ? String.fromCharCode(97 + (at % 26)) : ''}`)
  const pick = <Value>(list: readonly Value[]): Value => list[Math.floor(random() * list.length)] as Value
  // Zipf: the word of rank r comes with a chance of about 1 / r.
  const usual = () => vocabulary[Math.min(vocabulary.length - 1, Math.floor(vocabulary.length ** random()) - 1)] ?? ''
  const code = () => (random() < 0.5 ? `${pick(['ref', 'mod', 'art', 'lote'])} ${100 + Math.floor(random() * 9_900)}` : `$${1 + Math.floor(random() * 900)}.000`)
  const subject = () => Array.from({ length: 80 }, () => pick(vocabulary))
  const sentence = (own: readonly string[]) => {
    const words = Array.from({ length: 8 + Math.floor(random() * 11) }, () => {
      const dice = random()
      return dice < 0.4 ? pick(functionWords) : dice < 0.68 ? own[Math.floor(own.length ** random()) - 1] ?? '' : dice < 0.97 ? usual() : code()
    })
    const text = words.join(' ')
    return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}.`
  }
  return {
    subject,
    paragraph: (own: readonly string[]) => Array.from({ length: 7 + Math.floor(random() * 8) }, () => sentence(own)).join(' '),
    /** Asks about a text by some of its words, as people do: most of them of the subject, in a sentence. */
    question(text: string): string {
      const words = readWords(text).map(({ folded }) => folded).filter((word) => !functionWords.includes(word))
      const asked = Array.from({ length: 2 + Math.floor(random() * 4) }, () => pick(words))
      return `¿${pick(['Qué dice', 'Cuál es', 'Cómo funciona', 'Qué pasa con', 'Dónde está'])} ${asked.join(` ${pick(functionWords)} `)}?`
    },
  }
}
