import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import type { ActionKind, ActionTrigger, DeliveryState } from '../values.ts'

export interface ActionRow {
  id: string
  business_id: string
  name: string
  enabled: number
  practice: number
  triggers: string
  kind: ActionKind
  config: string
  template: string
  previous_secret_until: number | null
  disabled_reason: string | null
  created_at: number
  updated_at: number
  archived_at: number | null
}

export interface DeliveryRow {
  seq: number
  id: string
  business_id: string
  action_id: string
  event_id: string
  trigger_name: ActionTrigger
  simulated: number
  sample: number
  debtor_id: string | null
  event: string
  state: DeliveryState
  attempts: number
  last_status: number | null
  error: string | null
  sending_since: number | null
  job_id: string | null
  created_at: number
  finished_at: number | null
}

export interface DeliveryAttemptRow { attempt: number; at: number; duration_ms: number; status: number | null; error: string | null; request: string | null; response: string | null }

/** A delivery in the log, with what its action is called. `next_try_at` is null while it is being sent. */
export type DeliveryListRow = Omit<DeliveryRow, 'event'> & { action_name: string; kind: ActionKind; next_try_at: number | null }

export interface DeliveryChoice { actionId?: string | undefined; states?: readonly DeliveryState[] | undefined; triggers?: readonly ActionTrigger[] | undefined; simulated?: boolean | undefined; sample?: boolean | undefined }

/** The actions of a business that were not taken away, oldest first. */
export function actionsOf(database: Database, businessId: string): ActionRow[] {
  return database.prepare<ActionRow>('SELECT * FROM actions WHERE business_id = ? AND archived_at IS NULL ORDER BY created_at, id').all(businessId)
}

/** Also one that was taken away: what it delivered is still in the log. */
export function actionById(database: Database, id: string): ActionRow | null {
  return database.prepare<ActionRow>('SELECT * FROM actions WHERE id = ?').get(id) ?? null
}

export function insertActionTx(tx: Tx, row: Pick<ActionRow, 'id' | 'business_id' | 'name' | 'enabled' | 'practice' | 'triggers' | 'kind' | 'config' | 'template'>, now: number): void {
  tx.database
    .prepare('INSERT INTO actions (id, business_id, name, enabled, practice, triggers, kind, config, template, created_at, updated_at) VALUES (?,?,?,?,?,?,?,?,?,?,?)')
    .run(row.id, row.business_id, row.name, row.enabled, row.practice, row.triggers, row.kind, row.config, row.template, now, now)
}

export function changeActionTx(tx: Tx, row: Pick<ActionRow, 'id' | 'name' | 'enabled' | 'practice' | 'triggers' | 'kind' | 'config' | 'template'>, now: number): void {
  tx.database
    .prepare('UPDATE actions SET name = ?, enabled = ?, practice = ?, triggers = ?, kind = ?, config = ?, template = ?, disabled_reason = NULL, updated_at = ? WHERE id = ?')
    .run(row.name, row.enabled, row.practice, row.triggers, row.kind, row.config, row.template, now, row.id)
}

/** @param reason why the program switches it off; null when a person switches. @returns false when it was so already. */
export function switchActionTx(tx: Tx, id: string, enabled: boolean, reason: string | null, now: number): boolean {
  return tx.database.prepare('UPDATE actions SET enabled = ?, disabled_reason = ?, updated_at = ? WHERE id = ? AND enabled <> ?').run(enabled ? 1 : 0, reason, now, id, enabled ? 1 : 0).changes === 1
}

export function archiveActionTx(tx: Tx, id: string, now: number): void {
  tx.database.prepare('UPDATE actions SET archived_at = ?, enabled = 0, updated_at = ? WHERE id = ?').run(now, now, id)
}

export function setPreviousSecretTx(tx: Tx, id: string, until: number | null, now: number): void {
  tx.database.prepare('UPDATE actions SET previous_secret_until = ?, updated_at = ? WHERE id = ?').run(until, now, id)
}

