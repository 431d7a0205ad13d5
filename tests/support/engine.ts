import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import type { EngineEvent } from '../../engine/contract/events.ts'
import { guessMapping } from '../../engine/ingest/index.ts'
import { makeLog } from '../../engine/observe/log.ts'
import { layTestDatabase } from '../harness/test-data.ts'
import { startEngine, type Engine, type EngineOptions } from '../../engine/start.ts'

export type TestEngine = Awaited<ReturnType<typeof openTestEngine>>

/** A real engine with real threads on a data folder of its own, and one business. */
export async function openTestEngine(dataFolder = mkdtempSync(join(tmpdir(), 'vocero-test-')), options: Partial<EngineOptions> = {}) {
  layTestDatabase(dataFolder)
  const engine: Engine = await startEngine({ dataFolder, log: makeLog('fatal'), slots: { interactive: 1, bulk: 2, background: 1 }, ...options })
  const client = createRouterClient(engine.router)
  const businessId = (await client.system.businesses())[0]?.id ?? (await client.system.createBusiness({ name: 'Test' })).id

  const upload = async (text: string, fileName = 'meetings.csv'): Promise<string> => {
    const data = new Blob([text])
    const { uploadId } = await client.ingest.beginUpload({ fileName, bytes: data.size })
    for (let offset = 0; offset < data.size; offset += 200_000) await client.ingest.uploadPart({ uploadId, offset, data: data.slice(offset, offset + 200_000) })
    return uploadId
  }

  /** Waits for the first event that `wanted` accepts; `already` is asked first, so that nothing is missed. */
  const until = async (wanted: (event: EngineEvent) => boolean, already: () => boolean = () => false): Promise<void> => {
    const stop = new AbortController()
    const stream = engine.events.stream(undefined, stop.signal)
    let next = stream.next()
    while (!already()) {
      const { value, done } = await next
      if (done === true) throw new Error('The engine closed')
      if (wanted(value.event)) break
      next = stream.next()
    }
    stop.abort()
  }

  return {
    engine,
    client,
    businessId,
    dataFolder,
    upload,
    until,
    async start(text: string, fileName = 'meetings.csv') {
      const uploadId = await upload(text, fileName)
      const preview = await client.ingest.preview({ uploadId })
      return client.batches.start({ businessId, uploadId, name: fileName, mapping: guessMapping(preview.columns, preview.rows) })
    },
    /** Waits until nothing runs or can be claimed, then gives the batch. */
    async settled(batchId: string) {
      await engine.runner.idle()
      return client.batches.get({ batchId })
    },
    /** Waits until conversations that came from calls were handed to the classifier, and it has read them. */
    async gathered() {
      const none = () => engine.database.sqlite.prepare(`SELECT count(*) FROM jobs WHERE kind = 'classification.gather' AND state <> 'done'`).pluck().get() === 0
      await until(none, none)
      await engine.runner.idle()
    },
    count: (sql: string, ...values: unknown[]) => engine.database.sqlite.prepare(sql).pluck().get(...values) as number,
    async close() {
      await engine.close()
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}

const cell = (text: string) => `"${text.replaceAll('"', '""')}"`

/** A meetings file in the usual layout. A row is the transcript, or all seven cells. */
export function meetingsCsv(rows: readonly (string | readonly string[])[]): string {
  const lines = rows.map((row, index) => (typeof row === 'string' ? [`Client ${index}`, `client${index}@example.com`, '56900000000', '2025-10-02', 'Ana', String(index % 2), row] : row).map(cell).join(','))
  return `Nombre,Correo Electronico,Numero de Telefono,Fecha de la Reunion,Vendedor asignado,closed,Transcripcion\n${lines.join('\n')}\n`
}
