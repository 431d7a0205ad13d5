import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import type { ModelProviderKind } from '../values.ts'

export interface ModelProviderRow {
  id: string
  kind: ModelProviderKind
  name: string
  base_url: string | null
  text_model: string
  embedding_model: string | null
  transcription_model: string | null
  enabled: number
  position: number
  requests_per_minute: number
  tokens_per_minute: number
  concurrency: number
  from_environment: number
}

/** Billionths of a US dollar per million tokens. */
export interface ModelPriceRow { kind: ModelProviderKind; model: string; in_nano_usd: number; cached_in_nano_usd: number; out_nano_usd: number; set_at: number }

/** In the order they are asked. */
export function modelProviders(database: Database): ModelProviderRow[] {
  return database
    .prepare<ModelProviderRow>('SELECT id, kind, name, base_url, text_model, embedding_model, transcription_model, enabled, position, requests_per_minute, tokens_per_minute, concurrency, from_environment FROM model_providers ORDER BY position, id')
    .all()
}

/** A new one goes to the end of the chain; of one that is there everything but its place is replaced. */
export function saveModelProviderTx(tx: Tx, row: Omit<ModelProviderRow, 'position'>, now: number): void {
  tx.database
    .prepare(
      `INSERT INTO model_providers (id, kind, name, base_url, text_model, embedding_model, transcription_model, enabled, position, requests_per_minute, tokens_per_minute, concurrency, from_environment, created_at, updated_at)
       VALUES (@id, @kind, @name, @base_url, @text_model, @embedding_model, @transcription_model, @enabled, (SELECT coalesce(max(position), -1) + 1 FROM model_providers), @requests_per_minute, @tokens_per_minute, @concurrency, @from_environment, @now, @now)
       ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, base_url = excluded.base_url, text_model = excluded.text_model, embedding_model = excluded.embedding_model,
         transcription_model = excluded.transcription_model, enabled = excluded.enabled, requests_per_minute = excluded.requests_per_minute, tokens_per_minute = excluded.tokens_per_minute,
         concurrency = excluded.concurrency, updated_at = excluded.updated_at`,
    )
    .run({ ...row, now })
}

export function removeModelProviderTx(tx: Tx, id: string): void {
  tx.database.prepare('DELETE FROM model_providers WHERE id = ?').run(id)
}

export function placeModelProviderTx(tx: Tx, id: string, position: number, now: number): void {
  tx.database.prepare('UPDATE model_providers SET position = ?, updated_at = ? WHERE id = ?').run(position, now, id)
}

export function modelPrices(database: Database): ModelPriceRow[] {
  return database.prepare<ModelPriceRow>('SELECT * FROM model_prices ORDER BY kind, model').all()
}

export function saveModelPriceTx(tx: Tx, row: ModelPriceRow): void {
  tx.database
    .prepare(
      `INSERT INTO model_prices (kind, model, in_nano_usd, cached_in_nano_usd, out_nano_usd, set_at) VALUES (@kind, @model, @in_nano_usd, @cached_in_nano_usd, @out_nano_usd, @set_at)
       ON CONFLICT (kind, model) DO UPDATE SET in_nano_usd = excluded.in_nano_usd, cached_in_nano_usd = excluded.cached_in_nano_usd, out_nano_usd = excluded.out_nano_usd, set_at = excluded.set_at`,
    )
    .run(row)
}

/** @returns whether there was one. */
export function removeModelPriceTx(tx: Tx, kind: ModelProviderKind, model: string): boolean {
  return tx.database.prepare('DELETE FROM model_prices WHERE kind = ? AND model = ?').run(kind, model).changes > 0
}
