/**
 * Measures the reading of conversations on the practice line's own truth: what each call was drawn to be against what was understood.
 *   node bench/practice-reading.ts [--calls 3000] [--failures 10] [--words-only]
 * Printed per dialect: scenario against outcome, how many promised days and amounts are exact, and how many promises would wait for a
 * person; then the failures, one of each kind of transcript. `--words-only` hides the collected variables from the reading.
 */
import { parseArgs } from 'node:util'
import { conversationOutcomes } from '../db/values.ts'
import { doubtfulPromise } from '../engine/calls/dialling/finish-call.ts'
import { spokenScenarios } from '../engine/calls/practice-line/scenarios.ts'
import { dialects, expectedOutcomes, practiceReadings, type PracticeReading } from '../tests/harness/practice-readings.ts'

const { values: options } = parseArgs({ options: { calls: { type: 'string', default: '3000' }, failures: { type: 'string', default: '10' }, 'words-only': { type: 'boolean', default: false } } })

for (const dialect of dialects) {
  const readings = practiceReadings(dialect, Number(options.calls), !options['words-only'])
  console.log(`\n${dialect}: ${readings.length} calls with words, outcome right in ${share(readings, isRight)}`)
  confusion(readings)
  for (const scenario of ['promise_full', 'promise_partial', 'promise_past'] as const) promises(scenario, readings.filter((one) => one.scenario === scenario))
  const failed = readings.filter((one) => !isRight(one) || !hasDay(one) || !hasAmount(one))
  console.log(`  failures: ${failed.length}`)
  for (const one of failed.slice(0, Number(options.failures))) show(one)
}

function outcomeOf({ read }: PracticeReading) {
  return read.reading?.outcome ?? 'no_outcome'
}

function isRight(one: PracticeReading): boolean {
  return outcomeOf(one) === expectedOutcomes[one.scenario]
}

function hasDay({ promised, read }: PracticeReading): boolean {
  return (promised?.date ?? null) === (read.reading?.promise?.date ?? null)
}

function hasAmount({ promised, read }: PracticeReading): boolean {
  return (promised?.amountMinor ?? null) === (read.reading?.promise?.amountMinor ?? null)
}

function share(readings: readonly PracticeReading[], holds: (one: PracticeReading) => boolean): string {
  const count = readings.filter(holds).length
  return readings.length === 0 ? '-' : `${count}/${readings.length} (${((100 * count) / readings.length).toFixed(1)}%)`
}

/** A row a scenario, with the outcomes it was read as. */
function confusion(readings: readonly PracticeReading[]): void {
  for (const scenario of spokenScenarios) {
    const meant = readings.filter((one) => one.scenario === scenario)
    const cells = conversationOutcomes.map((outcome) => ({ outcome, count: meant.filter((one) => outcomeOf(one) === outcome).length })).filter(({ count }) => count > 0)
    console.log(`  ${scenario.padEnd(16)} ${cells.map(({ outcome, count }) => `${outcome} ${count}`).join(', ')}`)
  }
}

function promises(scenario: string, readings: readonly PracticeReading[]): void {
  const flags = new Map<string, number>()
  for (const { read } of readings) for (const flag of [...(read.reading?.promise?.flags ?? []), ...(read.reading?.flags ?? [])]) flags.set(flag, (flags.get(flag) ?? 0) + 1)
  const waits = ({ read }: PracticeReading): boolean => read.reading?.promise?.flags.some((flag) => doubtfulPromise.has(flag)) === true
  console.log(`  ${scenario}: day exact ${share(readings, hasDay)}, amount exact ${share(readings, hasAmount)}, for a person ${share(readings, waits)}; flags ${[...flags].map(([flag, count]) => `${flag} ${count}`).join(', ') || 'none'}`)
}

function show({ plan, scenario, promised, read }: PracticeReading): void {
  console.log(`\n    ${scenario} of ${new Date(plan.createdAt).toISOString()}: meant ${JSON.stringify(promised)}, read ${read.reading?.outcome ?? 'nothing'} ${JSON.stringify(read.reading?.promise ?? null)} ${read.reading?.flags.join() ?? ''}`)
  for (const turn of plan.turns) if (turn.role !== 'tool') console.log(`      ${turn.role[0]}: ${turn.text}`)
}
