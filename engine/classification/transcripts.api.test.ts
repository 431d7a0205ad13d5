import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createRouterClient } from '@orpc/server'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { migrate, readMigrations } from '../../db/migrate.ts'
import { openDatabase } from '../../db/open.ts'
import { BatchChanges, storeOfflineTx } from '../../db/queries/results.ts'
import { openReader } from '../../db/reader.ts'
import { writeTx } from '../../db/tx.ts'
import { idOf, plainSample, sampleSignals, storeSamples, type SampleTranscript } from '../../tests/fixtures/transcripts.ts'
import type { EngineEvent } from '../contract/events.ts'
import type { Taxonomy } from './taxonomy.ts'
import { transcriptsApi } from './transcripts.api.ts'

const folder = mkdtempSync(join(tmpdir(), 'vocero-transcripts-api-'))
const database = openDatabase(join(folder, 'vocero.sqlite'))
migrate(database, readMigrations(fileURLToPath(new URL('../../db/migrations', import.meta.url))), 0)
const reader = openReader(database.path, new URL('../../db/reader-thread.ts', import.meta.url))
afterAll(async () => {
  await reader.close()
  database.close()
  rmSync(folder, { recursive: true })
})

const label = { es: 'x', en: 'x' }
const cues = { es: [], en: [] }
const enumOf = (name: string, values: string[]): Taxonomy['enums'][number] => ({ name, label, values: values.map((value) => ({ value, label, description: label, prior: 1 / values.length, cues })) })
const taxonomy = { enums: [enumOf('urgency', ['short', 'long']), enumOf('language', ['es', 'en']), enumOf('mood', ['calm', 'tense'])], signals: sampleSignals.map((name) => ({ name, label, cues })) }

let events: EngineEvent[] = []
let reclassified: { seqs: number[]; businessId: string }[] = []
const now = 5_000
const client = createRouterClient(
  transcriptsApi({
    database,
    reader,
    clock: { now: () => now, after: () => () => {} },
    events: { publish: (event) => void events.push(event) },
    classifiers: { active: { taxonomy } },
    reclassifyTx(_tx, seqs, businessId) {
      reclassified.push({ seqs, businessId })
      return { jobId: 'job-1' }
    },
  }),
)
beforeEach(() => {
  events = []
  reclassified = []
})

const id = () => idOf(plainSample)
const filter = { businessId: 'shop' }
const correct = (value: string | null, enumName = 'urgency') => client.correct({ transcriptId: id(), enumName, value })
async function textOf(input: Parameters<typeof client.export>[0]): Promise<string> {
  let text = ''
  for await (const part of await client.export(input)) text += part
  return text
}
const unclassified: SampleTranscript = { ...plainSample, seq: 2, rowNumber: 2, result: null }
const foreign: SampleTranscript = { ...plainSample, seq: 3, businessId: 'clinic', batchId: 'clinic-1' }

