import type { Database } from '../open.ts'
import { sentiments, type Sentiment } from '../values.ts'
import type { SeqSet } from './seq-set.ts'
import { seqQueries, type SeqQuery, type TranscriptWhere } from './transcripts-filter.ts'
import { freshSets, matchingSet, type TranscriptSets } from './transcripts-sets.ts'

/** One bar: transcripts with the value, those of them whose outcome is known, those of these that were won. */
export interface BarRow { value: string; count: number; known: number; won: number }

export interface DashboardFigures {
  total: number
  classified: number
  corrected: number
  known: number
  won: number
  /** The most frequent value first. */
  byEnum: Record<string, BarRow[]>
  bySeller: BarRow[]
  /** `value` is YYYY-MM; the earliest first. */
  byMonth: BarRow[]
  sentimentByMonth: ({ month: string } & Record<Sentiment, number>)[]
  cross: { row: string; column: string; count: number }[]
}

/** What a dashboard's numbers are counted over. */
interface Population { readonly sets: TranscriptSets; readonly matching: SeqSet; readonly known: SeqSet; readonly won: SeqSet }

/**
 * Every figure of the dashboard over the transcripts that match the filter.
 * @param input `crossRow` and `crossColumn` name the enums of the cross table.
 */
export function transcriptDashboard(database: Database, input: { where: TranscriptWhere; crossRow: string; crossColumn: string }): DashboardFigures {
  const sets = freshSets(database)
  const { businessId } = input.where
  const matching = matchingSet(sets, input.where)
  const won = matching.and(sets.set(seqQueries.closed(businessId, true)))
  const known = won.or(matching.and(sets.set(seqQueries.closed(businessId, false))))
  const population: Population = { sets, matching, known, won }

  const values = labelValues(database)
  const byEnum = Object.fromEntries([...values].map(([enumName, names]) => [enumName, mostFrequentFirst(barsOf(population, names, (value) => seqQueries.labelled(enumName, value)))]))
  const months = monthsMet(database, businessId)
  return {
    total: matching.count(),
    classified: matching.countAnd(sets.set(seqQueries.classified(businessId))),
    corrected: matching.countAnd(sets.set(seqQueries.corrected())),
    known: known.count(),
    won: won.count(),
    byEnum: Object.fromEntries(Object.entries(byEnum).filter(([, bars]) => bars.length > 0)),
    bySeller: mostFrequentFirst(barsOf(population, sellersOf(database, businessId), (seller) => seqQueries.ofSeller(businessId, seller))),
    byMonth: barsOf(population, months, (month) => metInMonth(businessId, month)),
    sentimentByMonth: sentimentsOf(population, businessId, months),
    cross: crossOf(population, values, input.crossRow, input.crossColumn),
  }
}

function barsOf({ sets, matching, known, won }: Population, values: readonly string[], query: (value: string) => SeqQuery): BarRow[] {
  return values
    .map((value) => {
      const set = sets.set(query(value))
      return { value, count: set.countAnd(matching), known: set.countAnd(known), won: set.countAnd(won) }
    })
    .filter((bar) => bar.count > 0)
}

/** Equal ones stay in the order they came in. */
function mostFrequentFirst(bars: BarRow[]): BarRow[] {
  return bars.sort((one, other) => other.count - one.count)
}

function sentimentsOf({ sets, matching }: Population, businessId: string, months: readonly string[]): DashboardFigures['sentimentByMonth'] {
  const ofSentiment = Object.fromEntries(sentiments.map((sentiment) => [sentiment, matching.and(sets.set(seqQueries.ofSentiment(businessId, sentiment)))])) as Record<Sentiment, SeqSet>
  return months
    .map((month) => {
      const met = sets.set(metInMonth(businessId, month))
      return { month, positive: met.countAnd(ofSentiment.positive), neutral: met.countAnd(ofSentiment.neutral), negative: met.countAnd(ofSentiment.negative) }
    })
    .filter(({ positive, neutral, negative }) => positive + neutral + negative > 0)
}

function crossOf({ sets, matching }: Population, values: ReadonlyMap<string, readonly string[]>, crossRow: string, crossColumn: string): DashboardFigures['cross'] {
  return (values.get(crossRow) ?? []).flatMap((row) => {
    const inRow = matching.and(sets.set(seqQueries.labelled(crossRow, row)))
    return (values.get(crossColumn) ?? [])
      .map((column) => ({ row, column, count: inRow.countAnd(sets.set(seqQueries.labelled(crossColumn, column))) }))
      .filter((cell) => cell.count > 0)
  })
}

function metInMonth(businessId: string, month: string): SeqQuery {
  return seqQueries.met(businessId, `${month}-01`, `${month}-31`)
}

// The distinct values of an index are found by leaping from one to the next: a few microseconds each, where DISTINCT
// would walk every one of a million entries.

function labelValues(database: Database): Map<string, string[]> {
  const nextEnum = database.prepare<string>('SELECT enum FROM labels INDEXED BY labels_value WHERE enum > ? ORDER BY enum LIMIT 1').pluck()
  const nextValue = database.prepare<string>('SELECT value FROM labels INDEXED BY labels_value WHERE enum = ? AND value > ? ORDER BY value LIMIT 1').pluck()
  const values = new Map<string, string[]>()
  for (let enumName = nextEnum.get(''); enumName !== undefined; enumName = nextEnum.get(enumName)) {
    const ofEnum: string[] = []
    for (let value = nextValue.get(enumName, ''); value !== undefined; value = nextValue.get(enumName, value)) ofEnum.push(value)
    values.set(enumName, ofEnum)
  }
  return values
}

/** Everyone who sold, in the order of names that migration 0003 explains. */
export function sellersOf(database: Database, businessId: string): string[] {
  const from = 'SELECT seller, seller_order FROM transcripts INDEXED BY transcripts_seller_order WHERE business_id = ?'
  // Two leaps, because one over both columns would step through every transcript of the seller it starts from.
  const otherSpelling = database.prepare<{ seller: string; seller_order: string }>(`${from} AND seller_order = ? AND seller > ? ORDER BY seller LIMIT 1`)
  const otherName = database.prepare<{ seller: string; seller_order: string }>(`${from} AND seller_order > ? ORDER BY seller_order, seller LIMIT 1`)
  const sellers: string[] = []
  for (let found = otherName.get(businessId, ''); found !== undefined;) {
    sellers.push(found.seller)
    found = otherSpelling.get(businessId, found.seller_order, found.seller) ?? otherName.get(businessId, found.seller_order)
  }
  return sellers
}

/** Months in which somebody met, YYYY-MM, the earliest first. */
function monthsMet(database: Database, businessId: string): string[] {
  const next = database.prepare<string>('SELECT substr(met_on, 1, 7) FROM transcripts INDEXED BY transcripts_met_on WHERE business_id = ? AND met_on > ? ORDER BY met_on LIMIT 1').pluck()
  const months: string[] = []
  for (let month = next.get(businessId, ''); month !== undefined; month = next.get(businessId, `${month}-99`)) months.push(month)
  return months
}

/** What the filter's menus offer. */
export function transcriptFacets(database: Database, businessId: string): { sellers: string[]; metFrom: string | null; metTo: string | null } {
  const edge = (order: 'ASC' | 'DESC') =>
    database.prepare<string>(`SELECT met_on FROM transcripts INDEXED BY transcripts_met_on WHERE business_id = ? AND met_on IS NOT NULL ORDER BY met_on ${order} LIMIT 1`).pluck().get(businessId) ?? null
  return { sellers: sellersOf(database, businessId), metFrom: edge('ASC'), metTo: edge('DESC') }
}
