import { once } from 'node:events'
import { existsSync, mkdirSync, watch, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bodyOf, callEventsOf, insertBodyTx, insertCallEventTx, type AttemptRow } from '../../../db/queries/call-attempts.ts'
import { changeRecordingTx, insertRecordingTx, recordingOf } from '../../../db/queries/recordings.ts'
import { writeTx } from '../../../db/tx.ts'
import { openCallsFixture, thursdayNoon, type CallsFixture } from '../../../tests/fixtures/calls.ts'
import { openTestQueue, type TestQueue } from '../../../tests/harness/test-queue.ts'
import type { AnyJob } from '../../jobs/index.ts'
import type { CallLine } from '../retell/call-line.ts'
import { enqueueFetchTx, fetchRecordingJob, resumeRecordings, type FetchRecordingJob } from './fetch-recording.job.ts'
import { recordingPath, recordingsFolder } from './recording-files.ts'
import { recordingParts } from './recording-parts.ts'
import { retentionJob, type RetentionJob } from './retention.job.ts'

const dayMs = 86_400_000
const wav = Buffer.concat([Buffer.from('RIFF\x24\x00\x00\x00WAVEfmt ', 'latin1'), Buffer.alloc(400_000, 128)])

let server: Server
let origin: string
/** Status of each address of the line; others are expired. */
let statuses: Record<string, number>
/** Where the line says the recording is now. */
let freshUrl: string | null
let first: TestQueue
let queue: TestQueue
let calls: CallsFixture
let fetching: FetchRecordingJob
let retention: RetentionJob

