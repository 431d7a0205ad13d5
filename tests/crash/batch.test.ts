import { writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { meetingsCsv } from '../support/engine.ts'
import { killDuringBatches } from './kill.ts'

const kills = Number(process.env['VOCERO_CRASH_KILLS'] ?? 12)
const seed = Number(process.env['VOCERO_CRASH_SEED'] ?? 7)

it(`loses nothing and does nothing twice when the engine is killed ${kills} times`, { timeout: 60_000 + kills * 15_000 }, async () => {
  const report = await killDuringBatches(kills, seed, (path) => {
    const rows = Array.from({ length: 1_000 }, (_, index) => `In this meeting number ${index} the client runs a dental clinic with ${index} patients a month and wants to answer WhatsApp faster. ${'The team is tired of repeating the same answers all day long. '.repeat(8)}`)
    const duplicate = ['Twice', 't@example.com', '1', '2025-10-02', 'Eva', '1', 'A meeting that is here twice.']
    const broken = ['Broken', 'b@example.com', '1', 'never', 'Eva', '1', 'Text']
    writeFileSync(path, meetingsCsv([duplicate, ...rows.slice(0, 500), duplicate, broken, ...rows.slice(500), broken, duplicate]))
    return { rows: 1_001, failed: 2, skipped: 2 }
  })
  expect(report.faults).toEqual([])
  expect(report.kills).toBe(kills)
  // Kills that only met an idle engine would prove nothing.
  expect(report.underWay).toBeGreaterThan(kills / 3)
})
