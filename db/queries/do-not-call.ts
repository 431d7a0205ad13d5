import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import type { DoNotCallScope } from '../values.ts'

export interface DoNotCallRow {
  seq: number
  id: string
  business_id: string
  simulated: number
  scope: DoNotCallScope
  /** The person's key, or the number in E.164. */
  subject: string
  name: string | null
  source: string
  reason: string
  attempt_id: string | null
  created_at: number
  lifted_at: number | null
  lifted_reason: string | null
}

/** Puts a person or a number on the list. @returns false when it is on it already. */
export function insertDoNotCallTx(tx: Tx, row: Omit<DoNotCallRow, 'seq' | 'lifted_at' | 'lifted_reason'>): boolean {
  return tx.database
    .prepare(`INSERT INTO do_not_call (id, business_id, simulated, scope, subject, name, source, reason, attempt_id, created_at) VALUES (?,?,?,?,?,?,?,?,?,?)
      ON CONFLICT (business_id, simulated, scope, subject) WHERE lifted_at IS NULL DO NOTHING`)
    .run(row.id, row.business_id, row.simulated, row.scope, row.subject, row.name, row.source, row.reason, row.attempt_id, row.created_at).changes === 1
}

export function doNotCallById(database: Database, id: string): DoNotCallRow | null {
  return database.prepare<DoNotCallRow>('SELECT * FROM do_not_call WHERE id = ?').get(id) ?? null
}

/** Takes an entry out of force; it stays to be read. @returns false when it is not in force. */
export function liftDoNotCallTx(tx: Tx, id: string, reason: string, now: number): boolean {
  return tx.database.prepare('UPDATE do_not_call SET lifted_at = ?, lifted_reason = ? WHERE id = ? AND lifted_at IS NULL').run(now, reason, id).changes === 1
}

export interface DoNotCallChoice { readonly businessId: string; readonly simulated: boolean; readonly text?: string; readonly lifted: boolean }

const chosen = `business_id = @businessId AND simulated = @simulated AND (lifted_at IS NOT NULL) = @lifted
  AND (@text = '' OR instr(subject, @text) > 0 OR instr(lower(coalesce(name, '')), lower(@text)) > 0)`

/** Entries, newest first. */
export function doNotCallList(database: Database, { businessId, simulated, text = '', lifted }: DoNotCallChoice, offset: number, limit: number): DoNotCallRow[] {
  return database
    .prepare<DoNotCallRow>(`SELECT * FROM do_not_call WHERE ${chosen} ORDER BY seq DESC LIMIT @limit OFFSET @offset`)
    .all({ businessId, simulated: Number(simulated), lifted: Number(lifted), text, offset, limit })
}

export function countDoNotCall(database: Database, { businessId, simulated, text = '', lifted }: DoNotCallChoice): number {
  return database.prepare<number>(`SELECT count(*) FROM do_not_call WHERE ${chosen}`).pluck().get({ businessId, simulated: Number(simulated), lifted: Number(lifted), text }) ?? 0
}

/** Entries ever made about a person or one of the numbers, newest first. */
export function doNotCallAbout(database: Database, businessId: string, simulated: boolean, personKey: string, numbers: readonly string[]): DoNotCallRow[] {
  return database
    .prepare<DoNotCallRow>(`SELECT * FROM do_not_call WHERE business_id = ? AND simulated = ? AND ((scope = 'person' AND subject = ?) OR (scope = 'number' AND subject IN (SELECT value FROM json_each(?)))) ORDER BY seq DESC`)
    .all(businessId, Number(simulated), personKey, JSON.stringify(numbers))
}
