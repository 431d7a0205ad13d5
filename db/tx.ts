import type { Database } from './open.ts'

/**
 * A write transaction that is open right now. Functions whose name ends in `Tx` take one: they write, and leave
 * committing to whoever opened it. It must not outlive the callback, nor cross an await.
 */
export interface Tx {
  readonly database: Database
  /** Runs after the commit, in order; dropped when the transaction is rolled back. For events and wake-ups. */
  afterCommit(callback: () => void): void
}

const openTransactions = new WeakMap<Database, Tx>()

/**
 * Runs `body` in one `BEGIN IMMEDIATE` transaction. Everything it writes is kept together or not at all. A call inside
 * another `writeTx` of the same database joins the outer transaction.
 * @throws whatever `body` throws, after rolling back; and an error when `body` returns a promise, since a transaction
 * held across an await would block every other write.
 */
export function writeTx<Result>(database: Database, body: (tx: Tx) => Result): Result {
  const outer = openTransactions.get(database)
  if (outer !== undefined) return body(outer)

  const callbacks: (() => void)[] = []
  const tx: Tx = { database, afterCommit: (callback) => void callbacks.push(callback) }
  database.prepare('BEGIN IMMEDIATE').run()
  openTransactions.set(database, tx)
  let result: Result
  try {
    result = body(tx)
    if (result instanceof Promise) throw new TypeError('A write transaction must be synchronous')
    database.prepare('COMMIT').run()
  } catch (error) {
    if (database.sqlite.inTransaction) database.prepare('ROLLBACK').run()
    throw error
  } finally {
    openTransactions.delete(database)
  }
  for (const callback of callbacks) callback()
  return result
}

/**
 * As `writeTx`, and on the disk before it returns: what it wrote outlives a power cut, not only a killed process. Costs
 * some milliseconds, so it is for what must never be forgotten, such as the intent to call somebody.
 * @throws as `writeTx`; and an error inside another transaction, whose durability cannot be changed any more.
 */
export function durableTx<Result>(database: Database, body: (tx: Tx) => Result): Result {
  if (openTransactions.has(database)) throw new Error('A durable transaction cannot be part of another one')
  database.sqlite.pragma('synchronous = FULL')
  try {
    return writeTx(database, body)
  } finally {
    database.sqlite.pragma('synchronous = NORMAL')
  }
}
