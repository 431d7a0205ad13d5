/**
 * Kills the engine many times during batches and says whether anything was lost or done twice.
 *   node bench/crash.ts [--kills 200] [--seed 7]
 */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { killDuringBatches } from '../tests/crash/kill.ts'
import { composeTranscripts, writeMeetings } from './classify-corpus.ts'

const { values } = parseArgs({ options: { kills: { type: 'string', default: '200' }, seed: { type: 'string', default: '7' } } })
const rows = 4_000
const folder = mkdtempSync(join(tmpdir(), 'vocero-crash-bench-'))
try {
  const file = join(folder, 'meetings.csv')
  writeMeetings(file, composeTranscripts(fileURLToPath(new URL('../resources', import.meta.url)), rows, 150).map((text) => `meeting ${text}`))
  const report = await killDuringBatches(Number(values.kills), Number(values.seed), (path) => {
    copyFileSync(file, path)
    return { rows, failed: 0, skipped: 0 }
  }, (soFar) => {
    if (soFar.kills % 10 === 0) console.log(`${soFar.kills} of ${values.kills} kills, ${soFar.underWay} of them during a batch, batch ${soFar.batches}, ${soFar.faults.length} faults`)
  })
  console.log(`${report.kills} kills, ${report.underWay} of them during a batch, over ${report.batches} batches of ${rows} transcripts: ${report.faults.length} faults`)
  for (const fault of report.faults) console.log(`  ${fault}`)
  process.exitCode = report.faults.length === 0 ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
