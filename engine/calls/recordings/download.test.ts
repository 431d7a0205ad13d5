import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testFolder } from '../../../tests/harness/test-data.ts'
import { downloadRecording, type DownloadRequest } from './download.ts'
import { recordingsFolder } from './recording-files.ts'

const wav = Buffer.concat([Buffer.from('RIFF\x24\x00\x00\x00WAVEfmt ', 'latin1'), Buffer.alloc(200_000, 128)])

let folder: ReturnType<typeof testFolder>
let server: Server
let origin: string
let answer: (request: IncomingMessage, response: ServerResponse) => void
beforeEach(async () => {
  folder = testFolder()
  answer = (_request, response) => response.setHeader('content-type', 'application/octet-stream').end(wav)
  server = createServer((request, response) => answer(request, response))
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => void server.close(resolve))
  folder.remove()
})

const download = (request: Partial<DownloadRequest> = {}) => downloadRecording({ url: `${origin}/recording`, plainOrigin: origin, dataFolder: folder.path, attemptId: 'a1', signal: AbortSignal.timeout(30_000), ...request })
const kept = () => (existsSync(recordingsFolder(folder.path)) ? readdirSync(recordingsFolder(folder.path)) : [])

describe('a recording', () => {
  it('is kept whole under its attempt, known by its first bytes, with its hash', async () => {
    expect(await download()).toEqual({ kind: 'kept', file: 'a1.wav', contentType: 'audio/wav', bytes: wav.length, sha256: createHash('sha256').update(wav).digest('hex') })
    expect(readFileSync(join(recordingsFolder(folder.path), 'a1.wav')).equals(wav)).toBe(true)
    answer = (_request, response) => response.end(Buffer.concat([Buffer.from('ID3'), Buffer.alloc(100)]))
    expect(await download({ attemptId: 'a2' })).toMatchObject({ kind: 'kept', file: 'a2.mp3', contentType: 'audio/mpeg' })
  })

  it.each([[403, 'expired'], [404, 'expired'], [410, 'expired'], [400, 'refused'], [429, 'failed'], [503, 'failed']] as const)('that is answered with %i is %s, and leaves nothing behind', async (status, kind) => {
    answer = (_request, response) => response.writeHead(status).end('no')
    expect(await download()).toMatchObject({ kind })
    expect(kept()).toEqual([])
  })

  it('is given up when it is larger than any, and when it is none', async () => {
    expect(await download({ largest: 1_000 })).toEqual({ kind: 'refused', error: 'too_large' })
    answer = (_request, response) => response.setHeader('content-type', 'audio/wav').end('<html>Access denied</html>')
    expect(await download()).toEqual({ kind: 'refused', error: 'not_audio' })
    expect(kept()).toEqual([])
  })

  it('that breaks off half-way never looks like a recording', async () => {
    answer = (_request, response) => {
      response.setHeader('content-length', wav.length)
      response.write(wav.subarray(0, 5_000), () => response.destroy())
    }
    expect(await download()).toMatchObject({ kind: 'failed' })
    expect(kept()).toEqual([])
  })

  it('is asked for only over https, or of the line itself', async () => {
    let asked = 0
    answer = (_request, response) => {
      asked += 1
      response.end(wav)
    }
    for (const request of [{ plainOrigin: null }, { plainOrigin: 'http://127.0.0.1:1' }, { url: 'file:///etc/passwd' }, { url: 'no address' }]) expect(await download(request)).toEqual({ kind: 'refused', error: 'address_not_allowed' })
    expect(asked).toBe(0)
  })

  it('does not follow where it is sent elsewhere', async () => {
    answer = (request, response) => (request.url === '/other' ? response.end(wav) : response.writeHead(302, { location: '/other' }).end())
    expect(await download()).toMatchObject({ kind: 'failed' })
  })
})
