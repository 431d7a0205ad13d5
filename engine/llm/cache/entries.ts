import { createHash } from 'node:crypto'
import { countQuestions, deleteEntryTx, entryQuestions, type EntryKey } from '../../../db/queries/answer-cache.ts'
import type { Tx } from '../../../db/tx.ts'
import type { SpaceName, Vectors, VectorSource } from '../../knowledge/index.ts'
import type { CacheOwner, CacheScope } from '../ports.ts'

const prefix = 'answers'

/** Each namespace is searched by itself, so that no answer is ever found from another prompt, model or state of the data. */
export const spaceOf = ({ businessId, namespaceSeq }: { readonly businessId: string; readonly namespaceSeq: number }): SpaceName => ({ businessId, name: `${prefix}/${namespaceSeq}` })

/** What the vectors of kept answers are made of: their questions. */
export const answerVectors: VectorSource = {
  prefix,
  page: (database, { name }, after, limit) => entryQuestions(database, Number(name.slice(prefix.length + 1)), after, limit),
  count: (database, { name }) => countQuestions(database, Number(name.slice(prefix.length + 1))),
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url')

/** What tells one namespace of a task from another. */
export function namespaceKey({ dataVersion }: CacheScope, { model, promptVersion, system }: CacheOwner): string {
  return digest(JSON.stringify([model, promptVersion, system, dataVersion]))
}

/** The same for the very same question; spaces and the way accents are stored aside. */
export function questionHash(question: string): string {
  return digest(question.normalize('NFC').replace(/\s+/g, ' ').trim())
}

/** Begins the digest of a question whose text was let go. */
export const digestPrefix = 'sha256:'

export const questionDigest = (question: string): string => `${digestPrefix}${questionHash(question)}`

/** Throws a kept answer away, with its vector. */
export function removeEntryTx(tx: Tx, vectors: Pick<Vectors, 'removeTx'>, { seq, namespace_seq, business_id }: EntryKey): void {
  deleteEntryTx(tx, seq)
  vectors.removeTx(tx, spaceOf({ businessId: business_id, namespaceSeq: namespace_seq }), seq)
}
