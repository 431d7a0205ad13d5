/**
 * Kills the engine many times during calls, over a line that loses answers, and says whether anybody was called twice or a
 * result was lost.
 *   node bench/calls-crash.ts [--kills 300] [--seed 7]
 */
import { parseArgs } from 'node:util'
import { killDuringCalls, type CallsCrashReport } from '../tests/crash/calls-kill.ts'

const { values } = parseArgs({ options: { kills: { type: 'string', default: '300' }, seed: { type: 'string', default: '7' } } })
const told = ({ kills, underWay, campaigns, calls, takenUpAgain, lostAnswers, faults }: CallsCrashReport) =>
  `${kills} kills, ${underWay} of them during calls; ${campaigns} campaigns ended with ${calls} calls, ${takenUpAgain} taken up again, ${lostAnswers} with their answer lost; ${faults.length} faults`

const report = await killDuringCalls(Number(values.kills), Number(values.seed), (soFar) => {
  if (soFar.kills % 10 === 0) console.log(told(soFar))
})
console.log(told(report))
for (const fault of report.faults) console.log(`  ${fault}`)
process.exitCode = report.faults.length === 0 ? 0 : 1
