import type { Database } from '../open.ts'
import { chunksLetThrough, conditions, indexSeqOf, live, tableOf, type ChunkFilter } from './chunks.ts'

export interface WordsQuestion { readonly businessId: string; /** Stems, any of which may be there. */ readonly stems: readonly string[]; readonly filter: ChunkFilter; readonly limit: number }
export interface WordsFound { readonly chunk: number; /** BM25 within the business, larger is better. */ readonly score: number }

/** A stem and in how many chunks of the business it stands, whether they are shown or not. */
interface CountedStem { readonly stem: string; readonly chunks: number }

type Wanted = Omit<WordsQuestion, 'stems'> & { readonly most: number }

/** Of a heading's words each counts like this many of the text's. */
const headingWeight = 2
/** So many times as many as wanted are ranked: some may be of versions that are not shown, and common words may change their order. */
const askedMore = 4
/** Chunks that one question may have scored: each costs a microsecond, and a common word stands in most of a hundred thousand. */
const mostScored = 6_000
/** Chunks behind a filter up to which all of them are scored: sooner done than looking every match up. */
const fewLetThrough = 500
/** The constants of BM25, those of FTS5. */
const [saturation, lengthShare] = [1.2, 0.75]
/** What FTS5 gives a word that is in more than half of all chunks. */
const leastWeight = 1e-6

/**
 * The chunks that fit the words best, best first. Every word is quoted: nothing of it is syntax.
 * Scoring every chunk in which any word stands would take longer the commoner the words are, and those say the least. So the rare words
 * choose while they stand in few enough chunks together, and all words, the common ones too, score those that were chosen. Only where
 * rare ones find too few, the common ones choose as well. A small index is scored whole.
 * @param most chunks that may be scored for each choice
 */
export function chunksByWords(database: Database, { businessId, stems, filter, limit }: WordsQuestion, most = mostScored): WordsFound[] {
  const index = indexSeqOf(database, businessId)
  if (index === null) return []
  const table = tableOf(index)
  const counted = countedStems(database, table, stems)
  if (counted.length === 0) return []
  const byRarity = counted.toSorted((one, other) => one.chunks - other.chunks)
  const rare = rarest(byRarity, most)
  const wanted: Wanted = { businessId, filter, limit, most }
  if (rare.length === counted.length) return chosen(database, table, wanted, anyOf(counted)).slice(0, limit)

  if (isFiltering(filter)) {
    const through = chunksLetThrough(database, { businessId, filter }, fewLetThrough + 1)
    if (through.length <= fewLetThrough) return scored(database, table, counted, through).slice(0, limit)
  }

  const [first, ...others] = byRarity.slice(rare.length)
  const choices = [
    ...(rare.length === 0 ? [] : [anyOf(rare)]),
    ...(first === undefined || others.length === 0 ? [] : [`${quoted(first)} AND (${anyOf(others)})`]),
    anyOf(counted),
  ]
  const candidates = new Set<number>()
  for (const choice of choices) {
    for (const { chunk } of chosen(database, table, wanted, choice)) candidates.add(chunk)
    if (candidates.size >= limit) break
  }
  return scored(database, table, counted, [...candidates]).slice(0, limit)
}

const quoted = ({ stem }: CountedStem): string => `"${stem.replaceAll('"', '""')}"`
const anyOf = (stems: readonly CountedStem[]): string => stems.map(quoted).join(' OR ')

const isFiltering = (filter: ChunkFilter): boolean => Object.values(filter).some((value) => value !== undefined)

/** Those of the stems that there are. */
function countedStems(database: Database, table: string, stems: readonly string[]): CountedStem[] {
  const count = database.prepare<number>(`SELECT count(*) FROM ${table} WHERE ${table} MATCH ?`).pluck()
  return stems.map((stem) => ({ stem, chunks: count.get(quoted({ stem, chunks: 0 })) ?? 0 })).filter(({ chunks }) => chunks > 0)
}