describe('listing and reading', () => {
  beforeEach(() => storeSamples(database, [plainSample, unclassified, foreign]))

  it('lists what the console shows', async () => {
    const { rows, total } = await client.list({ filter, sort: { column: 'rowNumber', descending: true } })
    expect(total).toBe(2)
    expect(rows.map((row) => row.id)).toEqual([idOf(unclassified), id()])
    expect(rows[0]).toMatchObject({ sentiment: null, confidence: null, taxonomyVersion: null, labels: {} })
    expect(rows[1]).toMatchObject({ closed: true, sentiment: 'positive', corrected: false, labels: { urgency: 'short', language: 'es' } })
  })

  it('never shows anything of another business, whatever is asked', async () => {
    const asked = [{}, { batchId: 'clinic-1' }, { text: 'clientes' }, { labels: { urgency: ['short'] } }, { signals: ['pricing_discussion'] }, { sellers: ['Luis'] }, { corrected: false }, { outdated: false }]
    for (const part of asked) {
      const { rows } = await client.list({ filter: { ...filter, ...part } })
      expect(rows.map((row) => row.batchId).filter((batchId) => batchId !== 'batch-1')).toEqual([])
    }
    const { rows, total } = await client.list({ filter: { businessId: 'nobody' } })
    expect({ rows, total }).toEqual({ rows: [], total: 0 })
    expect((await client.dashboard({ filter, crossRow: 'urgency', crossColumn: 'language' })).total).toBe(2)
  })

  it('gives a whole transcript with quotes that lie in its text', async () => {
    const found = await client.get({ id: id() })
    const quote = found.result?.labels['urgency']?.quote
    expect(found.transcript.slice(quote?.start, quote?.end)).toBe('Queremos ')
    expect(found.result).toMatchObject({ source: 'offline', keyTopics: ['clientes', 'mensajes'], actionItems: [{ who: 'Luis', what: 'send the offer', when: 'Monday' }] })
    expect(found.result?.labels['urgency']).toEqual({ value: 'short', confidence: 0.75, evidence: 'quote', quote, analysis: 'About urgency', stage: 'zero_shot', source: 'offline', predictedValue: null })
    expect((await client.get({ id: idOf(unclassified) })).result).toBeNull()
    await expect(client.get({ id: 'nothing' })).rejects.toMatchObject({ code: 'NOT_FOUND', data: { reason: 'transcripts.not_found' } })
  })
})

