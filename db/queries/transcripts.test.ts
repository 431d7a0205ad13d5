import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { plainSample, sampleSignals, storeSamples, type SampleTranscript } from '../../tests/fixtures/transcripts.ts'
import { migrate, readMigrations } from '../migrate.ts'
import { openDatabase, openReadOnly } from '../open.ts'
import { sentiments } from '../values.ts'
import { transcriptDashboard, transcriptFacets } from './transcripts-dashboard.ts'
import { searchExpression, type TranscriptWhere } from './transcripts-filter.ts'
import { transcriptPage, transcriptSeqs, type TranscriptSort, type TranscriptSortColumn } from './transcripts-list.ts'

const folder = mkdtempSync(join(tmpdir(), 'vocero-transcripts-'))
const writer = openDatabase(join(folder, 'vocero.sqlite'))
migrate(writer, readMigrations(fileURLToPath(new URL('../migrations', import.meta.url))), 0)
// A connection of its own, as the engine's reading threads have: it must notice by itself what the writer has written.
const reader = openReadOnly(writer.path)
afterAll(() => {
  reader.close()
  writer.close()
  rmSync(folder, { recursive: true })
})

const businesses = ['shop', 'clinic']
const days = ['2025-12-31', '2026-01-01', '2026-01-15', '2026-02-28']
const enumValues = { urgency: ['short', 'long'], region: ['asia', 'africa', 'europe'] }
const words = ['menú', 'mensaje', 'mensajería', 'año', 'pan', 'Pan', 'precio']

/** As a person would file them: capitals and accents make no difference, ñ comes after n, spellings of one name stay together. */
const namesInOrder = ['Ana', 'ana', 'Ángel', 'Bea Pérez', 'Çelik', 'Élodie', 'Inzunza', 'Iñíguez', 'Luis', 'Óscar', 'Zoe']
const sellers = ['Ana', 'Luis', 'Óscar']

const sampleArbitrary = fc.record({
  business: fc.constantFrom(...businesses),
  batch: fc.constantFrom('1', '2'),
  clientName: fc.option(fc.constantFrom(...namesInOrder)),
  seller: fc.option(fc.constantFrom(...sellers)),
  metOn: fc.option(fc.constantFrom(...days)),
  closed: fc.option(fc.boolean()),
  transcript: fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 5 }).map((list) => list.join(' ')),
  result: fc.option(fc.record({
    sentiment: fc.constantFrom(...sentiments),
    confidence: fc.constantFrom(0.2, 0.5, 0.5, 0.9),
    taxonomyVersion: fc.constantFrom(1, 2),
    labels: fc.record({ urgency: fc.constantFrom(...enumValues.urgency), region: fc.constantFrom(...enumValues.region) }),
    corrections: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, fc.record({ region: fc.constantFrom(...enumValues.region) })),
    signals: fc.subarray([...sampleSignals]),
    model: fc.option(fc.constantFrom('agrees' as const, 'differs' as const, 'silent' as const), { nil: undefined }),
  })),
})
const samplesArbitrary = fc.array(sampleArbitrary, { maxLength: 30 }).map((list): SampleTranscript[] => {
  const rows = new Map<string, number>()
  return list.map(({ business, batch, result, ...sample }, index) => {
    const batchId = `${business}-${batch}`
    const rowNumber = (rows.get(batchId) ?? 0) + 1
    rows.set(batchId, rowNumber)
    // Seqs with gaps, as they are after a batch was taken back.
    return { ...sample, seq: 1 + index * 7, businessId: business, batchId, rowNumber, result: result === null ? null : { ...result, labels: { ...result.labels }, corrections: { ...result.corrections } } }
  })
})

