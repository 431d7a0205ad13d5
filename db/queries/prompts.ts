import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'

export interface PromptFiguresRow { name: string; version: string; calls: number; errors: number; up: number; down: number; cost_nano_usd: number; response_time_ms: number }

export function promptShares(database: Database, name: string): { version: string; share: number }[] {
  return database.prepare<{ version: string; share: number }>('SELECT version, share FROM prompt_shares WHERE name = ? ORDER BY version').all(name)
}

/** Replaces the shares of a prompt. */
export function setPromptSharesTx(tx: Tx, name: string, shares: readonly { version: string; share: number }[]): void {
  tx.database.prepare('DELETE FROM prompt_shares WHERE name = ?').run(name)
  for (const { version, share } of shares) tx.database.prepare('INSERT INTO prompt_shares (name, version, share) VALUES (?,?,?)').run(name, version, share)
}

export function promptFigures(database: Database): PromptFiguresRow[] {
  return database.prepare<PromptFiguresRow>('SELECT * FROM prompt_figures').all()
}
