-- Providers of language models, what they cost, and every inference that was asked of them.

-- Keys are not here: they lie in the store of secrets, so that no copy of this file holds one.
CREATE TABLE model_providers (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('openai','gemini','compatible')),
  name TEXT NOT NULL,
  base_url TEXT,
  text_model TEXT NOT NULL,
  embedding_model TEXT,
  transcription_model TEXT,
  enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
  -- Place in the chain: the lowest is asked first.
  position INTEGER NOT NULL,
  requests_per_minute INTEGER NOT NULL,
  tokens_per_minute INTEGER NOT NULL,
  concurrency INTEGER NOT NULL,
  -- Of the environment's variables: kept for its place, limits and switch, shown only while its variable is there.
  from_environment INTEGER NOT NULL CHECK (from_environment IN (0, 1)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

-- The operator's own prices, which outrank the program's. Billionths of a US dollar per million tokens.
CREATE TABLE model_prices (
  kind TEXT NOT NULL CHECK (kind IN ('openai','gemini','compatible')),
  model TEXT NOT NULL,
  in_nano_usd INTEGER NOT NULL,
  cached_in_nano_usd INTEGER NOT NULL,
  out_nano_usd INTEGER NOT NULL,
  set_at INTEGER NOT NULL,
  PRIMARY KEY (kind, model)
) STRICT, WITHOUT ROWID;

-- A question on its way, with the most it can cost. What is still here at a start was cut off by the program's end: nobody
-- knows whether the provider counted it, so it is counted at its worst.
CREATE TABLE ai_open_calls (
  id TEXT PRIMARY KEY NOT NULL,
  user_id TEXT NOT NULL,
  business_id TEXT,
  endpoint TEXT NOT NULL,
  provider_id TEXT NOT NULL,
  model_name TEXT NOT NULL,
  -- At worst, earlier attempts of the same question included.
  tokens_in INTEGER NOT NULL,
  tokens_out INTEGER NOT NULL,
  cost_nano_usd INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  started_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One row per inference, failures, refusals and answers from the cache included. The long texts are the last columns, so
-- that reading the others never follows them.
CREATE TABLE ai_audit_logs (
  seq INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  -- No reference: what was spent stays when a business goes.
  business_id TEXT,
  endpoint TEXT NOT NULL,
  provider_id TEXT,
  model_name TEXT NOT NULL,
  tokens_in INTEGER NOT NULL,
  tokens_out INTEGER NOT NULL,
  tokens_cached INTEGER NOT NULL,
  tokens_estimated INTEGER NOT NULL CHECK (tokens_estimated IN (0, 1)),
  -- Billionths of a US dollar. `saved` is what an answer from the cache would have cost, and taken.
  cost_nano_usd INTEGER NOT NULL,
  saved_nano_usd INTEGER NOT NULL,
  saved_ms INTEGER NOT NULL,
  response_time_ms INTEGER NOT NULL,
  first_chunk_ms INTEGER,
  status TEXT NOT NULL CHECK (status IN ('ok','error','cancelled','refused')),
  origin TEXT NOT NULL CHECK (origin IN ('provider','exact_cache','near_cache')),
  attempts INTEGER NOT NULL,
  failure TEXT,
  error_message TEXT,
  prompt_name TEXT,
  prompt_version TEXT,
  thumbs TEXT CHECK (thumbs IN ('up','down')),
  -- When it ended, UTC milliseconds.
  timestamp INTEGER NOT NULL,
  fell_back_from TEXT NOT NULL,
  prompt TEXT NOT NULL,
  response TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX ai_audit_logs_id ON ai_audit_logs (id);
-- Everything that a list can be filtered by, in the order it is shown: any filter reads this alone.
CREATE INDEX ai_audit_logs_filter ON ai_audit_logs (timestamp, seq, business_id, endpoint, model_name, user_id, status, origin);
CREATE INDEX ai_audit_logs_failure ON ai_audit_logs (failure, timestamp) WHERE failure IS NOT NULL;

-- Sums by day, so that neither figures nor the budget read the audit.
CREATE TABLE ai_usage_days (
  -- YYYY-MM-DD in the machine's zone.
  day TEXT NOT NULL,
  -- Empty: of no business.
  business_id TEXT NOT NULL,
  endpoint TEXT NOT NULL,
  model_name TEXT NOT NULL,
  user_id TEXT NOT NULL,
  status TEXT NOT NULL,
  origin TEXT NOT NULL,
  calls INTEGER NOT NULL,
  tokens_in INTEGER NOT NULL,
  tokens_out INTEGER NOT NULL,
  tokens_cached INTEGER NOT NULL,
  cost_nano_usd INTEGER NOT NULL,
  saved_nano_usd INTEGER NOT NULL,
  saved_ms INTEGER NOT NULL,
  response_time_ms INTEGER NOT NULL,
  -- JSON: how many answers took how long, in steps a fourth of a doubling wide.
  latencies TEXT NOT NULL,
  PRIMARY KEY (day, business_id, endpoint, model_name, user_id, status, origin)
) STRICT, WITHOUT ROWID;

-- Which share of a prompt's calls takes which version, where somebody has chosen.
CREATE TABLE prompt_shares (
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  share REAL NOT NULL,
  PRIMARY KEY (name, version)
) STRICT, WITHOUT ROWID;

-- How each version of a prompt has done; answers from the cache are not counted.
CREATE TABLE prompt_figures (
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  calls INTEGER NOT NULL,
  errors INTEGER NOT NULL,
  up INTEGER NOT NULL,
  down INTEGER NOT NULL,
  cost_nano_usd INTEGER NOT NULL,
  response_time_ms INTEGER NOT NULL,
  PRIMARY KEY (name, version)
) STRICT, WITHOUT ROWID;