type Filter = Omit<TranscriptWhere, 'businessId'>
const filterParts: Record<keyof Filter, fc.Arbitrary<unknown>> = {
  batchId: fc.constantFrom('shop-1', 'clinic-2', 'nowhere'),
  text: fc.array(fc.constantFrom(...words, 'MENSAJE', 'ano', 'men', 'pa', 'bea', 'perez', '"', '--', ''), { maxLength: 3 }).map((list) => list.join(' ')),
  sellers: fc.subarray([...sellers, 'Nobody']),
  closed: fc.boolean(),
  metFrom: fc.constantFrom(...days),
  metTo: fc.constantFrom(...days),
  sentiments: fc.subarray([...sentiments]),
  labels: fc.record({ urgency: fc.subarray([...enumValues.urgency, 'never']), region: fc.subarray(enumValues.region) }, { requiredKeys: [] }),
  signals: fc.subarray([...sampleSignals]),
  confidenceBelow: fc.constantFrom(0, 0.5, 0.6, 1),
  corrected: fc.boolean(),
  classified: fc.boolean(),
  outdated: fc.boolean(),
  sources: fc.subarray(['offline' as const, 'llm' as const]),
  disagree: fc.boolean(),
  fellBack: fc.boolean(),
}
// A few parts at a time: all of them together would hardly ever leave a row to look at.
const filterArbitrary = fc.subarray(Object.keys(filterParts) as (keyof Filter)[], { maxLength: 4 }).chain((parts) => fc.record(Object.fromEntries(parts.map((part) => [part, filterParts[part]])))) as fc.Arbitrary<Filter>
const sortArbitrary: fc.Arbitrary<TranscriptSort> = fc.record({
  column: fc.constantFrom<TranscriptSortColumn>('rowNumber', 'clientName', 'seller', 'metOn', 'closed', 'sentiment', 'confidence'),
  descending: fc.boolean(),
})

const wordsOf = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')

/** The filter as a person would explain it, over plain objects. */
function meets(sample: SampleTranscript, filter: Filter): boolean {
  const { result } = sample
  const labels: Record<string, string> = { ...result?.labels, ...result?.corrections }
  const wanted = wordsOf(filter.text ?? '')
  const last = wanted.at(-1)
  const has = wordsOf(`${sample.clientName ?? ''} ${sample.transcript}`)
  const corrected = result !== null && Object.keys(result.corrections).length > 0
  const source = result === null ? null : result.model === 'agrees' || result.model === 'differs' ? 'llm' : 'offline'
  const disagree = result?.model === 'differs' && result.corrections['region'] === undefined
  const outdated = result !== null && result.taxonomyVersion !== 2
  return (
    (filter.batchId === undefined || sample.batchId === filter.batchId) &&
    wanted.every((word, index) => has.some((one) => (index === wanted.length - 1 && last !== undefined && last.length >= 3 ? one.startsWith(word) : one === word))) &&
    (!filter.sellers?.length || (sample.seller !== null && filter.sellers.includes(sample.seller))) &&
    (filter.closed === undefined || sample.closed === filter.closed) &&
    (filter.metFrom === undefined || (sample.metOn !== null && sample.metOn >= filter.metFrom)) &&
    (filter.metTo === undefined || (sample.metOn !== null && sample.metOn <= filter.metTo)) &&
    (!filter.sentiments?.length || (result !== null && filter.sentiments.includes(result.sentiment))) &&
    Object.entries(filter.labels ?? {}).every(([name, values]) => values.length === 0 || values.includes(labels[name] ?? '')) &&
    (filter.signals ?? []).every((signal) => result !== null && result.signals.includes(signal)) &&
    (filter.confidenceBelow === undefined || (result !== null && result.confidence < filter.confidenceBelow)) &&
    (filter.corrected === undefined || corrected === filter.corrected) &&
    (filter.classified === undefined || (result !== null) === filter.classified) &&
    (filter.outdated === undefined || outdated === filter.outdated) &&
    (!filter.sources?.length || filter.sources.length === 2 || (source !== null && filter.sources.includes(source))) &&
    (filter.disagree === undefined || disagree === filter.disagree) &&
    (filter.fellBack === undefined || (result?.model === 'silent') === filter.fellBack)
  )
}

