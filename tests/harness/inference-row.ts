import type { insertInferenceTx } from '../../db/queries/inferences.ts'

type Row = Parameters<typeof insertInferenceTx>[1]

/** A row of the audit as an ordinary answer leaves it, except for what the test says. */
export function inferenceRow(change: Partial<Row> & Pick<Row, 'id' | 'timestamp'>): Row {
  return {
    user_id: 'operator', business_id: null, endpoint: 'test.ask', provider_id: 'one', model_name: 'model', tokens_in: 10, tokens_out: 5, tokens_cached: 0, tokens_estimated: 0,
    cost_nano_usd: 0, saved_nano_usd: 0, saved_ms: 0, response_time_ms: 100, first_chunk_ms: null, status: 'ok', origin: 'provider', attempts: 1, failure: null, error_message: null,
    prompt_name: null, prompt_version: null, fell_back_from: '[]', prompt: 'asked', response: 'answered', ...change,
  }
}
