import { describe, expect, it } from 'vitest'
import { dialects, expectedOutcomes, practiceReadings } from '../../../tests/harness/practice-readings.ts'
import { doubtfulPromise } from '../dialling/finish-call.ts'

/** The practice line knows what each call was meant to be, so a script it plays must not be misread. */
describe.each(dialects)('practice calls in %s', (dialect) => {
  // The collected variables are hidden: they are the truth itself.
  const readings = practiceReadings(dialect, 600, false)
  const told = readings.map(({ scenario, promised, read, plan }) => ({ scenario, promised, read, words: plan.turns.map(({ role, text }) => `${role}: ${text}`).join('\n') }))

  it('are read as what they were meant to be', () => {
    expect(told.filter(({ scenario, read }) => (read.reading?.outcome ?? 'no_outcome') !== expectedOutcomes[scenario]).map(({ words }) => words)).toEqual([])
  })

  it('promise the day and the amount that were drawn, without a person having to look', () => {
    const promises = told.filter(({ scenario }) => scenario === 'promise_full' || scenario === 'promise_partial')
    expect(promises.length).toBeGreaterThan(100)
    const wrong = promises.filter(({ promised, read }) => {
      const { date, amountMinor, flags } = read.reading!.promise!
      return date !== promised!.date || amountMinor !== promised!.amountMinor || flags.some((flag) => doubtfulPromise.has(flag))
    })
    expect(wrong.map(({ words }) => words)).toEqual([])
  })

  it('of a day that is over wait for a person', () => {
    const past = told.filter(({ scenario }) => scenario === 'promise_past')
    expect(past.length).toBeGreaterThan(0)
    expect(past.filter(({ read }) => !read.reading!.promise!.flags.includes('past_date')).map(({ words }) => words)).toEqual([])
  })
})