function sortKey(sample: SampleTranscript, column: TranscriptSortColumn): string | number | null {
  if (column === 'rowNumber') return sample.seq
  if (column === 'sentiment' || column === 'confidence') return sample.result?.[column] ?? null
  const value = sample[column]
  if (column === 'clientName' || column === 'seller') return value === null ? null : namesInOrder.indexOf(String(value))
  return typeof value === 'boolean' ? Number(value) : value
}

/** Without a value last; otherwise by value and then as stored, or exactly the other way round. */
function sorted(samples: readonly SampleTranscript[], { column, descending }: TranscriptSort): SampleTranscript[] {
  return samples.toSorted((one, other) => {
    const [first, second] = [sortKey(one, column), sortKey(other, column)]
    if (first === null || second === null) return first === second ? one.seq - other.seq : first === null ? 1 : -1
    const order = first === second ? one.seq - other.seq : first < second ? -1 : 1
    return descending ? -order : order
  })
}

const whole = { offset: 0, limit: 500 }
const search = (text: string) => transcriptPage(reader, { where: { businessId: 'shop', text }, sort: null, ...whole }).total
const labelOf = (sample: SampleTranscript, name: string) => (sample.result === null ? undefined : { ...sample.result.labels, ...sample.result.corrections }[name])
const byValue = (one: { value: string }, other: { value: string }) => (one.value < other.value ? -1 : 1)