export interface DeliveryCountRow { action_id: string; state: DeliveryState; count: number; latest: number }

/** How the deliveries of each action stand, real or simulated; those a person made to try it out are left aside. */
export function deliveryCounts(database: Database, businessId: string, simulated: boolean): DeliveryCountRow[] {
  return database
    .prepare<DeliveryCountRow>('SELECT action_id, state, count(*) AS count, max(created_at) AS latest FROM deliveries WHERE business_id = ? AND simulated = ? AND sample = 0 GROUP BY action_id, state')
    .all(businessId, simulated ? 1 : 0)
}

/** @returns null when this action was told of the event before. */
export function insertDeliveryTx(tx: Tx, row: Pick<DeliveryRow, 'id' | 'business_id' | 'action_id' | 'event_id' | 'trigger_name' | 'simulated' | 'sample' | 'debtor_id' | 'event' | 'created_at'>): number | null {
  const { changes, lastInsertRowid } = tx.database
    .prepare(`INSERT INTO deliveries (id, business_id, action_id, event_id, trigger_name, simulated, sample, debtor_id, event, state, created_at) VALUES (?,?,?,?,?,?,?,?,?,'pending',?)
              ON CONFLICT (action_id, event_id) DO NOTHING`)
    .run(row.id, row.business_id, row.action_id, row.event_id, row.trigger_name, row.simulated, row.sample, row.debtor_id, row.event, row.created_at)
  return changes === 0 ? null : Number(lastInsertRowid)
}

export function deliveryById(database: Database, id: string): DeliveryRow | null {
  return database.prepare<DeliveryRow>('SELECT * FROM deliveries WHERE id = ?').get(id) ?? null
}

export function setDeliveryJobTx(tx: Tx, id: string, jobId: string): void {
  tx.database.prepare('UPDATE deliveries SET job_id = ? WHERE id = ?').run(jobId, id)
}

/** Says that a tool is about to be asked. */
export function markSendingTx(tx: Tx, id: string, now: number): void {
  tx.database.prepare('UPDATE deliveries SET sending_since = ? WHERE id = ?').run(now, id)
}

/** Keeps what a try came to; from here on it is known again how far it came. */
export function insertDeliveryAttemptTx(tx: Tx, deliverySeq: number, attempt: Omit<DeliveryAttemptRow, 'attempt'>): void {
  const { database } = tx
  const row = database
    .prepare<{ attempts: number }>('UPDATE deliveries SET attempts = attempts + 1, last_status = ?, error = ?, sending_since = NULL WHERE seq = ? RETURNING attempts')
    .get(attempt.status, attempt.error, deliverySeq)
  if (row === undefined) return
  database
    .prepare('INSERT INTO delivery_attempts (delivery_seq, attempt, at, duration_ms, status, error, request, response) VALUES (?,?,?,?,?,?,?,?)')
    .run(deliverySeq, row.attempts, attempt.at, attempt.duration_ms, attempt.status, attempt.error, attempt.request, attempt.response)
}

export function deliveryAttempts(database: Database, deliverySeq: number): DeliveryAttemptRow[] {
  return database.prepare<DeliveryAttemptRow>('SELECT attempt, at, duration_ms, status, error, request, response FROM delivery_attempts WHERE delivery_seq = ? ORDER BY attempt').all(deliverySeq)
}

/** Ends a delivery, or hands it to a person. @param error null keeps nothing of an earlier one. */
export function settleDeliveryTx(tx: Tx, id: string, state: Exclude<DeliveryState, 'pending'>, error: string | null, now: number): void {
  tx.database.prepare('UPDATE deliveries SET state = ?, error = ?, finished_at = ? WHERE id = ?').run(state, error, now, id)
}

/** Puts a delivery back to be sent again. @returns false when it is pending already or unknown. */
export function reopenDeliveryTx(tx: Tx, id: string): boolean {
  return tx.database.prepare(`UPDATE deliveries SET state = 'pending', error = NULL, finished_at = NULL, sending_since = NULL WHERE id = ? AND state <> 'pending'`).run(id).changes === 1
}