beforeEach(async () => {
  statuses = {}
  freshUrl = null
  server = createServer((request, response) => {
    const status = statuses[request.url ?? ''] ?? 403
    response.writeHead(status).end(status === 200 ? wav : '')
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  first = openTestQueue({ definitions: [] })
  calls = openCallsFixture(first)
  const line = { getCall: async () => (freshUrl === null ? { ok: false, problem: { failure: 'not_found' } } : { ok: true, value: { call_id: 'c', call_status: 'ended', recording_url: freshUrl } }) } as unknown as CallLine
  const needs = { ...calls, dataFolder: calls.folder, events: first.events, lineOf: () => line, practiceAddress: () => origin }
  fetching = fetchRecordingJob(needs)
  retention = retentionJob(needs)
  queue = first.restarted([fetching, retention] as unknown as AnyJob[])
  queue.runner.start()
})
afterEach(async () => {
  await first.close()
  server.closeAllConnections()
  await new Promise((resolve) => void server.close(resolve))
})

/** An ended call whose recording is to be fetched. */
function recorded(url = `${origin}/old`, keepDays = 30): AttemptRow {
  const attempt = calls.attempt(calls.campaign({ campaign: { keep_recordings_days: keepDays } }), thursdayNoon, { call_id: `call-${url}` })
  writeTx(calls.database, (tx) => {
    insertBodyTx(tx, attempt.seq, JSON.stringify({ call_id: attempt.call_id, call_status: 'ended', recording_url: url }), 0)
    insertRecordingTx(tx, attempt.seq)
    enqueueFetchTx(tx, fetching, attempt.id, calls.clock.now())
  })
  return attempt
}
/** Resolves when a file is no longer there. */
async function gone(path: string): Promise<void> {
  const watcher = watch(recordingsFolder(calls.folder))
  while (existsSync(path)) await once(watcher, 'change')
  watcher.close()
}
const recording = (attempt: AttemptRow) => recordingOf(calls.database, attempt.seq)

describe('fetching a recording', () => {
  it('keeps it for the days of its campaign and hands it over in parts', async () => {
    statuses = { '/old': 200 }
    const attempt = recorded()
    await queue.runner.idle()
    expect(recording(attempt)).toMatchObject({ state: 'kept', file: `${attempt.id}.wav`, bytes: wav.length, fetched_at: thursdayNoon, remove_after: thursdayNoon + 30 * dayMs })
    expect(callEventsOf(calls.database, attempt.seq).map(({ kind }) => kind)).toEqual(['recording_kept'])
    const parts: string[] = []
    for await (const part of await recordingParts({ database: calls.database, dataFolder: calls.folder }, attempt.seq)) parts.push(part)
    expect(parts.length).toBeGreaterThan(1)
    expect(Buffer.concat(parts.map((part) => Buffer.from(part, 'base64'))).equals(wav)).toBe(true)
  })

  it('asks the line for a new address when the one it has is no longer good', async () => {
    statuses = { '/new': 200 }
    freshUrl = `${origin}/new`
    const attempt = recorded()
    await queue.runner.idle()
    expect(recording(attempt)?.state).toBe('kept')
  })

  it('that is gone for good fails with the reason, once', async () => {
    const attempt = recorded()
    await queue.runner.idle()
    expect(recording(attempt)).toMatchObject({ state: 'failed', error: 'expired', file: null })
    await expect(recordingParts({ database: calls.database, dataFolder: calls.folder }, attempt.seq)).rejects.toThrow('callPage.recording.failed')
  })

  it('is tried again while the line is in trouble', async () => {
    statuses = { '/old': 503, '/new': 503 }
    freshUrl = `${origin}/new`
    const attempt = recorded()
    await queue.runner.idle()
    expect(recording(attempt)?.state).toBe('waiting')
    statuses = { '/old': 200 }
    calls.clock.move(3_600_000)
    await queue.runner.idle()
    expect(recording(attempt)?.state).toBe('kept')
  })

  it('leaves nothing of a debtor who was erased meanwhile', async () => {
    statuses = { '/old': 200 }
    const attempt = recorded()
    writeTx(calls.database, (tx) => tx.database.prepare('UPDATE debtors SET erased_at = 1 WHERE seq = ?').run(attempt.debtor_seq))
    await queue.runner.idle()
    expect(recording(attempt)).toMatchObject({ state: 'removed', file: null })
    await gone(recordingPath(calls.folder, `${attempt.id}.wav`))
  })

  it('is taken up again when no job of the queue fetches it any more', async () => {
    statuses = { '/old': 200 }
    const attempt = recorded()
    calls.database.prepare('DELETE FROM jobs').run()
    resumeRecordings(calls.database, fetching, calls.clock.now())
    resumeRecordings(calls.database, fetching, calls.clock.now())
    expect(calls.database.prepare('SELECT count(*) FROM jobs').pluck().get()).toBe(1)
    await queue.runner.idle()
    expect(recording(attempt)?.state).toBe('kept')
  })
})

describe('retention', () => {
  const keep = (attempt: AttemptRow, removeAfter: number) => {
    mkdirSync(recordingsFolder(calls.folder), { recursive: true })
    writeFileSync(recordingPath(calls.folder, `${attempt.id}.wav`), wav)
    writeTx(calls.database, (tx) => {
      insertRecordingTx(tx, attempt.seq)
      changeRecordingTx(tx, attempt.seq, { state: 'kept', file: `${attempt.id}.wav`, remove_after: removeAfter })
    })
  }

  it('removes recordings whose time is over, of practice and real calls by their own clocks', async () => {
    const campaignId = calls.campaign()
    const [over, notYet] = [calls.attempt(campaignId, thursdayNoon), calls.attempt(campaignId, thursdayNoon)]
    const real = calls.attempt(calls.campaign({ campaign: { simulated: 0 } }), thursdayNoon)
    keep(over, thursdayNoon)
    keep(notYet, thursdayNoon + 1)
    keep(real, thursdayNoon)
    queue.add(retention as unknown as AnyJob, { simulated: true })
    await queue.runner.idle()
    expect(recording(over)).toMatchObject({ state: 'removed', file: null })
    expect([over, notYet, real].map((attempt) => existsSync(recordingPath(calls.folder, `${attempt.id}.wav`)))).toEqual([false, true, true])
    expect(recording(real)?.state).toBe('kept')
  })

  it('deletes the log only after the years the preset demands, and never under a preset that demands none', async () => {
    const old = thursdayNoon - 800 * dayMs
    const written = (preset: 'cl' | 'none', at: number) => {
      const attempt = calls.attempt(calls.campaign({ preset }), at, { cost_millicents: 5 })
      writeTx(calls.database, (tx) => {
        insertBodyTx(tx, attempt.seq, '{}', at)
        insertCallEventTx(tx, attempt.seq, at, 'ended')
      })
      return attempt
    }
    const [chileOld, chileNew, noneOld] = [written('cl', old), written('cl', thursdayNoon - 700 * dayMs), written('none', old)]
    queue.add(retention as unknown as AnyJob, { simulated: true })
    await queue.runner.idle()
    expect([chileOld, chileNew, noneOld].map(({ seq }) => [bodyOf(calls.database, seq), callEventsOf(calls.database, seq).length])).toEqual([[null, 0], ['{}', 1], ['{}', 1]])
    expect(calls.database.prepare('SELECT count(*) FROM call_attempts').pluck().get()).toBe(3)
  })
})
