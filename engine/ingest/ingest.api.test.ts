import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import type { RouterClient } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { migrate, readMigrations } from '../../db/migrate.ts'
import { openDatabase } from '../../db/open.ts'
import type { Database } from '../../db/open.ts'
import { rememberMappingTx } from '../../db/queries/uploads.ts'
import { writeTx } from '../../db/tx.ts'
import { uploadPartBytes } from '../../db/values.ts'
import { ingestApi } from './ingest.api.ts'
import { inspectFile, layoutKey } from './reading/index.ts'
import { maxUploadBytes, removeUnusedUploads, uploadPath } from './uploads.ts'
import type { UploadStore } from './uploads.ts'

const day = 24 * 60 * 60 * 1000
const csv = 'Nombre,Correo Electronico,Numero de Telefono,Fecha de la Reunion,Vendedor asignado,closed,Transcripcion\nAna,ana@example.com,5.69E+10,2024-03-15,Toro,1,"Sí, nos interesa"\n'

let store: UploadStore
let database: Database
let client: RouterClient<ReturnType<typeof ingestApi>>
let now: number

beforeEach(async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'vocero-ingest-'))
  now = Date.UTC(2026, 0, 1)
  database = openDatabase(join(dataFolder, 'vocero.sqlite'))
  migrate(database, readMigrations(join(import.meta.dirname, '../../db/migrations')), now)
  store = { database, dataFolder, clock: { now: () => now, after: () => () => undefined } }
  client = createRouterClient(ingestApi({ ...store, inspect: inspectFile }))
})

afterEach(async () => {
  database.close()
  await rm(store.dataFolder, { recursive: true, force: true })
})

async function upload(fileName: string, content: string | Buffer): Promise<string> {
  const blob = new Blob([content])
  const { uploadId } = await client.beginUpload({ fileName, bytes: blob.size })
  for (let offset = 0; offset < blob.size; offset += uploadPartBytes) await client.uploadPart({ uploadId, offset, data: blob.slice(offset, offset + uploadPartBytes) })
  return uploadId
}

function insertBatch(uploadId: string, state: string, importDone: number): void {
  database.sqlite.prepare(`INSERT OR IGNORE INTO businesses (id, name, created_at) VALUES ('b', 'b', 0)`).run()
  database.sqlite.prepare(`INSERT INTO batches (id, business_id, name, file_name, upload_id, mapping, state, import_done, created_at) VALUES (?, 'b', 'n', 'f', ?, '{}', ?, ?, 0)`).run(`batch-${uploadId}`, uploadId, state, importDone)
}

describe('uploading', () => {
  test('a file in parts is stored byte by byte under its id, whatever its name says', async () => {
    const content = Buffer.from('ñ,1\n'.repeat(200_000))
    const uploadId = await upload('../../../fuera.csv', content)
    expect(await readdir(join(store.dataFolder, 'uploads'))).toEqual([uploadId])
    expect((await readFile(uploadPath(store.dataFolder, uploadId))).equals(content)).toBe(true)
  })

  test('a part sent again changes nothing, and an empty one tells how far the upload is', async () => {
    const { uploadId } = await client.beginUpload({ fileName: 'a.csv', bytes: 6 })
    const part = { uploadId, offset: 0, data: new Blob(['abc']) }
    expect(await client.uploadPart(part)).toEqual({ received: 3 })
    expect(await client.uploadPart(part)).toEqual({ received: 3 })
    expect(await client.uploadPart({ ...part, data: new Blob([]) })).toEqual({ received: 3 })
    expect(await client.uploadPart({ uploadId, offset: 3, data: new Blob(['def']) })).toEqual({ received: 6 })
    expect(await readFile(uploadPath(store.dataFolder, uploadId), 'utf8')).toBe('abcdef')
  })

  test('parts that arrive together are written in turn', async () => {
    const { uploadId } = await client.beginUpload({ fileName: 'a.csv', bytes: 9 })
    const answers = await Promise.all([0, 3, 6].map((offset) => client.uploadPart({ uploadId, offset, data: new Blob([String(offset).repeat(3)]) })))
    expect(answers.at(-1)).toEqual({ received: 9 })
    expect(await readFile(uploadPath(store.dataFolder, uploadId), 'utf8')).toBe('000333666')
  })

  test('a part that leaves a gap, or goes beyond what was announced, is refused', async () => {
    const { uploadId } = await client.beginUpload({ fileName: 'a.csv', bytes: 6 })
    await expect(client.uploadPart({ uploadId, offset: 3, data: new Blob(['def']) })).rejects.toMatchObject({ code: 'CONFLICT', data: { reason: 'ingest.part_out_of_order' } })
    await expect(client.uploadPart({ uploadId, offset: 0, data: new Blob(['abcdefg']) })).rejects.toMatchObject({ code: 'INVALID', data: { reason: 'ingest.longer_than_announced' } })
    await expect(client.uploadPart({ uploadId: 'nadie', offset: 0, data: new Blob(['a']) })).rejects.toMatchObject({ code: 'NOT_FOUND', data: { reason: 'ingest.upload_missing' } })
  })

  test('empty and enormous files are refused before a byte is sent', async () => {
    await expect(client.beginUpload({ fileName: 'a.csv', bytes: 0 })).rejects.toMatchObject({ code: 'INVALID', data: { reason: 'ingest.empty_file' } })
    await expect(client.beginUpload({ fileName: 'a.csv', bytes: maxUploadBytes + 1 })).rejects.toMatchObject({ code: 'INVALID', data: { reason: 'ingest.file_too_large' } })
  })
})

