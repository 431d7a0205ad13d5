import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { os } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { z } from 'zod'
import type { Clock } from '../observe/clock.ts'
import { serveHttp } from './http.ts'
import type { FileAnswer, HttpHost } from './http.ts'

const token = 'the right token'
const router = { area: { double: os.input(z.object({ number: z.number() })).handler(({ input }) => input.number * 2) } }

/** Whole, cut off in the middle, or over. */
const answerLink = (id: string, query: URLSearchParams): Promise<FileAnswer> => {
  if (query.get('signature') !== 'right') return Promise.resolve({ status: 410, text: 'over' })
  const body = Readable.from((function* () {
    yield Buffer.from('a;b')
    if (id === 'cut') throw new Error('the store went away')
  })())
  return Promise.resolve({ status: 200, headers: { 'Content-Type': 'text/html', 'Content-Length': id === 'cut' ? 100 : 3, 'Content-Disposition': 'attachment; filename="a.html"' }, body })
}

let folder: string
let host: HttpHost
let now: number
const clock: Clock = { now: () => now, after: () => () => undefined }

beforeEach(async () => {
  now = 0
  folder = mkdtempSync(join(tmpdir(), 'vocero-http-'))
  const rendererFolder = join(folder, 'renderer')
  mkdirSync(join(rendererFolder, 'assets'), { recursive: true })
  writeFileSync(join(rendererFolder, 'index.html'), '<!doctype html><title>Vocero</title>')
  writeFileSync(join(rendererFolder, 'assets', 'main-1a2b.js'), 'export {}')
  writeFileSync(join(folder, 'secret.js'), 'secret')
  host = await serveHttp({ router, metrics: () => Promise.resolve('vocero_up 1\n'), answerLink }, { port: 0, host: '127.0.0.1', token, rendererFolder, clock, allowedHosts: ['calls.example.com'] })
})

afterEach(async () => {
  await host.close()
  rmSync(folder, { recursive: true })
})

interface Answer { status: number; headers: IncomingHttpHeaders; text: string }

/** One request exactly as given: fetch would tidy up the path and refuse to set Host. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET', body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port: host.port, path, method, headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', reject)
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(parts).toString() }))
    })
    call.on('error', reject)
    call.end(body)
  })
}

function pathOf(url: string): string {
  return url.slice(url.indexOf('/', 'http://'.length))
}

function callDouble(headers: Record<string, string>): Promise<Answer> {
  return ask('/api/area/double', { 'content-type': 'application/json', ...headers }, 'POST', '{"json":{"number":21}}')
}

/** Resolves with what became of an attempt to open a WebSocket: 'open' or the status it was refused with. */
function dial(path: string, headers: Record<string, string> = {}): Promise<'open' | number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}${path}`, { headers })
    socket.on('open', () => {
      socket.close()
      resolve('open')
    })
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
    socket.on('error', reject)
  })
}

describe('figures for Prometheus', () => {
  it('are given to whoever brings the token, and to nobody else', async () => {
    const answer = await ask('/metrics', { authorization: `Bearer ${token}` })
    expect([answer.status, answer.text, answer.headers['content-type']]).toEqual([200, 'vocero_up 1\n', 'text/plain; version=0.0.4; charset=utf-8'])
    expect((await ask('/metrics')).status).toBe(401)
    expect((await ask(`/metrics?token=${encodeURIComponent(token)}`)).status).toBe(401)
  })
})

describe('a kept file', () => {
  it('is handed over for download to whoever has its address, and nothing in it can run', async () => {
    const answer = await ask('/files/01-ab?expires=1&signature=right')
    expect([answer.status, answer.text]).toEqual([200, 'a;b'])
    expect(answer.headers).toMatchObject({ 'content-type': 'text/html', 'content-disposition': 'attachment; filename="a.html"', 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox" })
    expect(await ask('/files/01-ab?expires=1&signature=right', {}, 'HEAD')).toMatchObject({ status: 200, text: '' })
  })

  it('is told in words when its address is good no more', async () => {
    expect(await ask('/files/01-ab?signature=wrong')).toMatchObject({ status: 410, text: 'over\n' })
  })

  it('breaks the answer when it ends too early', async () => {
    await expect(ask('/files/cut?signature=right')).rejects.toThrow('aborted')
  })

  it.each(['/files/', '/files/../secret.js', '/files/%2e%2e%2fsecret.js?signature=right', '/files/a/b?signature=right'])('is not looked for at %s', async (path) => {
    expect((await ask(path)).status).toBe(404)
  })
})

describe('the console', () => {
  it('is served with a policy that lets nothing else in', async () => {
    const page = await ask('/')
    expect(page.status).toBe(200)
    expect(page.text).toContain('<title>Vocero</title>')
    expect(page.headers['cache-control']).toBe('no-cache')
    expect(page.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin' })
    expect(page.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self';")
    expect(page.headers['content-security-policy']).toContain(`connect-src 'self' ws://127.0.0.1:${host.port} `)
  })

  it('is kept by the browser where its name changes with its content', async () => {
    const script = await ask('/assets/main-1a2b.js')
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(script.headers['cache-control']).toContain('immutable')
  })

  it.each(['/../secret.js', '/assets/../../secret.js', '/%2e%2e/secret.js', '/..%2fsecret.js', '/assets/..%5c..%5csecret.js', '//secret.js', '/assets//main-1a2b.js', '/assets', '/nothing.js', '/secret.js%00.js'])('gives nothing for %s', async (path) => {
    const { status, text } = await ask(path)
    expect(status).toBe(404)
    expect(text).not.toContain('secret')
  })

  it('leads a page address typed by hand back to the start', async () => {
    expect(await ask('/jobs', { accept: 'text/html,*/*' })).toMatchObject({ status: 302, headers: { location: '/' } })
  })

  it('is opened with a ticket once, and not after a minute', async () => {
    const ticket = pathOf(host.openOnceUrl())
    expect(ticket).not.toContain(encodeURIComponent(token))
    expect((await ask(ticket)).headers.location).toBe(`/?token=${encodeURIComponent(token)}`)
    expect((await ask(ticket)).headers.location).toBe('/')
    const late = pathOf(host.openOnceUrl())
    now += 60_000
    expect((await ask(late)).headers.location).toBe('/')
  })
})

