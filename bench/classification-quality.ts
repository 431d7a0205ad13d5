/**
 * Measures the offline classifier.
 *   node bench/classification-quality.ts [--meetings file.csv --labels file.json] [--sentiment directory] [--errors enum] [--learn 40] [--write-calibration provenance]
 * Without arguments it uses resources/sample. The labels are a list of {row (1-based), labels, evidence?, sentiment?}.
 * --learn N trains on N of the meetings, ten times on others, and measures what would be served on all the rest, which no choice has seen.
 * --write-calibration ships the calibration fitted to these labels, with a line on where it comes from. Printed per enum:
 * the baseline (always the most frequent label), zero-shot as shipped, zero-shot re-calibrated and trained (both out of fold).
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { inferSchema, initParser } from 'udsv'
import { z } from 'zod'
import { compileOffline, type Classification } from '../engine/classification/offline/classify.ts'
import { GENERAL_CALIBRATION } from '../engine/classification/offline/calibration.ts'
import { macroF1, scorePredictions, type Scores } from '../engine/classification/offline/metrics.ts'
import { seededRandom, shuffle } from '../engine/classification/offline/softmax-regression.ts'
import { trainOffline } from '../engine/classification/offline/train.ts'
import { parseTaxonomy } from '../engine/classification/taxonomy.ts'

const { values: options } = parseArgs({
  options: { meetings: { type: 'string' }, labels: { type: 'string' }, sentiment: { type: 'string' }, errors: { type: 'string' }, learn: { type: 'string' }, 'write-calibration': { type: 'string' } },
})
const root = new URL('..', import.meta.url).pathname
const labelSchema = z.array(z.object({ row: z.number(), labels: z.record(z.string(), z.string()), evidence: z.record(z.string(), z.string()).optional(), sentiment: z.string().optional() }))

const taxonomy = parseTaxonomy(JSON.parse(readFileSync(join(root, 'resources/taxonomies/default.json'), 'utf8')))
const labels = labelSchema.parse(JSON.parse(readFileSync(options.labels ?? join(root, 'resources/sample/meetings.labels.json'), 'utf8')))
const rows = readRows(options.meetings ?? join(root, 'resources/sample/meetings.csv'))
const cases = labels.map((one) => ({ ...one, transcript: rows[one.row - 1]!['Transcripcion'] ?? '', clientName: rows[one.row - 1]!['Nombre'] ?? '' }))

function readRows(file: string): Record<string, string>[] {
  const text = readFileSync(file, 'utf8').replaceAll('\r\n', '\n')
  return initParser(inferSchema(text)).stringObjs(text) as Record<string, string>[]
}

const classifier = compileOffline(taxonomy, null)
const results: Classification[] = cases.map((one) => classifier.classify(one))
console.log(`${cases.length} meetings`)
const started = performance.now()
const models = await trainOffline(taxonomy, cases, { seed: 1 })
console.log(`trained in ${Math.round(performance.now() - started)} ms (5 folds)\n`)
const cell = (text: string | number, width = 7): string => (typeof text === 'number' ? text.toFixed(2) : text).padStart(width)
const signed = (amount: number): string => (amount < 0 ? '' : '+') + amount.toFixed(3)
console.log(`${'enum'.padEnd(20)}${['base', 'acc', 'F1', 'ECE', 'acc+', '', 're-acc', 'F1', 'ECE', '', 'tr-acc', 'F1', 'ECE'].map((title) => cell(title)).join('')}  stage`)
for (const one of taxonomy.enums) {
  const index = new Map(one.values.map((value, place) => [value.value, place]))
  const predictions = cases.flatMap((meeting, at) => {
    const truth = meeting.labels[one.name]
    const label = results[at]!.labels[one.name]!
    return truth === undefined ? [] : [{ truth: index.get(truth)!, predicted: index.get(label.value)!, confidence: label.confidence, said: meeting.evidence?.[one.name] === 'quote' }]
  })
  const shipped = scorePredictions(predictions)
  const trained = models.enums.find((other) => other.name === one.name)!
  const triple = (scores: Scores | null): string => (scores ? cell(scores.accuracy) + cell(scores.macroF1) + cell(scores.expectedCalibrationError) : cell('-') + cell('-') + cell('-'))
  console.log(`${one.name.padEnd(20)}${cell(trained.majority)}${triple(shipped)}${cell(scorePredictions(predictions.filter((other) => other.said)).accuracy)}${cell('|')}${triple(trained.zeroShot)}${cell('|')}${triple(trained.trained)}  ${trained.stage} (${trained.reason}${trained.gain ? `, ${signed(trained.gain.mean)} ± ${trained.gain.standardError.toFixed(3)}` : ''})`)
}
console.log('the trained stage needs a gain in accuracy above one standard error (both shown: paired, out of fold), one that luck brings in less than a tenth of draws, and a better F1; else zero-shot stays')
console.log('acc+ counts only the rows whose text gives evidence for the enum')

const withSentiment = cases.flatMap((one, at) => (one.sentiment ? [{ truth: one.sentiment, predicted: results[at]!.sentiment as string, confidence: results[at]!.sentimentConfidence }] : []))
if (withSentiment.length > 0) {
  const classes = ['negative', 'neutral', 'positive']
  const scores = scorePredictions(withSentiment.map((one) => ({ truth: classes.indexOf(one.truth), predicted: classes.indexOf(one.predicted), confidence: one.confidence })))
  console.log(`\nsentiment of the meetings: accuracy ${scores.accuracy.toFixed(2)}, macro-F1 ${scores.macroF1.toFixed(2)}, ECE ${scores.expectedCalibrationError.toFixed(2)}`)
}
if (options.sentiment) {
  const texts = readFileSync(join(options.sentiment, 'val_text.txt'), 'utf8').trimEnd().split('\n')
  const truth = readFileSync(join(options.sentiment, 'val_labels.txt'), 'utf8').trimEnd().split('\n').map(Number)
  const classes = ['negative', 'neutral', 'positive']
  const predicted = texts.map((text) => classes.indexOf(classifier.classify({ transcript: text }).sentiment))
  console.log(`sentiment of ${texts.length} short texts: macro-F1 ${macroF1(truth.map((label, at) => ({ truth: label, predicted: predicted[at]!, confidence: 0 }))).toFixed(3)}`)
}
if (options.errors) {
  for (const [at, meeting] of cases.entries()) {
    const truth = options.errors === 'sentiment' ? meeting.sentiment : meeting.labels[options.errors]
    const label = results[at]!.labels[options.errors]
    const predicted = options.errors === 'sentiment' ? `${results[at]!.sentiment} ${results[at]!.tone}` : label?.value
    if (truth !== undefined && !predicted?.startsWith(truth)) console.log(`\n#${meeting.row} ${truth} (${meeting.evidence?.[options.errors] ?? ''}) -> ${predicted} ${label?.confidence.toFixed(2) ?? ''} ${label?.analysis ?? ''}`)
  }
}
if (options.learn) await measureLearning(Number(options.learn))

/** Ten draws of so many labelled meetings: how often the trained stage is chosen, and what zero-shot and what is served get right of the rest. */
async function measureLearning(count: number): Promise<void> {
  const draws = 10
  const tally = new Map(taxonomy.enums.map((one) => [one.name, { chosen: 0, trained: 0, before: 0, after: 0, all: 0, harmed: 0 }]))
  for (let draw = 1; draw <= draws; draw++) {
    const order = cases.map((_, index) => index)
    shuffle(order, seededRandom(draw))
    const learned = await trainOffline(taxonomy, order.slice(0, count).map((index) => cases[index]!), { seed: draw })
    const served = compileOffline(taxonomy, learned)
    const right = new Map<string, { before: number; after: number }>()
    for (const index of order.slice(count)) {
      const { labels: after } = served.classify(cases[index]!)
      for (const [name, truth] of Object.entries(cases[index]!.labels)) {
        const [sum, own] = [tally.get(name)!, right.get(name) ?? { before: 0, after: 0 }]
        own.before += Number(results[index]!.labels[name]!.value === truth)
        own.after += Number(after[name]!.value === truth)
        sum.all++
        right.set(name, own)
      }
    }
    for (const one of learned.enums) {
      const [sum, own] = [tally.get(one.name)!, right.get(one.name) ?? { before: 0, after: 0 }]
      sum.trained += Number(one.trained !== null)
      sum.chosen += Number(one.stage === 'trained')
      sum.harmed += Number(one.stage === 'trained' && own.after < own.before)
      sum.before += own.before
      sum.after += own.after
    }
  }
  console.log(`\nlearning from ${count} meetings, ${draws} draws; accuracy on the ${cases.length - count} others`)
  console.log(`${'enum'.padEnd(20)}${['enough', 'chosen', 'worse', 'cues', 'served'].map((title) => cell(title)).join('')}`)
  for (const [name, sum] of tally) console.log(`${name.padEnd(20)}${[sum.trained, sum.chosen, sum.harmed].map((times) => cell(String(times))).join('')}${cell(sum.before / sum.all)}${cell(sum.after / sum.all)}`)
}

if (options['write-calibration']) {
  const enums = Object.fromEntries(models.enums.filter((one) => one.zeroShot).map((one) => [one.name, one.zeroShotCalibration]))
  writeFileSync(join(root, 'resources/models/zero-shot-calibration.json'), JSON.stringify({ provenance: options['write-calibration'], general: GENERAL_CALIBRATION, enums }, null, 2) + '\n')
}
