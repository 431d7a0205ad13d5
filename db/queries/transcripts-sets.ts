import type { Database } from '../open.ts'
import { SeqSet } from './seq-set.ts'
import { conditionsOf, seqQueries, type Condition, type SeqQuery, type TranscriptWhere } from './transcripts-filter.ts'

/** Sets and orders kept between queries; past this they are all dropped. Some 2,000 of them at 100,000 transcripts. */
const keptBytes = 64 * 1024 * 1024

/**
 * Remembers, per connection, which transcripts each condition gives, until anything in the database changes. A person
 * who adds a filter, sorts or pages then pays only for what is new. What meetings were when they were imported is
 * remembered until one is added: results are written all the time while a batch runs.
 */
class TranscriptSets {
  readonly #database: Database
  readonly #sets = new Map<string, SeqSet>()
  /** They may have seqs of transcripts that are gone: every selection begins with those there are. */
  readonly #meetingSets = new Map<string, SeqSet>()
  readonly #orders = new Map<string, Uint32Array>()
  #version = ''
  #newest: string | null = null
  #bytes = 0
  #meetingBytes = 0

  constructor(database: Database) {
    this.#database = database
  }

  /** Forgets everything when somebody has written since: data_version tells of other connections, total_changes of this one. */
  refresh(): void {
    const version = `${this.#database.sqlite.pragma('data_version', { simple: true })}.${this.#database.prepare<{ n: number }>('SELECT total_changes() AS n').get()?.n}`
    if (version === this.#version) return
    this.#clear()
    this.#version = version
    // A seq is the highest plus one: nothing can have been added, nor a seq be used again, while the newest is the same.
    const newest = this.#database.prepare<string>('SELECT id FROM transcripts WHERE seq = (SELECT max(seq) FROM transcripts)').pluck().get() ?? null
    if (newest !== this.#newest) this.#clearMeetings()
    this.#newest = newest
  }

  set(query: SeqQuery): SeqSet {
    const key = keyOf(query)
    const kept = this.#sets.get(key) ?? this.#meetingSets.get(key)
    if (kept !== undefined) return kept
    const set = SeqSet.of(this.#seqs(query))
    this.#makeRoom(set.bytes)
    if (query.ofMeeting) {
      this.#meetingSets.set(key, set)
      this.#meetingBytes += set.bytes
    } else this.#sets.set(key, set)
    return set
  }

  order(query: SeqQuery): Uint32Array {
    const key = keyOf(query)
    const kept = this.#orders.get(key)
    if (kept !== undefined) return kept
    const order = Uint32Array.from(this.#seqs(query))
    this.#makeRoom(order.byteLength)
    this.#orders.set(key, order)
    return order
  }

  #seqs(query: SeqQuery): number[] {
    return this.#database.prepare<number>(query.sql).pluck().all(...query.parameters)
  }

  #makeRoom(bytes: number): void {
    if (this.#bytes + bytes > keptBytes) {
      this.#clearMeetings()
      this.#clear()
    }
    this.#bytes += bytes
  }

  #clear(): void {
    this.#sets.clear()
    this.#orders.clear()
    this.#bytes = this.#meetingBytes
  }

  #clearMeetings(): void {
    this.#meetingSets.clear()
    this.#bytes -= this.#meetingBytes
    this.#meetingBytes = 0
  }
}

function keyOf(query: SeqQuery): string {
  return `${query.sql}\n${JSON.stringify(query.parameters)}`
}

const setsOfConnection = new WeakMap<Database, TranscriptSets>()

/** The sets of a connection as of now. Call once at the start of a query, inside its read transaction. */
export function freshSets(database: Database): TranscriptSets {
  let sets = setsOfConnection.get(database)
  if (sets === undefined) {
    sets = new TranscriptSets(database)
    setsOfConnection.set(database, sets)
  }
  sets.refresh()
  return sets
}

export type { TranscriptSets }

function setOf(sets: TranscriptSets, condition: Condition): SeqSet {
  const [first, ...others] = condition.anyOf.map((query) => sets.set(query))
  if (first === undefined) return SeqSet.of([])
  return others.reduce((union, set) => union.or(set), first)
}

/** The transcripts of the business that meet the filter. Nothing of another business can be in it. */
export function matchingSet(sets: TranscriptSets, where: TranscriptWhere): SeqSet {
  return narrow(sets, sets.set(seqQueries.ofBusiness(where.businessId)), conditionsOf(where))
}

/** Those of `order`, in that order, that meet the filter. What `order` has is of the right business; the conditions need not be. */
export function matchingInOrder(sets: TranscriptSets, where: TranscriptWhere, order: Uint32Array): Uint32Array {
  const conditions = conditionsOf(where)
  if (conditions.length === 0) return order
  const first = conditions.find((condition) => condition.wanted)
  const others = conditions.filter((condition) => condition !== first)
  return narrow(sets, first === undefined ? SeqSet.of(order) : setOf(sets, first), others).filter(order)
}

function narrow(sets: TranscriptSets, from: SeqSet, conditions: readonly Condition[]): SeqSet {
  return conditions.reduce((matching, condition) => {
    const set = setOf(sets, condition)
    return condition.wanted ? matching.and(set) : matching.without(set)
  }, from)
}
