import { expect, it } from 'vitest'
import { killDuringCalls } from './calls-kill.ts'

const kills = Number(process.env['VOCERO_CRASH_KILLS'] ?? 12)
const seed = Number(process.env['VOCERO_CRASH_SEED'] ?? 7)

it(`calls nobody twice and loses no result when the engine is killed ${kills} times`, { timeout: 120_000 + kills * 15_000 }, async () => {
  const report = await killDuringCalls(kills, seed)
  expect(report.faults).toEqual([])
  expect(report.kills).toBe(kills)
  // Kills that only met an idle engine, and a line that always answered, would prove nothing.
  expect(report.underWay).toBeGreaterThan(kills / 2)
  expect(report.takenUpAgain).toBeGreaterThan(kills)
  expect(report.lostAnswers).toBeGreaterThan(0)
})