describe('the contract', () => {
  it('answers over HTTP to whoever has the token', async () => {
    expect(await callDouble({ authorization: `Bearer ${token}` })).toMatchObject({ status: 200, text: '{"json":42}' })
  })

  it('answers nobody else, over HTTP or WebSocket', async () => {
    expect((await callDouble({})).status).toBe(401)
    expect((await callDouble({ authorization: 'Bearer the wrong token' })).status).toBe(401)
    expect((await callDouble({ authorization: token })).status).toBe(401)
    expect(await dial('/rpc')).toBe(401)
    expect(await dial('/rpc?token=wrong')).toBe(401)
    expect(await dial(`/rpc?token=${encodeURIComponent(token)}`)).toBe('open')
    expect(await dial(`/elsewhere?token=${encodeURIComponent(token)}`)).toBe(404)
  })

  it('refuses a body too large for it', async () => {
    const answer = await ask('/api/area/double', { 'content-type': 'application/json', 'authorization': `Bearer ${token}` }, 'POST', JSON.stringify({ json: { number: 1, rest: 'x'.repeat(2 * 1024 * 1024) } }))
    expect(answer.status).toBe(413)
  })

  it('ends a WebSocket that sends too much or what it cannot read, and goes on answering', async () => {
    for (const message of ['x'.repeat(2 * 1024 * 1024), 'this is no message of ours', Buffer.from([0xff, 0x00, 0x7b])]) {
      const socket = new WebSocket(`ws://127.0.0.1:${host.port}/rpc?token=${encodeURIComponent(token)}`)
      const closed = new Promise((resolve) => { socket.on('close', resolve) })
      socket.on('error', () => undefined)
      socket.on('open', () => socket.send(message))
      await closed
    }
    expect((await callDouble({ authorization: `Bearer ${token}` })).status).toBe(200)
  })
})

describe('pages from elsewhere', () => {
  it('are refused by the name they ask for', async () => {
    const right = { authorization: `Bearer ${token}` }
    for (const name of ['evil.example', `evil.example:${host.port}`, '127.0.0.1:1', `127.0.0.1.evil.example:${host.port}`, `localhost:${host.port}@evil.example`, `192.168.1.10:${host.port}`]) {
      expect({ name, status: (await ask('/', { host: name })).status }).toEqual({ name, status: 403 })
      expect({ name, status: (await callDouble({ ...right, host: name })).status }).toEqual({ name, status: 403 })
      expect({ name, status: await dial(`/rpc?token=${encodeURIComponent(token)}`, { host: name }) }).toEqual({ name, status: 403 })
    }
    for (const name of [`localhost:${host.port}`, `127.0.0.1:${host.port}`, `[::1]:${host.port}`, 'calls.example.com']) expect({ name, status: (await ask('/', { host: name })).status }).toEqual({ name, status: 200 })
  })

  it('are refused by where they come from, even with the token', async () => {
    for (const origin of ['http://evil.example', 'null', `http://evil.example:${host.port}`, 'http://localhost:1', 'file://']) {
      expect({ origin, status: await dial(`/rpc?token=${encodeURIComponent(token)}`, { origin }) }).toEqual({ origin, status: 403 })
      expect({ origin, status: (await callDouble({ authorization: `Bearer ${token}`, origin })).status }).toEqual({ origin, status: 403 })
    }
    for (const origin of [`http://localhost:${host.port}`, `http://127.0.0.1:${host.port}`, 'https://calls.example.com']) expect({ origin, status: await dial(`/rpc?token=${encodeURIComponent(token)}`, { origin }) }).toEqual({ origin, status: 'open' })
  })
})

describe('floods', () => {
  it('of requests are slowed, and heard again later', async () => {
    const answers = await Promise.all(Array.from({ length: 320 }, () => ask('/health')))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(300)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(20)
    now += 1_000
    expect((await ask('/health')).status).toBe(200)
  })

  it('of wrong tokens are slowed, without locking this machine out', async () => {
    const statuses: number[] = []
    for (let attempt = 0; attempt < 25; attempt += 1) statuses.push((await callDouble({ authorization: `Bearer ${attempt}` })).status)
    expect(statuses.filter((status) => status === 401)).toHaveLength(20)
    expect(statuses.filter((status) => status === 429)).toHaveLength(5)
    expect((await callDouble({ authorization: `Bearer ${token}` })).status).toBe(200)
  })
})

it('tells in one line that its port is taken', async () => {
  const second = serveHttp({ router, metrics: () => Promise.resolve(''), answerLink }, { port: host.port, host: '127.0.0.1', token, rendererFolder: folder })
  await expect(second).rejects.toMatchObject({ code: 'port_in_use', message: expect.stringContaining(String(host.port)) })
})

it('closes although a console is still connected', async () => {
  const socket = new WebSocket(`ws://127.0.0.1:${host.port}/rpc?token=${encodeURIComponent(token)}`)
  await new Promise((resolve) => { socket.on('open', resolve) })
  const closed = new Promise<number>((resolve) => { socket.on('close', resolve) })
  await host.close()
  expect(await closed).toBe(1001)
})
