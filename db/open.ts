import BetterSqlite3 from 'better-sqlite3'
import type { Database as Sqlite, Statement } from 'better-sqlite3'

/** The one writing connection, or a reading one. */
export interface Database {
  readonly sqlite: Sqlite
  readonly path: string
  /** A prepared statement, made once per text: preparing costs more than most of our statements do. */
  prepare<Row = unknown>(sql: string): Statement<unknown[], Row>
  close(): void
}

function wrap(sqlite: Sqlite, path: string): Database {
  const statements = new Map<string, Statement>()
  return {
    sqlite,
    path,
    prepare<Row>(sql: string) {
      let statement = statements.get(sql)
      if (statement === undefined) {
        statement = sqlite.prepare(sql)
        statements.set(sql, statement)
      }
      return statement as Statement<unknown[], Row>
    },
    close: () => sqlite.close(),
  }
}

/**
 * Opens the database for writing and reading; makes the file when it is missing. There is one such connection per
 * data folder (a second writer starves: it waits up to a second for the lock).
 * @throws SqliteError when the file is no database (`SQLITE_NOTADB`) or damaged (`SQLITE_CORRUPT`).
 */
export function openDatabase(path: string): Database {
  const sqlite = new BetterSqlite3(path)
  try {
    sqlite.pragma('journal_mode = WAL')
    // NORMAL loses at most the last commits on power failure, never consistency; a killed process loses nothing.
    sqlite.pragma('synchronous = NORMAL')
    sqlite.pragma('foreign_keys = ON')
    sqlite.pragma('busy_timeout = 5000')
    sqlite.pragma('cache_size = -65536')
    sqlite.pragma('temp_store = MEMORY')
    // A row that changes leaves no older self in the free space of its page, where erasing a person would never find it.
    sqlite.pragma('secure_delete = FAST')
    // Bounds the WAL file after a large import; SQLite otherwise keeps it at its highest size for ever.
    sqlite.pragma('journal_size_limit = 67108864')
  } catch (error) {
    sqlite.close()
    throw error
  }
  return wrap(sqlite, path)
}

/** Does something during which SQLite overwrites with zeros what is deleted, instead of leaving it in the file until the place is needed. */
export function overwriting<Result>(database: Database, body: () => Result): Result {
  database.sqlite.pragma('secure_delete = ON')
  try {
    return body()
  } finally {
    database.sqlite.pragma('secure_delete = FAST')
  }
}

/** Opens a connection that cannot write, for analytics and exports. The database must exist and be migrated. */
export function openReadOnly(path: string): Database {
  const sqlite = new BetterSqlite3(path, { readonly: true, fileMustExist: true })
  sqlite.pragma('busy_timeout = 5000')
  sqlite.pragma('query_only = ON')
  sqlite.pragma('cache_size = -32768')
  return wrap(sqlite, path)
}
