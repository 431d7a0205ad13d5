/**
 * How long it takes to decide about a whole floor.
 *   node bench/decide.ts [--debtors 100000] [--attempts 8]
 */
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { decide } from '../engine/calls/decide.ts'
import { effectivePolicy } from '../engine/calls/effective-policy.ts'
import { campaignHolidays } from '../engine/calls/holidays.ts'
import { readPresets } from '../engine/calls/presets.ts'
import type { DebtorFacts, PastAttempt } from '../engine/calls/rules.ts'
import { policyRulesSchema } from '../engine/contract/policies.ts'
import { seededRandom } from './classify-corpus.ts'
import { milliseconds, percentile, perSecond, row } from './measure.ts'

const { values } = parseArgs({ options: { debtors: { type: 'string', default: '100000' }, attempts: { type: 'string', default: '8' } } })
const debtors = Number(values.debtors)
const attempts = Number(values.attempts)
const random = seededRandom(7)
const presets = readPresets(fileURLToPath(new URL('../resources', import.meta.url)))
const zones = ['America/Santiago', 'America/Bogota', 'America/Mexico_City', 'America/Argentina/Buenos_Aires', 'America/New_York']
const minute = 60_000
const base = Date.UTC(2026, 8, 3, 14)

/** A debtor with 0 to twice the average of dials in the last month. */
function drawDebtor(index: number): { facts: DebtorFacts; history: PastAttempt[] } {
  const count = Math.floor(random() * (2 * attempts + 1))
  const history = Array.from({ length: count }, () => {
    const end = random()
    return { at: base - Math.floor(random() * 30 * 1440) * minute, debtId: `debt-${index}`, campaignId: end < 0.5 ? 'now' : 'before', phone: '+56911111111', rang: end < 0.9, contact: end < 0.2, unanswered: end > 0.7 }
  }).toSorted((one, other) => one.at - other.at)
  return {
    history,
    facts: {
      zone: zones[index % zones.length] ?? 'UTC', phones: [{ number: '+56911111111', state: 'ok' }, { number: '+56922222222', state: index % 7 === 0 ? 'bad' : 'ok' }],
      doNotCall: index % 50 === 0 ? [{ scope: 'number', number: '+56922222222', at: base, source: 'call' }] : [], consentAt: base - 1440 * minute,
      job: { debtId: `debt-${index}`, campaignId: 'now', attempts: 0, maxAttempts: 1000, nextTryAt: null, callbackAt: index % 20 === 0 ? base - minute : null, callbackAskedAt: null, excluded: null, live: false, reinstatedAt: null },
    },
  }
}

const floor = Array.from({ length: debtors }, (_, index) => drawDebtor(index))
const dials = floor.reduce((all, one) => all + one.history.length, 0)
console.log(`${debtors.toLocaleString('en')} debtors, ${(dials / debtors).toFixed(1)} dials each, one thread`)

for (const [name, preset, now] of [['none, open hours', presets.none, base], ['cl, open hours', presets.cl, base], ['us, open hours', presets.us, base], ['cl, at night', presets.cl, base + 12 * 60 * minute]] as const) {
  const policy = effectivePolicy(policyRulesSchema.parse({ unansweredDays: 30 }), preset, campaignHolidays(preset.country), 'America/Santiago')
  const verdicts = { dial: 0, wait: 0, exclude: 0 }
  const times = Array.from({ length: 5 }, (_, run) => {
    const start = performance.now()
    for (const { facts, history } of floor) {
      const { verdict } = decide(facts, now, policy, history)
      if (run === 0) verdicts[verdict] += 1
    }
    return performance.now() - start
  })
  const median = percentile(times, 0.5)
  row(name, milliseconds(median), `first ${milliseconds(times[0] ?? Number.NaN)}, ${perSecond((debtors * 1000) / median)}, dial ${verdicts.dial}, wait ${verdicts.wait}, exclude ${verdicts.exclude}`)
}