describe('a correction', () => {
  beforeEach(() => storeSamples(database, [plainSample, unclassified]))

  it('puts a person above the classifier, keeps what the classifier said, and tells the consoles', async () => {
    const corrected = await correct('long')
    expect(corrected.corrected).toBe(true)
    // The classifier's quote speaks for the classifier's value, not for this one.
    expect(corrected.result?.labels['urgency']).toEqual({ value: 'long', confidence: 1, evidence: 'none', quote: null, analysis: '', stage: 'person', source: 'person', predictedValue: 'short' })
    expect((await client.list({ filter: { ...filter, corrected: true, labels: { urgency: ['long'] } } })).total).toBe(1)
    expect(events).toEqual([{ type: 'transcripts.changed', batchId: 'batch-1' }, { type: 'opinions.changed' }])
    expect(database.prepare(`SELECT corrected_at FROM labels WHERE source = 'person'`).pluck().all()).toEqual([now])
  })

  it('can be corrected again and taken back to what the classifier said', async () => {
    await correct('long')
    expect((await correct('long')).result?.labels['urgency']).toMatchObject({ value: 'long', predictedValue: 'short' })
    const before = await correct(null)
    expect(before).toMatchObject({ corrected: false })
    expect(before.result?.labels['urgency']).toMatchObject({ value: 'short', source: 'offline', stage: 'zero_shot', predictedValue: null, analysis: 'About urgency' })
    expect((await client.list({ filter: { ...filter, corrected: true } })).total).toBe(0)
    expect(await correct(null)).toEqual(before)
  })

  it('may confirm the classifier, whose quote then stands', async () => {
    expect((await correct('short')).result?.labels['urgency']).toMatchObject({ value: 'short', source: 'person', predictedValue: 'short', evidence: 'quote', analysis: 'About urgency' })
  })

  it('keeps the transcript marked until the last of them is taken back', async () => {
    await correct('long')
    expect((await correct('en', 'language')).result?.language).toBe('en')
    expect((await correct(null)).corrected).toBe(true)
    expect((await correct(null, 'language')).corrected).toBe(false)
  })

  it('labels an enum that the classifier did not know, and leaves nothing behind when taken back', async () => {
    expect((await correct('calm', 'mood')).result?.labels['mood']).toMatchObject({ value: 'calm', predictedValue: null })
    expect((await correct(null, 'mood')).result?.labels).not.toHaveProperty('mood')
  })

  it('outlives another run of the classifier, whose new word is what taking it back gives', async () => {
    await correct('long')
    const again = {
      language: 'es', sentiment: 'neutral', sentimentConfidence: 0.5, tone: '', keyTopics: '[]', actionItems: '[]', summary: '', confidence: 0.4, signals: '{}', labelDetails: '{}',
      labels: ['urgency', 'short', 'language', 'en'], signalsFound: [],
    } as const
    writeTx(database, (tx) => storeOfflineTx(tx, plainSample.seq, again, { taxonomyVersion: 2, modelVersion: null }, 'job-2', now, new BatchChanges()))
    expect((await client.get({ id: id() })).result?.labels).toMatchObject({ urgency: { value: 'long', source: 'person', predictedValue: 'short' }, language: { value: 'en' } })
    expect((await correct(null)).result?.labels['urgency']).toMatchObject({ value: 'short', source: 'offline' })
  })

  it('refuses what is not in the taxonomy, and transcripts without a result', async () => {
    await expect(correct('soon')).rejects.toMatchObject({ code: 'INVALID', data: { reason: 'transcripts.unknown_value' } })
    await expect(correct('fr', 'language')).rejects.toMatchObject({ code: 'INVALID', data: { reason: 'transcripts.unknown_value' } })
    await expect(correct('short', 'colour')).rejects.toMatchObject({ code: 'INVALID', data: { reason: 'transcripts.unknown_enum' } })
    await expect(client.correct({ transcriptId: idOf(unclassified), enumName: 'urgency', value: 'long' })).rejects.toMatchObject({ code: 'CONFLICT', data: { reason: 'transcripts.not_classified' } })
    await expect(client.correct({ transcriptId: 'nothing', enumName: 'urgency', value: 'long' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(events).toEqual([])
    expect((await client.get({ id: id() })).corrected).toBe(false)
  })
})

describe('classifying again', () => {
  it('asks for what matches, in one go, and for nothing when nothing does', async () => {
    storeSamples(database, [plainSample, { ...plainSample, seq: 2, rowNumber: 2, closed: false }, foreign])
    expect(await client.reclassify({ filter: { ...filter, closed: true } })).toEqual({ jobId: 'job-1', count: 1 })
    expect(reclassified).toEqual([{ seqs: [1], businessId: 'shop' }])
    expect(await client.reclassify({ filter: { ...filter, text: 'nowhere' } })).toEqual({ jobId: null, count: 0 })
    expect(reclassified).toHaveLength(1)
  })
})

describe('an export', () => {
  it('writes CSV of what is shown in the order shown, safe to open in a spreadsheet', async () => {
    storeSamples(database, [
      { ...plainSample, clientName: '=HYPERLINK("http://example.com")', result: { ...plainSample.result!, corrections: { urgency: 'long' } } },
      { ...plainSample, seq: 2, rowNumber: 2, clientName: 'Zoe; "la otra"', transcript: 'Dos\nlíneas', result: null },
      foreign,
    ])
    const text = await textOf({ filter, sort: { column: 'clientName', descending: true }, format: 'csv' })
    expect(text.startsWith('\ufeffclient_name;client_email;client_phone;met_on;seller;closed;transcript;urgency;urgency_confidence;urgency_quote;language;')).toBe(true)
    expect(text.split('\r\n')[0]?.endsWith('pricing_discussion;needs_follow_up;sentiment;key_topics;action_items;summary;confidence;source;model;cost_usd;fallback;taxonomy_version')).toBe(true)
    const [, first, second] = text.split('\r\n')
    expect(first).toBe(`"Zoe; ""la otra""";client@example.com;+56900000000;2026-01-15;Luis;1;"Dos\nlíneas"${';'.repeat(21)}`)
    expect(second).toContain(`"'=HYPERLINK(""http://example.com"")";client@example.com`)
    expect(second).toContain(';long;1;;es;0,75;"Queremos ";')
    expect(second).toContain(';About pricing_discussion;No specific indicators found;positive;"clientes; mensajes";Luis: send the offer (Monday);Call again;0,9;offline;;;;2')
    expect(text.split('\r\n')).toHaveLength(4)
  })

  it('writes JSON with the same names and the values as they are', async () => {
    storeSamples(database, [plainSample, unclassified])
    const [first, second] = JSON.parse(await textOf({ filter, format: 'json' })) as Record<string, unknown>[]
    expect(first).toMatchObject({ client_name: 'Ana', closed: true, urgency: 'short', urgency_confidence: 0.75, key_topics: ['clientes', 'mensajes'], action_items: [{ who: 'Luis', what: 'send the offer', when: 'Monday' }] })
    expect(second).toMatchObject({ client_name: 'Ana', urgency: null, sentiment: null, pricing_discussion: null })
    expect(Object.keys(first ?? {})).toEqual(Object.keys(second ?? {}))
  })

  it('streams: parts come as they are read, each transcript once, whatever is written meanwhile', async () => {
    storeSamples(database, Array.from({ length: 350 }, (_, index) => ({ ...plainSample, seq: index + 1, rowNumber: index + 1, clientName: `Name ${String(index).padStart(3, '0')}` })))
    const parts = await client.export({ filter, sort: { column: 'clientName', descending: false }, format: 'json' })
    const read: string[] = []
    for await (const part of parts) {
      // Renamed to the end of the order while the export is under way: shown neither twice nor never.
      if (read.length === 1) database.prepare(`UPDATE transcripts SET client_name = 'ZZZ' WHERE seq > 340`).run()
      read.push(part)
    }
    expect(read.length).toBeGreaterThan(4)
    expect(JSON.parse(read.join(''))).toHaveLength(350)
  })

  it('stops when it is aborted', async () => {
    storeSamples(database, Array.from({ length: 350 }, (_, index) => ({ ...plainSample, seq: index + 1, rowNumber: index + 1 })))
    const controller = new AbortController()
    const parts = await client.export({ filter, format: 'csv' }, { signal: controller.signal })
    const read: string[] = []
    await expect((async () => {
      for await (const part of parts) {
        read.push(part)
        controller.abort()
      }
    })()).rejects.toThrow(/abort/i)
    expect(read.length).toBeLessThan(3)
  })

  it('is a sound empty file when nothing matches', async () => {
    expect(await textOf({ filter: { businessId: 'nobody' }, format: 'json' })).toBe('[]\n')
    expect((await textOf({ filter: { businessId: 'nobody' }, format: 'csv' })).split('\r\n')).toHaveLength(2)
  })
})

describe('saved views', () => {
  beforeEach(() => storeSamples(database, [plainSample, foreign]))
  const view = { name: ' Won ', filter: { closed: true, labels: { urgency: ['short'] } }, columns: ['clientName', 'closed'], sort: { column: 'metOn' as const, descending: true } }

  it('are kept, changed and removed', async () => {
    const saved = await client.saveView({ businessId: 'shop', view })
    expect(saved).toEqual({ ...view, name: 'Won', id: saved.id })
    await client.saveView({ businessId: 'shop', view: { ...view, name: 'All', filter: {}, sort: null } })
    expect((await client.views({ businessId: 'shop' })).map((one) => one.name)).toEqual(['All', 'Won'])
    const renamed = await client.saveView({ businessId: 'shop', view: { ...saved, name: 'Won lately', columns: [] } })
    expect(renamed).toEqual({ ...saved, name: 'Won lately', columns: [] })
    await client.removeView({ id: saved.id })
    expect((await client.views({ businessId: 'shop' })).map((one) => one.name)).toEqual(['All'])
    await expect(client.removeView({ id: saved.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('belong to one business, under a name that is used once', async () => {
    const saved = await client.saveView({ businessId: 'shop', view })
    expect(await client.views({ businessId: 'clinic' })).toEqual([])
    await expect(client.saveView({ businessId: 'clinic', view: { ...saved, name: 'Mine now' } })).rejects.toMatchObject({ code: 'NOT_FOUND', data: { reason: 'transcripts.view_not_found' } })
    await expect(client.saveView({ businessId: 'shop', view })).rejects.toMatchObject({ code: 'CONFLICT', data: { reason: 'transcripts.view_name_taken' } })
    await expect(client.saveView({ businessId: 'shop', view: { ...view, name: '  ' } })).rejects.toMatchObject({ code: 'INVALID' })
    await expect(client.saveView({ businessId: 'nobody', view })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await client.saveView({ businessId: 'clinic', view })
  })
})
