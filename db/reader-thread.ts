import { workerData } from 'piscina'
import { openReadOnly, type Database } from './open.ts'
import { readerQueries, type ReaderQueryName } from './reader-queries.ts'

/** A question; or none, for a thread that is to be ready before there is one. */
export type ReaderTask = { readonly name: ReaderQueryName; readonly input: unknown } | { readonly name: null }

let database: Database | null = null

/** Runs one named query in one read transaction, so that everything it answers is of the same moment. */
export default function read(task: ReaderTask): unknown {
  database ??= openReadOnly((workerData as { path: string }).path)
  if (task.name === null) return null
  const query = readerQueries[task.name] as (database: Database, input: unknown) => unknown
  database.prepare('BEGIN').run()
  try {
    return query(database, task.input)
  } finally {
    database.prepare('ROLLBACK').run()
  }
}