describe('a list of transcripts', () => {
  it.each(Object.keys(filterParts) as (keyof Filter)[])('has what a plain look at every transcript finds by %s', (part) => {
    fc.assert(
      fc.property(samplesArbitrary, fc.constantFrom(...businesses), filterParts[part], (samples, businessId, value) => {
        storeSamples(writer, samples)
        const filter: Filter = { [part]: value }
        const page = transcriptPage(reader, { where: { businessId, ...filter }, sort: null, ...whole })
        const expected = samples.filter((sample) => sample.businessId === businessId && meets(sample, filter))
        expect(page.rows.map((row) => row.seq)).toEqual(expected.map((sample) => sample.seq))
        expect(page.total).toBe(expected.length)
      }),
      { numRuns: 40 },
    )
  })

  it('has what it should by all filters together, in every order, page by page without gaps or repeats', () => {
    fc.assert(
      fc.property(samplesArbitrary, fc.constantFrom(...businesses), filterArbitrary, sortArbitrary, fc.integer({ min: 1, max: 7 }), (samples, businessId, filter, sort, limit) => {
        storeSamples(writer, samples)
        const where = { businessId, ...filter }
        const expected = sorted(samples.filter((sample) => sample.businessId === businessId && meets(sample, filter)), sort).map((sample) => sample.seq)
        const found: number[] = []
        for (let offset = 0; offset <= expected.length; offset += limit) {
          const page = transcriptPage(reader, { where, sort, offset, limit })
          expect(page.total).toBe(expected.length)
          found.push(...page.rows.map((row) => row.seq))
        }
        expect(found).toEqual(expected)
        expect([...transcriptSeqs(reader, { where, sort })]).toEqual(expected)
      }),
      { numRuns: 400 },
    )
  })

  it('shows what was written a moment ago, to a filter that was asked before', () => {
    storeSamples(writer, [plainSample])
    const where = { businessId: 'shop', labels: { urgency: ['long'] } }
    expect(transcriptPage(reader, { where, sort: null, ...whole }).total).toBe(0)
    writer.prepare(`UPDATE labels SET value = 'long' WHERE enum = 'urgency'`).run()
    expect(transcriptPage(reader, { where, sort: null, ...whole }).rows.map((row) => row.labels)).toEqual([{ urgency: 'long', language: 'es' }])
  })

  it('orders names as people do, however they were typed', () => {
    // The second ñ and the second á are a letter and a combining mark, as a Mac writes them.
    const names = ['ZAMORA', 'Nuñez', 'nun\u0303ez', 'Nunez', 'Nuzez', 'Álvaro Díaz', 'alvaro diaz', 'A\u0301lvaro Soto', 'Alvaro Cid', 'Überall', 'Ubilla', 'Ñandú', 'Oyarzún', 'De la O', 'de La Ó']
    storeSamples(writer, names.map((clientName, index) => ({ ...plainSample, seq: index + 1, rowNumber: index + 1, clientName, seller: clientName })))
    const expected = [
      'Alvaro Cid', 'alvaro diaz', 'Álvaro Díaz', 'A\u0301lvaro Soto', 'De la O', 'de La Ó', 'Nunez', 'Nuñez', 'nun\u0303ez', 'Nuzez', 'Ñandú', 'Oyarzún', 'Überall', 'Ubilla', 'ZAMORA',
    ]
    for (const column of ['clientName', 'seller'] as const) {
      const listed = (descending: boolean) => transcriptPage(reader, { where: { businessId: 'shop' }, sort: { column, descending }, ...whole }).rows.map((row) => row.client_name)
      expect(listed(false)).toEqual(expected)
      expect(listed(true)).toEqual(expected.toReversed())
    }
    expect(transcriptFacets(reader, 'shop').sellers).toEqual(expected)
  })

  it('finds what was added, and no longer what was removed, by a filter that was asked before', () => {
    const samples = [1, 2, 3].map((seq) => ({ ...plainSample, seq, rowNumber: seq }))
    const where = { businessId: 'shop', text: 'clientes', sellers: ['Luis'] }
    const found = () => transcriptPage(reader, { where, sort: null, ...whole }).rows.map((row) => row.seq)
    storeSamples(writer, samples)
    expect(found()).toEqual([1, 2, 3])
    writer.prepare('DELETE FROM transcripts WHERE seq = 2').run()
    expect(found()).toEqual([1, 3])
    expect(transcriptDashboard(reader, { where, crossRow: 'urgency', crossColumn: 'none' })).toMatchObject({ total: 2, bySeller: [{ value: 'Luis', count: 2 }] })
    storeSamples(writer, samples)
    expect(found()).toEqual([1, 2, 3])
  })

  it('shows a row with its excerpt and effective labels', () => {
    const transcript = 'ñandú '.repeat(100)
    storeSamples(writer, [{ ...plainSample, transcript, result: { ...plainSample.result!, corrections: { urgency: 'long' } } }])
    const [row] = transcriptPage(reader, { where: { businessId: 'shop' }, sort: null, ...whole }).rows
    expect(row).toMatchObject({ client_name: 'Ana', excerpt: transcript.slice(0, 200), corrected: 1, labels: { urgency: 'long', language: 'es' } })
  })
})

describe('a search', () => {
  it('takes what people type for words, never for commands of the search language', () => {
    storeSamples(writer, [plainSample])
    for (const text of ['clientes', 'CLIENTES', 'clien', 'responder clientes', 'clientes antes', 'ána', 'queremos "responder"']) expect([text, search(text)]).toEqual([text, 1])
    for (const text of ['clientes NOT ana', 'nothing', 'client_name:nada', 'xyz*', 'responder OR nada', 'cl', 'NEAR(ana)']) expect([text, search(text)]).toEqual([text, 0])
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => { search(text) }))
    fc.assert(fc.property(fc.array(fc.constantFrom('"', '*', '(', ')', ':', '^', '-', '+', 'AND', 'OR', 'NOT', 'NEAR', 'ana', ' ', '\0', '{'), { maxLength: 12 }), (parts) => { search(parts.join('')) }))
  })

  it('asks for nothing when there is no word in it', () => {
    expect(searchExpression('')).toBeNull()
    expect(searchExpression(' *"() \0')).toBeNull()
  })
})

