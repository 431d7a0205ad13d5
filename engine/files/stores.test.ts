import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveS3, type FakeS3 } from '../../tests/fakes/s3-server.ts'
import { describeStore, factsOf, failureOf } from '../../tests/fakes/store-conformance.ts'
import { MovableClock } from '../../tests/harness/movable-clock.ts'
import { systemClock } from '../observe/clock.ts'
import { localStore } from './local-store.ts'
import { patienceMs } from './patience.ts'
import { s3Store, type S3Address } from './s3-store.ts'

const folder = mkdtempSync(join(tmpdir(), 'vocero-files-'))
const clock = new MovableClock(Date.now())
let fake: FakeS3
beforeAll(async () => { fake = await serveS3({ pageSize: 2, now: () => clock.now() }) })
afterAll(async () => {
  await fake.close()
  rmSync(folder, { recursive: true })
})

const addressOf = (change: Partial<S3Address> = {}): S3Address => ({ endpoint: fake.address, region: fake.region, bucket: fake.bucket, ...fake.keys, ...change })
const remote = (change: Partial<S3Address> = {}) => s3Store(addressOf(change), clock)
const local = localStore(folder, (key) => Promise.resolve(key))
const put = (key: string, body: string, store = remote()) => store.put(key, Readable.from([Buffer.from(body)]), factsOf(body))
const terms = { seconds: 60, type: 'text/csv', disposition: `attachment; filename="a b.csv"; filename*=UTF-8''a%20b.csv` }

describeStore('the data folder', 'one', () => local)
describeStore('a server that speaks the protocol of S3', 'one', remote)

const real = process.env['S3_TEST_ENDPOINT']
describe.skipIf(real === undefined)('a real server (S3_TEST_ENDPOINT, S3_TEST_BUCKET, S3_TEST_ACCESS_KEY, S3_TEST_SECRET_KEY, S3_TEST_REGION)', () => {
  const { S3_TEST_BUCKET: bucket = '', S3_TEST_ACCESS_KEY: accessKey = '', S3_TEST_SECRET_KEY: secretKey = '', S3_TEST_REGION: region = 'us-east-1' } = process.env
  describeStore('keeps files', `vocero-test-${Date.now()}`, () => s3Store({ endpoint: real ?? null, region, bucket, accessKey, secretKey }, systemClock))
})

describe('the data folder', () => {
  it.each(['../secret', 'one/../../secret', '/etc/passwd', 'one//two', 'one\\two', '', 'one/.', 'a.part'])('has no file under %j', async (key) => {
    writeFileSync(join(folder, '..', 'secret'), 'secret')
    expect(await failureOf(local.get(key))).toMatchObject({ code: 'refused' })
    expect(await failureOf(put(key, 'x', local as never))).toMatchObject({ code: 'refused' })
    rmSync(join(folder, '..', 'secret'))
  })

  it('leaves nothing half written behind', async () => {
    await failureOf(local.put('half/1', Readable.from([Buffer.from('ab')]), factsOf('abc')))
    expect(readdirSync(join(folder, 'half'))).toEqual([])
  })
})

describe('an address of S3', () => {
  it('is good until it expires, without a key, and hands the file over as it is to be called', async () => {
    await put('signed/1', 'a;b')
    const url = await remote().signedUrl('signed/1', terms)
    const answer = await fetch(url)
    expect([answer.status, await answer.text(), answer.headers.get('content-type'), answer.headers.get('content-disposition')]).toEqual([200, 'a;b', 'text/csv', terms.disposition])
    expect((await fetch(url.replace('signed/1', 'signed/2'))).status).toBe(403)
    clock.move(60_000)
    expect((await fetch(url)).status).toBe(403)
  })

  it('names the bucket as part of the host at Amazon, and never the secret', async () => {
    const url = await s3Store({ endpoint: null, region: 'sa-east-1', bucket: 'ventas', accessKey: 'AKIA1', secretKey: 'the-secret' }, clock).signedUrl('a/1', { ...terms, seconds: 900_000 })
    expect(url).toMatch(/^https:\/\/ventas\.s3\.sa-east-1\.amazonaws\.com\/a\/1\?/)
    expect(url).toContain('X-Amz-Expires=604800')
    expect(url).not.toContain('the-secret')
  })
})

describe('a server that fails', () => {
  it.each([
    ['asks for patience', 'server_error', { fails: 503, code: 'SlowDown' }],
    ['is in another region', 'wrong_region', { fails: 301, code: 'PermanentRedirect' }],
    ['has another time', 'wrong_time', { fails: 403, code: 'RequestTimeTooSkewed' }],
    ['forbids it', 'forbidden', { fails: 403, code: 'AccessDenied' }],
    ['closes the line', 'cut_off', 'drops'],
  ] as const)('that %s is told as %s, asked once, and its words are not repeated', async (_, code, fault) => {
    const before = fake.requests.length
    fake.plan(fault)
    const failure = await failureOf(put('faults/1', 'x'))
    expect(failure).toMatchObject({ code })
    expect(failure.message).not.toContain(fake.keys.secretKey)
    expect(fake.requests.length).toBe(before)
  })

  it('is told apart by what is wrong with the settings', async () => {
    expect(await failureOf(put('k/1', 'x', remote({ accessKey: 'AKOTHER' })))).toMatchObject({ code: 'unauthorised' })
    const wrong = await failureOf(put('k/1', 'x', remote({ secretKey: 'another' })))
    expect(wrong).toMatchObject({ code: 'unauthorised' })
    expect(`${wrong.message} ${String(wrong.cause)}`).not.toContain(fake.keys.secretKey)
    expect(await failureOf(put('k/1', 'x', remote({ bucket: 'none' })))).toMatchObject({ code: 'no_bucket' })
    expect(await failureOf(put('k/1', 'x', remote({ region: 'eu-west-1' })))).toMatchObject({ code: 'wrong_region' })
    expect(await failureOf(put('k/1', 'x', remote({ endpoint: 'http://127.0.0.1:9' })))).toMatchObject({ code: 'unreachable' })
    expect(await fake.objects.has('k/1')).toBe(false)
  })

  it('that does not answer is given up after half a minute', async () => {
    fake.plan('hangs')
    const asked = fake.nextArrives()
    const failure = failureOf(remote().head('slow/1'))
    await asked
    clock.move(patienceMs)
    expect(await failure).toMatchObject({ code: 'timeout' })
  })

  it('that cuts a file off breaks the reading, so that half is never taken for the whole', async () => {
    await put('cut/1', 'x'.repeat(100_000))
    fake.plan('cuts')
    await expect(buffer(await remote().get('cut/1'))).rejects.toThrow('aborted')
    expect((await text(await remote().get('cut/1'))).length).toBe(100_000)
  })
})
