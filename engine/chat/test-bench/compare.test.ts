import { expect, it } from 'vitest'
import { compareRuns } from './compare.ts'
import { tallyOf } from './tally.ts'

type Item = Parameters<typeof compareRuns>[0][number]

/** A conversation of a run; `passed` null: not played. */
const item = (name: string, passed: boolean | null): Item => ({
  run_id: 'run', number: 1, suite_id: 'suite', name, catalogue: 'sample', script: '{}', error: null, misses: passed === false ? 1 : 0,
  passed: passed === null ? null : Number(passed), tally: passed === null ? null : JSON.stringify(tallyOf([])),
})
const changes = (before: Item[], after: Item[]) => Object.fromEntries(compareRuns(before, after).rows.map(({ name, change }) => [name, change]))

it('says of a conversation that one run has not played that it was not compared, not that it is missing there', () => {
  expect(changes([item('waits', true), item('was cut off', null), item('neither', null)], [item('waits', null), item('was cut off', false), item('neither', null)]))
    .toEqual({ waits: 'unplayed', 'was cut off': 'unplayed', neither: 'unplayed' })
})

it('lists what only one of the runs has, a new conversation also while it waits', () => {
  expect(changes([item('removed', true), item('removed unplayed', null)], [item('new', null), item('new and played', true)]))
    .toEqual({ removed: 'only_before', new: 'only_after', 'new and played': 'only_after' })
})
