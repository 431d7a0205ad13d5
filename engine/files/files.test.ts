import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../db/id.ts'
import { writeTx } from '../../db/tx.ts'
import type { FileKind } from '../../db/values.ts'
import { serveS3, type FakeS3 } from '../../tests/fakes/s3-server.ts'
import { MovableClock } from '../../tests/harness/movable-clock.ts'
import { openTestEngine, type TestEngine } from '../../tests/support/engine.ts'
import type { KeptFile } from './index.ts'

const clock = new MovableClock(Date.now())
const dayMs = 86_400_000
let fake: FakeS3
let test: TestEngine
beforeAll(async () => {
  fake = await serveS3({ now: () => clock.now() })
  test = await openTestEngine(undefined, { clock })
})
afterAll(async () => {
  await test.close()
  await fake.close()
})

const keep = (content: string, more: { name?: string; kind?: FileKind; expiresAt?: number | null; businessId?: string } = {}): Promise<KeptFile> =>
  test.engine.files.keep({ businessId: test.businessId, kind: 'export', name: 'ventas.csv', body: Readable.from([content]), ...more })
const contentOf = async (id: string) => text((await test.engine.files.open(test.businessId, id)).body)
/** Names in the folder of the business. */
const here = () => readdirSync(join(test.dataFolder, 'files', test.businessId))
const remove = (id: string) => writeTx(test.engine.database, (tx) => test.engine.files.removeTx(tx, test.businessId, id))
const open = (url: string) => {
  const { pathname, searchParams } = new URL(url, 'http://host')
  return test.engine.answerLink(pathname.replace('/files/', ''), searchParams)
}
/** The upkeep failed, and is to be tried later. */
const waits = () => test.count(`SELECT count(*) FROM jobs WHERE kind = 'files.upkeep' AND state = 'scheduled'`) === 1
const idle = () => test.engine.runner.idle()

/** Chooses where files go from now on. */
async function choose(store: 'local' | 'minio'): Promise<void> {
  const { keptDays } = await test.client.files.settings()
  await test.client.files.saveSettings({ store, s3: { region: 'us-east-1', bucket: '' }, minio: { endpoint: fake.address, region: fake.region, bucket: fake.bucket }, keptDays })
  await test.client.files.setKeys({ store: 'minio', keys: { access: fake.keys.accessKey, secret: fake.keys.secretKey } })
  await idle()
}