/** Of stems, the rarest first, as many as stand in no more chunks together than may be scored. */
function rarest(stems: readonly CountedStem[], most: number): CountedStem[] {
  let sum = 0
  return stems.filter(({ chunks }) => (sum += chunks) <= most)
}

/** Best first, those of the chunks matching an expression that may be shown; more than wanted, where there are more. */
function chosen(database: Database, table: string, { businessId, filter, limit, most }: Wanted, expression: string): WordsFound[] {
  const { sql, parameters } = conditions(businessId, filter)
  const rows = limit * askedMore
  const ranked = (joined: string) => `SELECT * FROM (SELECT ${table}.rowid AS chunk, -bm25(${table}, ${headingWeight}, 1) AS score FROM ${table} ${joined} LIMIT ?) ORDER BY score DESC, chunk LIMIT ?`
  // Looking every match up costs more than ranking it. Mostly all that matches may be shown, so a few more are ranked and those looked up.
  if (!isFiltering(filter)) {
    const best = database.prepare<WordsFound>(ranked(`WHERE ${table} MATCH ?`)).all(expression, most, rows)
    const shown = new Set(database.prepare<number>(`SELECT chunks.seq FROM json_each(?) AS found CROSS JOIN chunks ON chunks.seq = found.value ${live} WHERE ${sql}`).pluck().all(JSON.stringify(best.map(({ chunk }) => chunk)), ...parameters))
    const found = best.filter(({ chunk }) => shown.has(chunk))
    if (found.length >= limit || best.length < rows) return found
  }
  return database.prepare<WordsFound>(ranked(`CROSS JOIN chunks ON chunks.seq = ${table}.rowid ${live} WHERE ${table} MATCH ? AND ${sql}`)).all(expression, ...parameters, most, rows)
}

/** BM25 of some chunks by all stems, best first: what FTS5 would give them. Those that have none of the stems are left out. */
function scored(database: Database, table: string, stems: readonly CountedStem[], chunks: readonly number[]): WordsFound[] {
  const { rows, words } = sizeOf(database, table)
  const weights = new Map(stems.map(({ stem, chunks: count }) => [stem, Math.max(leastWeight, Math.log((rows - count + 0.5) / (count + 0.5)))]))
  return database
    .prepare<{ chunk: number; headings: string; text: string }>(`SELECT ${table}.rowid AS chunk, headings, text FROM json_each(?) AS found CROSS JOIN ${table} ON ${table}.rowid = found.value`)
    .all(JSON.stringify(chunks))
    .map(({ chunk, headings, text }) => {
      const times = new Map<string, number>()
      const count = (words: string[], weight: number) => {
        for (const word of words) if (weights.has(word)) times.set(word, (times.get(word) ?? 0) + weight)
        return words.length
      }
      const length = count(wordsOf(headings), headingWeight) + count(wordsOf(text), 1)
      const softening = saturation * (1 - lengthShare + (lengthShare * length * rows) / words)
      let score = 0
      for (const [word, often] of times) score += ((weights.get(word) ?? 0) * often * (saturation + 1)) / (often + softening)
      return { chunk, score }
    })
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score || one.chunk - other.chunk)
}

const wordsOf = (stems: string): string[] => stems.split(' ').filter((word) => word !== '')

/**
 * Chunks and words of an index, from the record of averages that FTS5 keeps for its own BM25: variable-length numbers, the rows first and
 * then each column's words. Counting them anew would read the whole table.
 */
function sizeOf(database: Database, table: string): { rows: number; words: number } {
  const record = database.prepare<Buffer>(`SELECT block FROM ${table}_data WHERE id = 1`).pluck().get() ?? Buffer.alloc(0)
  const numbers: number[] = []
  let number = 0
  for (const byte of record) {
    number = number * 0x80 + (byte & 0x7f)
    if (byte >= 0x80) continue
    numbers.push(number)
    number = 0
  }
  const [rows = 0, ...columns] = numbers
  return { rows, words: columns.reduce((sum, words) => sum + words, 0) }
}
