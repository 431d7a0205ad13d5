import { afterAll, expect, test } from 'vitest'
import { openTestDatabase, testFolder } from '../../tests/harness/test-data.ts'
import { addBusiness } from '../../tests/harness/test-vectors.ts'
import { newId } from '../id.ts'
import { writeTx } from '../tx.ts'
import { chunksByWords, type WordsQuestion } from './chunks-by-words.ts'
import { deleteChunksTx, insertChunkTx } from './chunks.ts'
import { insertDocumentTx, insertDocumentVersionTx, setLiveVersionTx } from './documents.ts'

const folder = testFolder()
const database = openTestDatabase(folder.path)
afterAll(() => {
  database.close()
  folder.remove()
})

/** As few as this may be scored, so that a few hundred chunks are many. */
const few = 60
let filler = 0

/** Adds a document of such texts, shown unless told otherwise. @returns its id and the numbers of its chunks. */
function addDocument(businessId: string, texts: readonly string[], { shown = true } = {}) {
  return writeTx(database, (tx) => {
    const id = newId()
    const document = insertDocumentTx(tx, { id, business_id: businessId, title: '', tags: '[]', metadata: '{}', created_at: 0 })
    const version = insertDocumentVersionTx(tx, { id: newId(), document_seq: document, file_name: 'a.md', kind: 'markdown', bytes: 1, content_hash: id, created_at: 0 })
    const chunks = texts.map((text, position) => insertChunkTx(tx, businessId, { version_seq: version, position, kind: 'prose', headings: '[]', text, language: 'es', page: null }, { headings: '', text }) ?? 0)
    if (shown) setLiveVersionTx(tx, document, version, 0)
    return { id, chunks }
  })
}

/** Texts of all lengths in which `common` words stand in most and no other word twice. */
const ordinary = (count: number, common = ['precio', 'producto']) =>
  Array.from({ length: count }, (_, at) => [...common.slice(at % 5 === 0 ? 1 : 0), ...Array.from({ length: 3 + (at % 7) }, () => `relleno${filler += 1}`), ...(at % 3 === 0 ? common : [])].join(' '))

const ask = (businessId: string, stems: string[], { most = few, limit = 5, ...filter }: { most?: number; limit?: number } & WordsQuestion['filter'] = {}) => chunksByWords(database, { businessId, stems, filter, limit }, most)

test('a chunk with a rare word comes first among hundreds that have only the common ones, and of two such that with the common ones too', () => {
  const businessId = addBusiness(database)
  addDocument(businessId, ordinary(200))
  const { chunks: [plain, whole] } = addDocument(businessId, ['extintor relleno de polvo', 'extintor precio de producto'])
  addDocument(businessId, ordinary(200))
  const found = ask(businessId, ['precio', 'producto', 'extintor'])
  expect(found.slice(0, 2).map(({ chunk }) => chunk)).toEqual([whole, plain])
  // The common words fill up what the rare one leaves free.
  expect(found).toHaveLength(5)
})

test('scores are those of FTS5 over the whole index, whether it is scored whole or by choice', () => {
  const businessId = addBusiness(database)
  addDocument(businessId, [...ordinary(150), 'extintor precio precio', 'extintor producto de polvo químico', 'el precio del extintor c++ es 10.5', ...ordinary(150)])
  const stems = ['precio', 'producto', 'extintor', 'c++', '10.5', 'nowhere']
  const table = `chunks_search_${database.prepare('SELECT seq FROM chunk_indexes WHERE business_id = ?').pluck().get(businessId)}`
  const exact = database
    .prepare<{ chunk: number; score: number }>(`SELECT rowid AS chunk, -bm25(${table}, 2, 1) AS score FROM ${table} WHERE ${table} MATCH ? ORDER BY score DESC, chunk`)
    .all(stems.map((stem) => `"${stem}"`).join(' OR '))
  expect(ask(businessId, stems, { most: 6_000, limit: 40 })).toEqual(exact.slice(0, 40))
  const chosen = ask(businessId, stems, { limit: 40 })
  expect(chosen).toHaveLength(40)
  expect(chosen.slice(0, 3).map(({ chunk }) => chunk)).toEqual(exact.slice(0, 3).map(({ chunk }) => chunk))
  for (const { chunk, score } of chosen) expect(score).toBeCloseTo(exact.find((one) => one.chunk === chunk)?.score ?? 0, 9)
})

test('of common words alone, chunks with several of them are found wherever they stand', () => {
  const businessId = addBusiness(database)
  addDocument(businessId, [...ordinary(150, ['precio']), ...ordinary(150, ['casco'])])
  const { chunks: [both] } = addDocument(businessId, ['precio casco'])
  expect(ask(businessId, ['precio', 'casco'])[0]?.chunk).toBe(both)
  expect(ask(businessId, ['precio'])).toHaveLength(5)
})

test('a filter finds its own chunks behind hundreds that it holds back', () => {
  const businessId = addBusiness(database)
  const { chunks: [rare] } = addDocument(businessId, ['extintor precio', ...ordinary(600)])
  const wanted = addDocument(businessId, ['precio de cascos', 'producto nuevo', 'otra cosa'])
  expect(ask(businessId, ['precio', 'producto', 'extintor'], { documents: [wanted.id] }).map(({ chunk }) => chunk).sort()).toEqual(wanted.chunks.slice(0, 2))
  // This one lets hundreds through.
  expect(ask(businessId, ['precio', 'producto', 'extintor'], { kinds: ['markdown'] })[0]?.chunk).toBe(rare)
})

test('what is not shown, was deleted or is of another business is never found, and gives its place to what is', () => {
  const [businessId, other] = [addBusiness(database), addBusiness(database)]
  addDocument(other, ['extintor de otros', ...ordinary(300)])
  addDocument(businessId, ordinary(150))
  addDocument(businessId, Array.from({ length: 40 }, () => 'extintor extintor de antes'), { shown: false })
  const { chunks } = addDocument(businessId, ['extintor deleted', 'un extintor entre muchos otros productos de la bodega', ...ordinary(150)])
  writeTx(database, (tx) => deleteChunksTx(tx, businessId, chunks.slice(0, 1)))
  const found = ask(businessId, ['extintor', 'precio', 'producto'])
  expect(found[0]?.chunk).toBe(chunks[1])
  const own = new Set(database.prepare<number>('SELECT chunks.seq FROM chunks JOIN documents ON live_seq = version_seq WHERE business_id = ?').pluck().all(businessId))
  for (const { chunk } of found) expect(own.has(chunk)).toBe(true)
  expect(ask(other, ['extintor', 'precio', 'producto'])[0]?.chunk).not.toBe(chunks[1])
})