describe('a file kept here', () => {
  beforeEach(() => choose('local'))

  it('comes back as it was, with what it is', async () => {
    const file = await keep('a;b\n1;2\n', { name: '../catálogo.csv' })
    expect(file).toMatchObject({ name: 'catálogo.csv', type: 'text/csv', bytes: 8, store: 'local', state: 'kept', expiresAt: clock.now() + 30 * dayMs })
    expect(await contentOf(file.id)).toBe('a;b\n1;2\n')
    const parts: string[] = []
    for await (const part of await test.client.files.content({ businessId: test.businessId, fileId: file.id })) parts.push(part)
    expect(Buffer.from(parts.join(''), 'base64').toString()).toBe('a;b\n1;2\n')
  })

  it.each([
    ['files.empty', '', 'a.csv', 'export'],
    ['files.type_not_taken', 'MZ\0\0', 'a.csv', 'export'],
    ['files.type_not_taken', 'just text', 'photo.png', 'chat_image'],
    ['files.too_large', 'GIF89a'.padEnd(21 * 1024 * 1024, ' '), 'a.gif', 'chat_image'],
  ] as const)('is refused with %s, and nothing of it stays', async (reason, content, name, kind) => {
    const before = [here(), test.count('SELECT count(*) FROM files')]
    await expect(keep(content, { name, kind })).rejects.toMatchObject({ reason })
    expect([here(), test.count('SELECT count(*) FROM files')]).toEqual(before)
  })

  it('is thrown away when its source breaks off', async () => {
    const before = here()
    const body = Readable.from((function* () {
      yield 'half'
      throw new Error('the caller hung up')
    })())
    await expect(test.engine.files.keep({ businessId: test.businessId, kind: 'export', name: 'a.csv', body })).rejects.toMatchObject({ reason: 'files.interrupted' })
    expect(here()).toEqual(before)
  })

  it('is thrown away when its source broke off before anybody read it', async () => {
    const body = new Readable({ read: () => undefined })
    const kept = test.engine.files.keep({ businessId: test.businessId, kind: 'export', name: 'a.csv', body })
    body.destroy(new Error('the caller hung up'))
    await expect(kept).rejects.toMatchObject({ reason: 'files.interrupted' })
  })

  it('is no other business\'s, in no way', async () => {
    const file = await keep('secret')
    const other = (await test.client.system.createBusiness({ name: 'Other' })).id
    const named = { businessId: other, fileId: file.id }
    await expect(test.engine.files.open(other, file.id)).rejects.toMatchObject({ reason: 'files.not_found' })
    await expect(test.client.files.signedUrl({ ...named, seconds: 60 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(test.client.files.content(named)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(test.client.files.remove(named)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await test.client.files.list({ businessId: other })).toEqual({ rows: [], total: 0 })
    expect(await test.client.files.usage({ businessId: other })).toMatchObject({ used: [], toMove: { files: 0 } })
    await expect(keep('x', { businessId: 'none' })).rejects.toMatchObject({ reason: 'files.business_not_found' })
    expect(await contentOf(file.id)).toBe('secret')
  })

  it('is had at its address until that expires, and at no other', async () => {
    const file = await keep('señal', { name: 'señal "1".csv' })
    const { url } = await test.client.files.signedUrl({ businessId: test.businessId, fileId: file.id, seconds: 60 })
    const answer = await open(url)
    if (!('body' in answer)) throw new Error('Not given')
    expect(answer.headers).toMatchObject({ 'Content-Type': 'text/csv', 'Content-Length': 6, 'Content-Disposition': `attachment; filename="senal _1_.csv"; filename*=UTF-8''se%C3%B1al%20_1_.csv` })
    expect(await text(answer.body)).toBe('señal')
    const other = await keep('other')
    const wrong = [url.replace(file.id, other.id), url.replace(/expires=\d+/, 'expires=99999999999'), url.replace(/signature=./, 'signature=_'), url.replace(/&signature=.*/, ''), '/files/x?expires=abc&signature=']
    for (const address of wrong) expect(await open(address)).toMatchObject({ status: 404 })
    clock.move(60_000)
    expect(await open(url)).toMatchObject({ status: 410 })
  })

  it('is found by its name and kind, and counted', async () => {
    const businessId = (await test.client.system.createBusiness({ name: 'Counted' })).id
    await keep('1234', { businessId, name: 'Enero.csv' })
    await keep('12', { businessId, name: 'notas.txt', kind: 'document' })
    expect((await test.client.files.list({ businessId, text: 'ENERO' })).rows.map(({ name }) => name)).toEqual(['Enero.csv'])
    expect((await test.client.files.list({ businessId, kind: 'document' })).rows.map(({ name }) => name)).toEqual(['notas.txt'])
    expect((await test.client.files.usage({ businessId })).used).toEqual([{ store: 'local', kind: 'document', files: 1, bytes: 2 }, { store: 'local', kind: 'export', files: 1, bytes: 4 }])
  })

  it('is gone for everybody at once when it is removed or expires, and its bytes follow', async () => {
    const removed = await keep('removed')
    const expired = await keep('expired', { expiresAt: clock.now() + 1_000 })
    const { url } = await test.client.files.signedUrl({ businessId: test.businessId, fileId: expired.id, seconds: 3_600 })
    expect(remove(removed.id)).toBe(true)
    clock.move(1_000)
    for (const { id } of [removed, expired]) await expect(contentOf(id)).rejects.toMatchObject({ reason: 'files.not_found' })
    expect(await open(url)).toMatchObject({ status: 410 })
    await test.client.files.cleanUp()
    await idle()
    expect(here()).not.toContain(removed.id)
    expect(here()).not.toContain(expired.id)
    expect(test.count('SELECT count(*) FROM files WHERE id IN (?, ?)', removed.id, expired.id)).toBe(0)
  })
})

describe('with a remote store', () => {
  beforeEach(async () => {
    fake.always(null)
    await choose('minio')
  })

  it('a file is moved there, once, and stays good at the address given out before', async () => {
    const file = await keep('moved')
    expect(file).toMatchObject({ store: 'local', state: 'moving' })
    const before = await test.engine.files.signedUrl(test.businessId, file.id, 3_600)
    await idle()
    const key = `${test.businessId}/${file.id}`
    expect(test.engine.files.facts(test.businessId, file.id)).toMatchObject({ store: 'minio', state: 'kept' })
    expect(here()).not.toContain(file.id)
    expect(fake.objects.get(key)?.body.toString()).toBe('moved')
    expect(fake.requests.filter((request) => request === `PUT ${key}`)).toHaveLength(1)
    expect(await contentOf(file.id)).toBe('moved')
    const answer = await open(before)
    expect('body' in answer ? await text(answer.body) : answer).toBe('moved')
    const after = await test.engine.files.signedUrl(test.businessId, file.id, 60)
    expect(after).toMatch(new RegExp(`^${fake.address}/`))
    expect(await (await fetch(after)).text()).toBe('moved')
    remove(file.id)
    await idle()
    expect(fake.objects.has(key)).toBe(false)
  })

  it('files stay here while it cannot be reached, people are told once, and they are moved when it can', async () => {
    fake.always('drops')
    const told: string[] = []
    const stop = new AbortController()
    const listening = (async () => { for await (const { event } of test.engine.events.stream(undefined, stop.signal)) if (event.type === 'notice') told.push(event.key) })()
    const files = [await keep('one'), await keep('two')]
    await test.until(() => waits(), waits)
    expect(await contentOf(files[0]!.id)).toBe('one')
    expect(await test.client.files.usage({ businessId: test.businessId })).toMatchObject({ toMove: { files: 2, bytes: 6 }, trouble: [{ store: 'minio', failure: 'cut_off' }] })
    fake.always(null)
    await test.client.files.cleanUp()
    await idle()
    for (const { id } of files) {
      expect(test.engine.files.facts(test.businessId, id)).toMatchObject({ store: 'minio', state: 'kept' })
      expect(here()).not.toContain(id)
    }
    expect(await test.client.files.usage({ businessId: test.businessId })).toMatchObject({ toMove: { files: 0 }, trouble: [], nextTryAt: null })
    stop.abort()
    await listening
    expect(told).toEqual(['files.notice.waits', 'files.notice.moves_again'])
  })

  it('that is not complete yet files stay here and are shown so, and go there once it is', async () => {
    const { keptDays } = await test.client.files.settings()
    const s3 = { region: 'us-east-1', bucket: '' }
    await test.client.files.saveSettings({ store: 'minio', s3, minio: { endpoint: fake.address, region: fake.region, bucket: '' }, keptDays })
    expect(await test.client.files.settings()).toMatchObject({ store: 'minio', missing: 'bucket' })
    const file = await keep('patient')
    await test.until(() => waits(), waits)
    expect((await test.client.files.usage({ businessId: test.businessId })).trouble).toMatchObject([{ store: 'minio', failure: 'not_set_up' }])
    await choose('minio')
    expect(test.engine.files.facts(test.businessId, file.id)).toMatchObject({ store: 'minio', state: 'kept' })
    const other = await keep('stays')
    await test.client.files.saveSettings({ store: 'local', s3, minio: { endpoint: fake.address, region: fake.region, bucket: '' }, keptDays })
    await idle()
    expect(await contentOf(other.id)).toBe('stays')
    expect(await test.client.files.usage({ businessId: test.businessId })).toMatchObject({ toMove: { files: 0 }, trouble: [] })
  })

  it('a file that is removed while it is being sent stays nowhere', async () => {
    fake.plan('hangs')
    const asked = fake.nextArrives()
    const file = await keep('in the middle')
    await asked
    remove(file.id)
    clock.move(31_000)
    await test.until(() => waits(), waits)
    // The server took it after all, though nobody heard so.
    fake.objects.set(`${test.businessId}/${file.id}`, { body: Buffer.from('in the middle'), type: 'text/csv' })
    await test.client.files.cleanUp()
    await idle()
    expect(fake.objects.has(`${test.businessId}/${file.id}`)).toBe(false)
    expect(test.count('SELECT count(*) FROM files WHERE id = ?', file.id)).toBe(0)
  })

  it('a file whose bytes were changed on the disk is told as lost, and not sent', async () => {
    fake.always('drops')
    const file = await keep('right')
    await test.until(() => waits(), waits)
    rmSync(join(test.dataFolder, 'files', test.businessId, file.id))
    fake.always(null)
    await test.client.files.cleanUp()
    await idle()
    expect(test.engine.files.facts(test.businessId, file.id).state).toBe('lost')
    expect(fake.objects.has(`${test.businessId}/${file.id}`)).toBe(false)
  })

  it('can be tried for what it must do, and says which step failed', async () => {
    const steps = async () => (await test.client.files.test({ store: 'minio' })).steps.map(({ step, failure }) => [step, failure])
    expect(await steps()).toEqual([['write', null], ['read', null], ['link', null], ['delete', null]])
    fake.plan({ fails: 403, code: 'AccessDenied' })
    expect(await steps()).toEqual([['write', 'forbidden']])
    expect([...fake.objects.keys()].filter((key) => key.startsWith('vocero-test'))).toEqual([])
  })

  it('its keys are shown by their end alone, and are in no database', async () => {
    const settings = JSON.stringify(await test.client.files.settings())
    expect(settings).not.toContain(fake.keys.secretKey)
    expect(settings).toContain('"last4":"+key"')
    for (const name of readdirSync(test.dataFolder).filter((file) => file.includes('sqlite'))) expect(readFileSync(join(test.dataFolder, name)).includes(fake.keys.secretKey)).toBe(false)
  })
})

it('what a killed program left is taken up again: half files go, waiting ones are moved, forgotten copies are swept', async () => {
  await choose('minio')
  fake.always('hangs')
  const waiting = await keep('waiting')
  const half = await keep('half')
  test.engine.database.sqlite.prepare(`UPDATE files SET state = 'receiving' WHERE id = ?`).run(half.id)
  // A copy whose move was cut off right before its end is swept once it is old; a new one may yet be known to a backup.
  const [old, recent] = ['01700000-0000-7000-8000-000000000000', newId()]
  for (const name of [old, recent]) writeFileSync(join(test.dataFolder, 'files', test.businessId, name), 'copy')
  test.engine.database.sqlite.prepare(`UPDATE schedules SET next_run_at = 1 WHERE name = 'files.clean_up'`).run()
  await test.engine.close()
  fake.always(null)
  test = await openTestEngine(test.dataFolder, { clock })
  await idle()
  expect(test.engine.files.facts(test.businessId, waiting.id)).toMatchObject({ store: 'minio', state: 'kept' })
  expect(await contentOf(waiting.id)).toBe('waiting')
  expect(test.count('SELECT count(*) FROM files WHERE id = ?', half.id)).toBe(0)
  expect([waiting.id, half.id, old, recent].filter((name) => here().includes(name))).toEqual([recent])
})