describe('a dashboard', () => {
  it('counts what a plain look at every transcript counts, under every filter', () => {
    fc.assert(
      fc.property(samplesArbitrary, fc.constantFrom(...businesses), filterArbitrary, (samples, businessId, filter) => {
        storeSamples(writer, samples)
        const matching = samples.filter((sample) => sample.businessId === businessId && meets(sample, filter))
        const bars = (valueOf: (sample: SampleTranscript) => string | null | undefined) =>
          Object.entries(Object.groupBy(matching.filter((sample) => (valueOf(sample) ?? null) !== null), (sample) => String(valueOf(sample)))).map(([value, group = []]) => ({
            value, count: group.length, known: group.filter((sample) => sample.closed !== null).length, won: group.filter((sample) => sample.closed === true).length,
          }))
        const figures = transcriptDashboard(reader, { where: { businessId, ...filter }, crossRow: 'urgency', crossColumn: 'region' })

        expect(figures).toMatchObject({
          total: matching.length,
          classified: matching.filter((sample) => sample.result !== null).length,
          corrected: matching.filter((sample) => Object.keys(sample.result?.corrections ?? {}).length > 0).length,
          known: matching.filter((sample) => sample.closed !== null).length,
          won: matching.filter((sample) => sample.closed === true).length,
        })
        for (const name of Object.keys(enumValues)) expect(figures.byEnum[name]?.toSorted(byValue) ?? []).toEqual(bars((sample) => labelOf(sample, name)).sort(byValue))
        expect(figures.bySeller.toSorted(byValue)).toEqual(bars((sample) => sample.seller).sort(byValue))
        expect(figures.byMonth).toEqual(bars((sample) => sample.metOn?.slice(0, 7)).sort(byValue))
        expect(figures.sentimentByMonth.map((month) => month.positive + month.neutral + month.negative).reduce((sum, count) => sum + count, 0))
          .toBe(matching.filter((sample) => sample.metOn !== null && sample.result !== null).length)
        for (const cell of figures.cross) expect(cell.count).toBe(matching.filter((sample) => labelOf(sample, 'urgency') === cell.row && labelOf(sample, 'region') === cell.column).length)
        expect(figures.cross.reduce((sum, cell) => sum + cell.count, 0)).toBe(matching.filter((sample) => sample.result !== null).length)
      }),
      { numRuns: 100 },
    )
  })

  it('shows the longest bars first', () => {
    storeSamples(writer, [1, 2, 3].map((seq) => ({ ...plainSample, seq, rowNumber: seq, seller: seq === 1 ? 'Ana' : 'Luis' })))
    expect(transcriptDashboard(reader, { where: { businessId: 'shop' }, crossRow: 'urgency', crossColumn: 'none' }).bySeller).toEqual([
      { value: 'Luis', count: 2, known: 2, won: 2 },
      { value: 'Ana', count: 1, known: 1, won: 1 },
    ])
  })
})

describe('the menus of the filter', () => {
  it('offer the sellers and the span of one business', () => {
    storeSamples(writer, [
      { ...plainSample, seq: 1, rowNumber: 1, seller: 'Luis', metOn: '2026-03-01' },
      { ...plainSample, seq: 2, rowNumber: 2, seller: 'Ana', metOn: '2025-03-01' },
      { ...plainSample, seq: 3, rowNumber: 3, seller: null, metOn: null },
      { ...plainSample, seq: 4, rowNumber: 1, seller: 'Eva', metOn: '2020-03-01', businessId: 'clinic', batchId: 'clinic-1' },
    ])
    expect(transcriptFacets(reader, 'shop')).toEqual({ sellers: ['Ana', 'Luis'], metFrom: '2025-03-01', metTo: '2026-03-01' })
    expect(transcriptFacets(reader, 'nobody')).toEqual({ sellers: [], metFrom: null, metTo: null })
  })
})