describe('the preview', () => {
  test('shows columns, rows and the mapping guessed, and warns of phones a spreadsheet damaged', async () => {
    const uploadId = await upload('reuniones.csv', csv)
    expect(await client.preview({ uploadId })).toEqual({
      uploadId,
      fileName: 'reuniones.csv',
      format: 'csv',
      encoding: 'utf-8',
      delimiter: ',',
      columns: ['Nombre', 'Correo Electronico', 'Numero de Telefono', 'Fecha de la Reunion', 'Vendedor asignado', 'closed', 'Transcripcion'],
      mapping: { clientName: 0, clientEmail: 1, clientPhone: 2, metOn: 3, seller: 4, closed: 5, transcript: 6 },
      mappingRemembered: false,
      rows: [['Ana', 'ana@example.com', '5.69E+10', '2024-03-15', 'Toro', '1', 'Sí, nos interesa']],
      rowCount: 1,
      rowCountExact: true,
      warnings: [{ key: 'ingest.warning_damaged_phones', values: { count: 1 } }],
    })
  })

  test('prefers the mapping a person used for this layout', async () => {
    writeTx(database, (tx) => rememberMappingTx(tx, layoutKey(['Nombre', 'Notas', 'Resumen']), JSON.stringify({ transcript: 2 }), now))
    const preview = await client.preview({ uploadId: await upload('a.csv', 'NOMBRE,notas,Resumen\nAna,hola,todo bien\n') })
    expect(preview).toMatchObject({ mapping: { transcript: 2 }, mappingRemembered: true })
    expect(preview.warnings).toEqual(['NOMBRE', 'notas'].map((column) => ({ key: 'ingest.warning_unmapped_column', values: { column } })))
  })

  test('says what is wrong with a file it cannot read', async () => {
    await expect(client.preview({ uploadId: await upload('a.csv', 'a,b\n1,"x\n') })).rejects.toMatchObject({ code: 'INVALID', data: { reason: 'ingest.unclosed_quote', detail: '2' } })
    const { uploadId } = await client.beginUpload({ fileName: 'a.csv', bytes: 6 })
    await expect(client.preview({ uploadId })).rejects.toMatchObject({ code: 'CONFLICT', data: { reason: 'ingest.upload_incomplete' } })
  })
})

describe('uploads that nobody needs', () => {
  test('are discarded when asked, and asking twice is fine', async () => {
    const uploadId = await upload('a.csv', csv)
    await client.discard({ uploadId })
    await client.discard({ uploadId })
    expect(existsSync(uploadPath(store.dataFolder, uploadId))).toBe(false)
    await expect(client.preview({ uploadId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('stay while a batch has to read them', async () => {
    const uploadId = await upload('a.csv', csv)
    insertBatch(uploadId, 'running', 0)
    await expect(client.discard({ uploadId })).rejects.toMatchObject({ code: 'CONFLICT', data: { reason: 'ingest.upload_in_use' } })
  })

  test('are swept up after seven days, with files that lost their row', async () => {
    const [forgotten, needed, imported] = [await upload('a.csv', csv), await upload('b.csv', csv), await upload('c.csv', csv)]
    insertBatch(needed, 'paused', 0)
    insertBatch(imported, 'done', 1)
    now += 6 * day
    const recent = await upload('d.csv', csv)
    expect(await removeUnusedUploads(store)).toBe(0)
    now += day + 1
    await writeFile(join(store.dataFolder, 'uploads', 'sin-fila'), 'x')
    expect(await removeUnusedUploads(store)).toBe(3)
    expect((await readdir(join(store.dataFolder, 'uploads'))).sort()).toEqual([needed, recent].sort())
    expect(existsSync(uploadPath(store.dataFolder, forgotten))).toBe(false)
  })
})
