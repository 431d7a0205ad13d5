import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { changeCallJobTx } from '../../../db/queries/call-jobs.ts'
import { moveCampaignTx } from '../../../db/queries/campaigns.ts'
import { writeTx } from '../../../db/tx.ts'
import { openCallsFixture, thursdayNoon, type CallsFixture } from '../../../tests/fixtures/calls.ts'
import { EventBus } from '../../observe/event-bus.ts'
import { CallbackWatch } from './callback-watch.ts'

const hour = 3_600_000

let calls: CallsFixture
const watches: CallbackWatch[] = []
beforeEach(() => {
  calls = openCallsFixture()
})
afterEach(() => {
  for (const watch of watches.splice(0)) watch.stop()
  calls.close()
})

function watching(simulated = true): CallbackWatch {
  const watch = new CallbackWatch({ ...calls, events: new EventBus('boot'), simulated })
  watches.push(watch)
  watch.look()
  return watch
}
/** A campaign whose debtor asked to be called at a moment. */
function asked(at: number, simulated = 1): string {
  const campaignId = calls.campaign({ campaign: { simulated } })
  const { seq } = calls.database.prepare<{ seq: number }>('SELECT seq FROM call_jobs WHERE campaign_id = ?').get(campaignId) ?? { seq: 0 }
  writeTx(calls.database, (tx) => changeCallJobTx(tx, seq, { status: 'scheduled', next_try_at: at, callback_at: at }, thursdayNoon))
  return campaignId
}
const told = () => calls.database.prepare<{ at: number; campaign_id: string; details: string }>(`SELECT at, campaign_id, details FROM alerts WHERE kind = 'callback_due' ORDER BY seq`).all()

describe('a callback', () => {
  it('is told when its moment comes, not before, and once', () => {
    const [later, sooner] = [asked(thursdayNoon + 3 * hour), asked(thursdayNoon + hour)]
    const watch = watching()
    calls.clock.move(hour - 1)
    expect(told()).toEqual([])
    calls.clock.move(1)
    watch.look()
    expect(told()).toMatchObject([{ at: thursdayNoon + hour, campaign_id: sooner }])
    expect(JSON.parse(told()[0]?.details ?? '')).toMatchObject({ name: 'Persona 1-K', campaign: 'Test' })
    calls.clock.move(2 * hour)
    expect(told().map((alert) => alert.campaign_id)).toEqual([sooner, later])
  })

  it('that came while Vocero was closed is told at the next start, and what was told is not told again', () => {
    asked(thursdayNoon - hour)
    watching()
    expect(told()).toHaveLength(1)
    watching()
    expect(told()).toHaveLength(1)
  })

  it('is told though its campaign rests, but not of one that has ended, nor by the other clock', () => {
    const [resting, stopped] = [asked(thursdayNoon + hour), asked(thursdayNoon + hour)]
    asked(thursdayNoon + hour, 0)
    writeTx(calls.database, (tx) => {
      moveCampaignTx(tx, resting, ['running'], 'paused', { now: thursdayNoon })
      moveCampaignTx(tx, stopped, ['running'], 'stopped', { now: thursdayNoon })
    })
    watching()
    calls.clock.move(hour)
    expect(told().map((alert) => alert.campaign_id)).toEqual([resting])
  })

  it('agreed after the last look is told in time, once it was heard of', () => {
    const watch = watching()
    asked(thursdayNoon + 60_000)
    watch.look()
    calls.clock.move(60_000)
    expect(told()).toHaveLength(1)
  })
})
