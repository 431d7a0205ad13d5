import { statSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import BetterSqlite3 from 'better-sqlite3'

/**
 * Entry of the thread that moves what was written from the log (WAL) into the database file. Its connection writes no
 * rows. PASSIVE never makes a writer or a reader wait.
 */
const path = String(workerData)
const sqlite = new BetterSqlite3(path)
sqlite.pragma('synchronous = NORMAL')
const checkpoint = sqlite.prepare('PRAGMA wal_checkpoint(PASSIVE)')

/** How often it looks, milliseconds. */
const lookEveryMs = 200
let seen = 0

const timer = setInterval(() => {
  const written = statSync(`${path}-wal`, { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (written === seen) return
  seen = written
  checkpoint.get()
}, lookEveryMs)

parentPort?.once('message', () => {
  clearInterval(timer)
  sqlite.close()
  parentPort?.close()
})
