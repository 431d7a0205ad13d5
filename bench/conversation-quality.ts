/**
 * Measures the reading of conversations on tests/fixtures/conversations (see the README there for what the sets mean).
 *   node bench/conversation-quality.ts [--errors tuning|held-out|late|check|last|several|several-check]
 * Printed per set: precision and recall of each outcome, how many promised days, amounts and callbacks are exact, opt-outs missed and
 * raised for nothing; then the time per call of forty turns.
 */
import { parseArgs } from 'node:util'
import { conversationOutcomes, type Language } from '../db/values.ts'
import { readConversation } from '../engine/calls/conversation/read-conversation.ts'
import { momentText, zoneTime } from '../engine/calls/zone-time.ts'
import { readLabelled, type Half, type LabelledConversation } from '../tests/fixtures/conversations/read.ts'

const { values: options } = parseArgs({ options: { errors: { type: 'string' } } })
const languages: Language[] = ['es', 'en']

for (const half of ['tuning', 'held-out', 'late', 'check', 'last', 'several', 'several-check'] as const) for (const language of languages) report(half, language)
measureTime()

function report(half: Half, language: Language): void {
  const results = readLabelled(half, language).map((one) => ({ one, read: readConversation(one.call, language) }))
  const right = results.filter(({ one, read }) => one.outcome === read.outcome)
  console.log(`\n${half} ${language}: ${results.length} conversations, outcome right in ${right.length} (${percent(right.length, results.length)})`)
  for (const outcome of conversationOutcomes) {
    const labelled = results.filter(({ one }) => one.outcome === outcome)
    const read = results.filter(({ read }) => read.outcome === outcome)
    const hits = right.filter(({ one }) => one.outcome === outcome).length
    if (labelled.length + read.length > 0) console.log(`  ${outcome.padEnd(14)} n ${String(labelled.length).padStart(3)}  precision ${percent(hits, read.length).padStart(5)}  recall ${percent(hits, labelled.length).padStart(5)}`)
  }
  const promises = results.filter(({ one }) => one.outcome === 'promise')
  const dates = promises.filter(({ one, read }) => one.date === (read.promise?.date ?? null))
  const amounts = promises.filter(({ one, read }) => one.amountMinor === (read.promise?.amountMinor ?? null))
  const timed = results.filter(({ one }) => one.callback !== null)
  const times = timed.filter(({ one, read }) => one.callback === callbackText(one, read.callbackAt?.at))
  const flagged = results.filter(({ one }) => one.flags.length > 0)
  const flags = flagged.filter(({ one, read }) => one.flags.every((flag) => [...read.flags, ...(read.promise?.flags ?? [])].some((other) => other === flag)))
  console.log(`  promised day exact ${dates.length}/${promises.length}, amount exact ${amounts.length}/${promises.length}, callback exact ${times.length}/${timed.length}, flags raised ${flags.length}/${flagged.length}`)
  const missed = results.filter(({ one, read }) => one.outcome === 'opt_out' && !read.found.some((other) => other.outcome === 'opt_out')).length
  const falsely = results.filter(({ one, read }) => one.outcome !== 'opt_out' && read.found.some((other) => other.outcome === 'opt_out')).length
  const silent = results.filter(({ one, read }) => one.outcome === 'opt_out' && !read.found.some((other) => other.outcome === 'opt_out') && !read.flags.includes('possible_opt_out')).length
  const doubted = results.filter(({ one, read }) => one.outcome !== 'opt_out' && read.flags.includes('possible_opt_out')).length
  console.log(`  opt-outs missed ${missed} (${silent} of them without a flag for a person), raised for nothing ${falsely}, flagged for a person for nothing ${doubted}`)
  if (options.errors !== half) return
  for (const result of results) if (!(right.includes(result) && (!promises.includes(result) || (dates.includes(result) && amounts.includes(result))) && (!timed.includes(result) || times.includes(result)) && (!flagged.includes(result) || flags.includes(result)))) {
    const { one, read } = result
    console.log(`\n${one.place} ${one.outcome} ${one.date ?? ''} ${one.amountMinor ?? ''} ${one.callback ?? ''} ${one.flags.join()}`)
    console.log(`  read: ${read.found.map((other) => `${other.outcome} "${other.quote ? one.call.turns[other.quote.turn]!.text.slice(other.quote.start, other.quote.end) : ''}"`).join(', ')} | ${JSON.stringify(read.promise)} ${callbackText(one, read.callbackAt?.at) ?? ''} ${read.flags.join()}`)
    for (const turn of one.call.turns) console.log(`    ${turn.speaker[0]}: ${turn.text}`)
  }
}

function callbackText(one: LabelledConversation, at: number | undefined): string | null {
  return at === undefined ? null : momentText(at, zoneTime(one.call.zone)).replace(' ', 'T')
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '-' : `${Math.round((100 * part) / whole)}%`
}

/** Forty turns of real wording: conversations of the set put one after the other. */
function measureTime(): void {
  for (const language of languages) {
    const set = readLabelled('tuning', language)
    const turns = set.flatMap((one) => one.call.turns).slice(0, 40)
    const call = { ...set[0]!.call, turns }
    for (let round = 0; round < 300; round++) readConversation(call, language)
    const rounds = 1000
    const before = process.cpuUsage()
    for (let round = 0; round < rounds; round++) readConversation(call, language)
    const { user, system } = process.cpuUsage(before)
    console.log(`\n${language}: ${((user + system) / 1000 / rounds).toFixed(3)} ms of processor time a call of ${turns.length} turns`)
  }
}
