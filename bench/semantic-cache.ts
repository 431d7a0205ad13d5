/**
 * How safe and how useful the answer cache is on labelled pairs, and how fast it looks up.
 *   node bench/semantic-cache.ts <directory with stsb_es_dev.csv and qqp_dev.tsv> [--write] [--tuning]
 * Writes resources/models/cache-curves.json (figures only). `--tuning` shows the pairs the guards were tuned on instead of those
 * kept apart for measuring.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { parseSynonyms } from '../engine/knowledge/language/synonyms.ts'
import { readWords } from '../engine/knowledge/language/words.ts'
import { dot } from '../engine/knowledge/embedders/embedder.ts'
import { loadOfflineEmbedder } from '../engine/knowledge/embedders/offline.ts'
import { guardAgainst } from '../engine/llm/cache/guards.ts'
import { readQuestion } from '../engine/llm/cache/question.ts'
import { defaultSetting } from '../engine/llm/cache/settings.ts'
import { fileURLToPath } from 'node:url'
import { measureLookups } from './semantic-cache-speed.ts'
import { readDuplicatePairs, readSimilarityPairs, type Pair } from './paraphrase-pairs.ts'

/**
 * From 4 on ("mostly equivalent, some unimportant details differ") an answer to the one answers the other; the scale's 5 asks for the same
 * meaning in every detail, which hardly two wordings have.
 */
const sameFrom = 4
const thresholds = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.98]

const directory = process.argv[2]
if (directory === undefined) throw new Error('usage: node bench/semantic-cache.ts <directory> [--write] [--tuning]')
const tuning = process.argv.includes('--tuning')
const resources = fileURLToPath(new URL('../resources', import.meta.url))
const synonyms = parseSynonyms(JSON.parse(readFileSync(new URL('../resources/knowledge/synonyms.json', import.meta.url), 'utf8')))
const { embedOne } = loadOfflineEmbedder(resources)

/** The guards were tuned on three quarters; both labels alternate in the file. */
const keptApart = (at: number) => at >= 5_000 && Math.floor(at / 2) % 2 === 1
const sets = [
  {
    language: 'es' as const, source: tuning ? 'stsb_es_train' : 'stsb_es_dev, the same from 4 of 5 on',
    pairs: readSimilarityPairs(directory, tuning ? 'stsb_es_train.csv' : 'stsb_es_dev.csv').map((pair) => ({ ...pair, score: pair.score >= sameFrom ? 1 : 0 })),
  },
  { language: 'en' as const, source: tuning ? 'qqp_dev, three quarters' : 'qqp_dev, a quarter kept apart while the guards were tuned', pairs: readDuplicatePairs(directory, 'qqp_dev.tsv').filter((_pair, at) => keptApart(at) !== tuning) },
]

interface Judged { readonly same: boolean; readonly similarity: number; readonly guarded: boolean; readonly pair: Pair }

const words = (text: string) => readWords(text).map(({ folded }) => folded).join(' ')

function judge(pair: Pair): Judged {
  return {
    pair, same: pair.score === 1, similarity: dot(embedOne(pair.one), embedOne(pair.other)),
    guarded: guardAgainst(readQuestion(pair.one), readQuestion(pair.other), { synonyms, names: [] }) !== null,
  }
}

function point(judged: readonly Judged[], threshold: number, withGuards: boolean) {
  const served = judged.filter(({ similarity, guarded }) => similarity >= threshold && !(withGuards && guarded))
  const right = served.filter(({ same }) => same).length
  const round = (value: number) => Number(value.toFixed(4))
  return { threshold, precision: served.length === 0 ? 1 : round(right / served.length), recall: round(right / judged.filter(({ same }) => same).length), served: served.length, falseHits: served.length - right }
}

/** The share below which the true one lies with 95 % (Wilson, one-sided): few hits prove little. */
function upperBound(falseHits: number, served: number): number {
  if (served === 0) return 1
  const z = 1.645, share = falseHits / served
  return (share + z ** 2 / (2 * served) + z * Math.sqrt((share * (1 - share)) / served + z ** 2 / (4 * served ** 2))) / (1 + z ** 2 / served)
}

const percent = (share: number) => `${(share * 100).toFixed(2)} %`.padStart(9)
const curves = sets.map(({ language, source, pairs }) => {
  const [sameWords, others] = [pairs.filter(({ one, other }) => words(one) === words(other)), pairs.filter(({ one, other }) => words(one) !== words(other))]
  const judged = others.map(judge)
  const [bare, guarded] = [false, true].map((withGuards) => thresholds.map((threshold) => point(judged, threshold, withGuards))) as [ReturnType<typeof point>[], ReturnType<typeof point>[]]
  console.log(`\n${language}: ${source}; ${others.length} pairs, ${judged.filter(({ same }) => same).length} of them the same. The same words but for marks and capitals, counted apart: ${sameWords.length}, ${sameWords.filter(({ score }) => score !== 1).length} of them labelled different.`)
  console.log('threshold      bare: served, false, recall            with guards: served, false (95 % below), recall')
  bare.forEach((one, at) => {
    const other = guarded[at] ?? one
    console.log(`${one.threshold.toFixed(2)}${one.threshold === defaultSetting.threshold ? ' *' : '  '} ${String(one.served).padStart(8)} ${percent(1 - one.precision)} ${percent(one.recall)}   ${String(other.served).padStart(20)} ${percent(1 - other.precision)} (${percent(upperBound(other.falseHits, other.served))}) ${percent(other.recall)}`)
  })
  if (process.argv.includes("--show")) for (const { pair, same, similarity, guarded: held } of judged) if (!held && !same && similarity >= defaultSetting.threshold) console.log(`  false: ${pair.one} | ${pair.other}`)
  return { language, pairs: others.length, source, sameWords: sameWords.length, bare, guarded }
})
console.log('* the default threshold')

if (process.argv.includes('--write') && !tuning) {
  const provenance = 'Figures only, no texts. Measured by bench/semantic-cache.ts with the offline embedder, bare and with the guards.'
  writeFileSync(new URL('../resources/models/cache-curves.json', import.meta.url), `${JSON.stringify({ provenance, curves }, null, 1)}\n`)
}
if (process.argv.includes("--speed")) await measureLookups(resources)