function conditions(businessId: string, choice: DeliveryChoice): { where: string; values: unknown[] } {
  const parts = ['deliveries.business_id = ?']
  const values: unknown[] = [businessId]
  const oneOf = (column: string, chosen: readonly string[]) => {
    parts.push(`${column} IN (${chosen.map(() => '?').join(',')})`)
    values.push(...chosen)
  }
  if (choice.actionId !== undefined) oneOf('deliveries.action_id', [choice.actionId])
  if (choice.states !== undefined && choice.states.length > 0) oneOf('deliveries.state', choice.states)
  if (choice.triggers !== undefined && choice.triggers.length > 0) oneOf('deliveries.trigger_name', choice.triggers)
  for (const flag of ['simulated', 'sample'] as const) {
    if (choice[flag] === undefined) continue
    parts.push(`deliveries.${flag} = ?`)
    values.push(choice[flag] ? 1 : 0)
  }
  return { where: parts.join(' AND '), values }
}

const listColumns = `deliveries.seq, deliveries.id, deliveries.business_id, action_id, event_id, trigger_name, simulated, sample, debtor_id, deliveries.state, deliveries.attempts, last_status, error, sending_since,
  job_id, deliveries.created_at, deliveries.finished_at, actions.name AS action_name, actions.kind AS kind, CASE WHEN jobs.state = 'scheduled' THEN jobs.run_at END AS next_try_at`

/** The log of deliveries, newest first. */
export function listDeliveries(database: Database, businessId: string, choice: DeliveryChoice, page: { offset: number; limit: number }): { rows: DeliveryListRow[]; total: number } {
  const { where, values } = conditions(businessId, choice)
  const rows = database
    .prepare<DeliveryListRow>(`SELECT ${listColumns} FROM deliveries JOIN actions ON actions.id = action_id LEFT JOIN jobs ON jobs.id = job_id WHERE ${where} ORDER BY deliveries.seq DESC LIMIT ? OFFSET ?`)
    .all(...values, page.limit, page.offset)
  const total = database.prepare<number>(`SELECT count(*) FROM deliveries WHERE ${where}`).pluck().get(...values) ?? 0
  return { rows, total }
}

export function deliveryInList(database: Database, id: string): DeliveryListRow | null {
  return database.prepare<DeliveryListRow>(`SELECT ${listColumns} FROM deliveries JOIN actions ON actions.id = action_id LEFT JOIN jobs ON jobs.id = job_id WHERE deliveries.id = ?`).get(id) ?? null
}

/** Ids, oldest first, of what could be sent again: it failed or waits for a person, and was no try-out. */
export function replayableDeliveries(database: Database, businessId: string, choice: DeliveryChoice, limit: number): string[] {
  const { where, values } = conditions(businessId, choice)
  return database.prepare<string>(`SELECT id FROM deliveries WHERE ${where} AND state IN ('failed', 'needs_operator') AND sample = 0 ORDER BY seq LIMIT ?`).pluck().all(...values, limit)
}

/** Ids, oldest first, of an action's deliveries that wait for a person because of one problem; try-outs are left aside. */
export function deliveriesStoppedBy(database: Database, actionId: string, error: string, limit: number): string[] {
  return database.prepare<string>(`SELECT id FROM deliveries WHERE action_id = ? AND state = 'needs_operator' AND error = ? AND sample = 0 ORDER BY seq LIMIT ?`).pluck().all(actionId, error, limit)
}

/** Takes a debtor's data out of the log; that something was delivered stays. */
export function forgetDebtorInDeliveriesTx(tx: Tx, debtorId: string): void {
  const { database } = tx
  database.prepare('UPDATE delivery_attempts SET request = NULL, response = NULL WHERE delivery_seq IN (SELECT seq FROM deliveries WHERE debtor_id = ?)').run(debtorId)
  database.prepare(`UPDATE deliveries SET event = json_set(event, '$.variables', json('{}')), debtor_id = NULL WHERE debtor_id = ?`).run(debtorId)
}
