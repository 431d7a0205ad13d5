/**
 * Measures the offline classifier.
 *   node bench/classification-quality.ts [--meetings file.csv --labels file.json] [--sentiment directory] [--errors enum] [--write-calibration provenance]
 * Without arguments it uses resources/sample. The labels are a list of {row (1-based), labels, evidence?, sentiment?}.
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
import { trainOffline } from '../engine/classification/offline/train.ts'
import { parseTaxonomy } from '../engine/classification/taxonomy.ts'

const { values: options } = parseArgs({
  options: { meetings: { type: 'string' }, labels: { type: 'string' }, sentiment: { type: 'string' }, errors: { type: 'string' }, 'write-calibration': { type: 'string' } },
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
console.log('the trained stage needs a gain in accuracy above one standard error (both shown: paired, out of fold) and a better F1; else zero-shot stays')
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
if (options['write-calibration']) {
  const enums = Object.fromEntries(models.enums.filter((one) => one.zeroShot).map((one) => [one.name, one.zeroShotCalibration]))
  writeFileSync(join(root, 'resources/models/zero-shot-calibration.json'), JSON.stringify({ provenance: options['write-calibration'], general: GENERAL_CALIBRATION, enums }, null, 2) + '\n')
}
