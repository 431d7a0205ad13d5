import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getEventMeta, ORPCError } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { contract } from '../../engine/contract/contract.ts'
import type { EngineEvent } from '../../engine/contract/events.ts'
import { uploadPartBytes } from '../../db/values.ts'
import { startEngine } from '../../engine/start.ts'
import type { Engine } from '../../engine/start.ts'

export type EngineClient = ContractRouterClient<typeof contract>

/** A console connected over some transport. */
export interface Connection {
  readonly client: EngineClient
  /** Cuts the link as a dying engine or network does: no goodbye of the contract's own. */
  cut(): void
  /** Sends something that is no message of the contract. */
  sendNonsense(): void
  /** Resolves when the link is gone. */
  readonly closed: Promise<void>
}

/** A way to serve an engine. */
export interface Transport {
  connect(): Promise<Connection>
  close(): Promise<void>
}

/** What a console may rely on, whatever carries its calls. Run with every transport the engine is served over. */
export function describeApi(name: string, serve: (engine: Engine) => Promise<Transport>): void {
  describe(`the API over ${name}`, () => {
    let dataFolder: string
    let engine: Engine
    let transport: Transport

    beforeEach(async () => {
      dataFolder = mkdtempSync(join(tmpdir(), 'vocero-api-'))
      engine = await startEngine({ dataFolder })
      transport = await serve(engine)
    })

    afterEach(async () => {
      await transport.close()
      await engine.close()
      rmSync(dataFolder, { recursive: true })
    })

    it('greets with who answers', async () => {
      const { client } = await transport.connect()
      expect(await client.system.hello()).toMatchObject({ boot: engine.boot, dataFolder, firstRun: true })
    })

    it('answers many calls at once, each with its own answer', async () => {
      const { client } = await transport.connect()
      const names = Array.from({ length: 100 }, (_, index) => `Empresa ñandú ${index}`)
      const made = await Promise.all(names.map((name) => client.system.createBusiness({ name })))
      expect(made.map((business) => business.name)).toEqual(names)
      expect(new Set(made.map((business) => business.id)).size).toBe(100)
    })

    it('refuses input that breaks the contract and says where', async () => {
      const { client } = await transport.connect()
      const error = await client.system.createBusiness({ name: ' ' }).catch((problem: unknown) => problem)
      expect(error).toBeInstanceOf(ORPCError)
      expect(error).toMatchObject({ code: 'BAD_REQUEST', status: 400, data: { issues: [{ path: ['name'] }] } })
      expect(await client.system.businesses()).toEqual([])
    })

    it('says what was not found, in a way the screen can translate', async () => {
      const { client } = await transport.connect()
      const error = await client.jobs.get({ id: 'no-such-job' }).catch((problem: unknown) => problem)
      expect(error).toMatchObject({ code: 'NOT_FOUND', status: 404, defined: true, data: { reason: expect.any(String) } })
    })

    it('streams what happens, and goes on after the last event seen when a console comes back', async () => {
      const first = await transport.connect()
      const stream = await first.client.events.stream()
      const seen = stream.next()
      await eventually(() => engine.events.publish(progress(1)), seen)
      const { value } = await seen
      expect(value).toEqual(progress(1))
      const lastEventId = getEventMeta(value)?.id
      expect(lastEventId).toEqual(expect.any(String))

      first.cut()
      await first.closed
      engine.events.publish(progress(1_001))
      engine.events.publish(progress(1_002))

      const second = await transport.connect()
      const resumed = await second.client.events.stream(undefined, { lastEventId: lastEventId ?? '' })
      const missed: number[] = []
      for await (const event of resumed) {
        if (event.type === 'job.progress' && event.done > 1_000) missed.push(event.done)
        if (missed.length === 2) break
      }
      expect(missed).toEqual([1_001, 1_002])
    })

    it('tells a console to fetch anew when what it missed is no longer known', async () => {
      const { client } = await transport.connect()
      const stream = await client.events.stream(undefined, { lastEventId: 'an-earlier-start.7' })
      expect((await stream.next()).value).toEqual({ type: 'reset' })
    })

    it('stops producing a stream nobody reads any more', async () => {
      const ended = watchStreams(engine)
      const { client } = await transport.connect()
      const abort = new AbortController()
      const stream = await client.events.stream(undefined, { signal: abort.signal })
      const waiting = stream.next()
      abort.abort()
      await expect(waiting).rejects.toThrow(/abort/i)
      await ended
      expect(await client.system.hello()).toMatchObject({ boot: engine.boot })
    })

    it('rejects what was waiting when the link is cut, and ends what ran for it', async () => {
      const ended = watchStreams(engine)
      const connection = await transport.connect()
      const stream = await connection.client.events.stream()
      const event = stream.next()
      const call = connection.client.system.hello()
      connection.cut()
      const outcomes = await Promise.allSettled([call, event])
      expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'rejected'])
      await ended
      const again = await transport.connect()
      expect(await again.client.system.hello()).toMatchObject({ boot: engine.boot })
    })

    it('hangs up on nonsense and goes on serving everyone else', async () => {
      const polite = await transport.connect()
      const rude = await transport.connect()
      rude.sendNonsense()
      await rude.closed
      expect(await polite.client.system.hello()).toMatchObject({ boot: engine.boot })
    })

    it('takes files in parts of the full size, byte for byte', async () => {
      const { client } = await transport.connect()
      const rows = Array.from({ length: 6_000 }, (_, index) => `Cliente ${index},cliente${index}@example.com,"Reunión número ${index}: quieren automatizar la atención, con acentos y comas"`)
      const file = new Blob([['Nombre,Correo,Transcripcion', ...rows].join('\n')])
      expect(file.size).toBeGreaterThan(2 * uploadPartBytes)
      const { uploadId } = await client.ingest.beginUpload({ fileName: 'reuniones.csv', bytes: file.size })
      for (let offset = 0; offset < file.size; offset += uploadPartBytes) {
        const { received } = await client.ingest.uploadPart({ uploadId, offset, data: file.slice(offset, offset + uploadPartBytes) })
        expect(received).toBe(Math.min(offset + uploadPartBytes, file.size))
      }
      const preview = await client.ingest.preview({ uploadId })
      expect(preview).toMatchObject({ format: 'csv', columns: ['Nombre', 'Correo', 'Transcripcion'], rowCount: 6_000 })
      expect(preview.rows[0]?.[2]).toBe('Reunión número 0: quieren automatizar la atención, con acentos y comas')
    })
  })
}

function progress(done: number): EngineEvent {
  return { type: 'job.progress', id: 'job', done, total: null, note: null }
}

/** Resolves when a stream of events that was opened after this has ended on the engine's side. */
function watchStreams(engine: Engine): Promise<void> {
  const ended = Promise.withResolvers<void>()
  const stream = engine.events.stream.bind(engine.events)
  vi.spyOn(engine.events, 'stream').mockImplementation(async function* watched(...given) {
    try {
      yield* stream(...given)
    } finally {
      ended.resolve()
    }
  })
  return ended.promise
}

/**
 * Does something again until what it causes is seen: a stream is open for the console a moment before the engine
 * listens for it, and events in that moment are rightly not part of it.
 */
async function eventually(act: () => void, seen: Promise<unknown>): Promise<void> {
  const came = seen.then(() => true)
  do act()
  while (!(await Promise.race([came, new Promise((resolve) => { setImmediate(resolve, false) })])))
}
