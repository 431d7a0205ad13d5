import { entryKeyOf } from '../../db/queries/answer-cache.ts'
import { eraseHitTextsTx, eraseInferenceTextsTx, folded, squeezed, type FoundTexts, type PersonMarks } from '../../db/queries/person-texts.ts'
import { overwriting, type Database } from '../../db/open.ts'
import type { Reader } from '../../db/reader.ts'
import { writeTx, type Tx } from '../../db/tx.ts'
import type { Vectors } from '../knowledge/index.ts'
import type { EventBus } from '../observe/event-bus.ts'
import { removeEntryTx } from './cache/entries.ts'

/** A person as a business knows them. */
export interface KnownPerson {
  readonly businessId: string
  readonly name: string
  readonly nationalId: string
  readonly phones: readonly string[]
  readonly emails: readonly string[]
}

export interface ForgetNeeds {
  readonly database: Database
  readonly reader: Reader
  readonly vectors: Pick<Vectors, 'removeTx'>
  readonly events: Pick<EventBus, 'publish'>
}

/** Texts looked through in one question to a reading thread: some 50 ms, so that pages are answered in between. */
const searchedAtOnce = 1_000
/** The last figures of a phone, by which it is found with its country's number or without. */
const phoneFigures = 8
/** Shorter numbers stand in too many texts about others. */
const leastFigures = 6

/**
 * Takes out of the audit and the kept answers whatever names a person: texts of the audit and of hits are replaced, kept
 * answers thrown away, figures stay. People of the same full name in the same business share this fate: nothing tells them apart.
 */
export function personForgetter({ database, reader, vectors, events }: ForgetNeeds): (person: KnownPerson) => Promise<void> {
  /** Goes through one kind of texts, a part at a time. */
  async function through(marks: PersonMarks, query: 'inferences.naming' | 'kept_answers.naming' | 'cache_hits.naming', eraseTx: (tx: Tx, seqs: readonly number[]) => void): Promise<void> {
    for (let after: number | null = 0; after !== null;) {
      const { seqs, last }: FoundTexts = await reader.run(query, { marks, after, limit: searchedAtOnce })
      if (seqs.length > 0) overwriting(database, () => writeTx(database, (tx) => eraseTx(tx, seqs)))
      after = last
    }
  }

  return async (person) => {
    const marks = marksOf(person)
    if (isNobody(marks)) return
    await through(marks, 'inferences.naming', eraseInferenceTextsTx)
    await through(marks, 'kept_answers.naming', (tx, seqs) => {
      for (const seq of seqs) {
        const entry = entryKeyOf(database, seq)
        if (entry !== null) removeEntryTx(tx, vectors, entry)
      }
    })
    await through(marks, 'cache_hits.naming', eraseHitTextsTx)
    events.publish({ type: 'inferences.changed' })
  }
}

/** Whether nothing is known by which a person could be found. */
export function isNobody({ name, numbers, emails }: PersonMarks): boolean {
  return name === null && numbers.length === 0 && emails.length === 0
}

/** What a person is looked for by in texts. A single word is no full name. */
export function marksOf({ businessId, name, nationalId, phones, emails }: KnownPerson): PersonMarks {
  const wholeName = folded(name)
  const numbers = [squeezed(nationalId), ...phones.map((phone) => phone.replaceAll(/\D/g, '').slice(-phoneFigures))]
  return {
    businessId,
    name: wholeName.includes(' ') ? wholeName : null,
    numbers: numbers.filter((number) => number.length >= leastFigures),
    emails: emails.map((email) => email.toLowerCase()),
  }
}
