/**
 * Speed of the offline classifier in one thread, with all stages at work: node bench/classification-speed.ts [--count 4000]
 * Transcripts of about 300 words are put together from sentences of the sample meetings in changing order. Prints transcripts a second,
 * over all and undisturbed, because a shared machine makes the former a matter of luck.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { inferSchema, initParser } from 'udsv'
import { compileOffline } from '../engine/classification/offline/classify.ts'
import { seededRandom } from '../engine/classification/offline/softmax-regression.ts'
import { trainOffline } from '../engine/classification/offline/train.ts'
import { parseTaxonomy } from '../engine/classification/taxonomy.ts'

const { values: options } = parseArgs({ options: { count: { type: 'string', default: '4000' } } })
/** Small enough that some batches run without another process on the core. */
const BATCH = 40
const root = new URL('..', import.meta.url)
const taxonomy = parseTaxonomy(JSON.parse(readFileSync(new URL('resources/taxonomies/default.json', root), 'utf8')))
const text = readFileSync(new URL('resources/sample/meetings.csv', root), 'utf8')
const rows = initParser(inferSchema(text)).stringObjs(text) as Record<string, string>[]
const labels = JSON.parse(readFileSync(new URL('resources/sample/meetings.labels.json', root), 'utf8')) as { row: number; labels: Record<string, string> }[]
const models = await trainOffline(taxonomy, labels.map((one) => ({ transcript: rows[one.row - 1]!['Transcripcion']!, labels: one.labels })), { seed: 1 })
// Every enum goes through the trained stage here, whichever stage scored better: the slowest case.
const slowest = { ...models, enums: models.enums.map((one) => ({ ...one, stage: 'trained' as const })) }
const sentences = rows.filter((_, index) => labels[index]?.labels['language'] === 'es').flatMap((row) => row['Transcripcion']!.split(/(?<=[.?!])\s+/))
const random = seededRandom(7)
const transcripts = Array.from({ length: Number(options.count) }, () => {
  let transcript = ''
  for (let words = 0; words < 300; ) {
    const sentence = sentences[Math.floor(random() * sentences.length)]!
    transcript += `${sentence} `
    words += sentence.split(/\s+/).length
  }
  return transcript
})
for (const [name, chosen] of [['zero-shot', null], ['zero-shot and trained', slowest]] as const) {
  const classifier = compileOffline(taxonomy, chosen)
  for (const transcript of transcripts.slice(0, 500)) classifier.classify({ transcript })
  const batches: number[] = []
  const started = performance.now()
  for (let at = 0; at < transcripts.length; at += BATCH) {
    const before = performance.now()
    for (const transcript of transcripts.slice(at, at + BATCH)) classifier.classify({ transcript })
    batches.push((performance.now() - before) / Math.min(BATCH, transcripts.length - at))
  }
  const mean = (performance.now() - started) / transcripts.length
  batches.sort((one, other) => one - other)
  const undisturbed = batches[Math.floor(batches.length / 10)]!
  console.log(`${name}: ${Math.round(1000 / mean)} transcripts/s (${mean.toFixed(3)} ms each); undisturbed by other processes ${Math.round(1000 / undisturbed)}/s (${undisturbed.toFixed(3)} ms, the fastest tenth of batches of ${BATCH})`)
}
