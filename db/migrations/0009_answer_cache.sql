-- Vectors of texts, and the answers of language models that are kept for questions asked again.
CREATE TABLE vector_spaces (
  seq INTEGER PRIMARY KEY NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  -- Whose vectors are searched. Those of another model are made beside them and serve once they are all there.
  embedder TEXT NOT NULL,
  dimensions INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX vector_spaces_name ON vector_spaces (business_id, name);

CREATE TABLE vectors (
  seq INTEGER PRIMARY KEY NOT NULL,
  space_seq INTEGER NOT NULL REFERENCES vector_spaces (seq) ON DELETE CASCADE,
  embedder TEXT NOT NULL,
  -- Whatever the owner of the space calls the text by.
  item INTEGER NOT NULL,
  -- 32-bit floats, little-endian, of length 1.
  vector BLOB NOT NULL
) STRICT;
-- In this order, so that everything made of an item is found by it.
CREATE UNIQUE INDEX vectors_item ON vectors (space_seq, item, embedder);

CREATE TABLE answer_cache_settings (
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  task TEXT NOT NULL,
  mode TEXT NOT NULL,
  threshold REAL NOT NULL,
  ttl_seconds INTEGER NOT NULL,
  PRIMARY KEY (business_id, task)
) STRICT, WITHOUT ROWID;

-- What a kept answer may be used for: the same task, model, prompt and data.
CREATE TABLE answer_cache_namespaces (
  seq INTEGER PRIMARY KEY NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  task TEXT NOT NULL,
  key TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX answer_cache_namespaces_key ON answer_cache_namespaces (business_id, task, key);

CREATE TABLE answer_cache_entries (
  -- Never used again, since a vector may outlive its entry for a moment.
  seq INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  namespace_seq INTEGER NOT NULL REFERENCES answer_cache_namespaces (seq) ON DELETE CASCADE,
  question TEXT NOT NULL,
  question_hash TEXT NOT NULL,
  names TEXT NOT NULL,
  answer TEXT NOT NULL,
  tokens_in INTEGER NOT NULL,
  tokens_out INTEGER NOT NULL,
  tokens_cached INTEGER NOT NULL,
  cost_nano_usd INTEGER NOT NULL,
  response_time_ms INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX answer_cache_entries_question ON answer_cache_entries (namespace_seq, question_hash);
CREATE INDEX answer_cache_entries_expiry ON answer_cache_entries (expires_at);

CREATE TABLE answer_cache_hits (
  seq INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  task TEXT NOT NULL,
  at INTEGER NOT NULL,
  question TEXT NOT NULL,
  kept_question TEXT NOT NULL,
  answer TEXT NOT NULL,
  similarity REAL NOT NULL,
  exact INTEGER NOT NULL,
  served INTEGER NOT NULL,
  guard TEXT,
  verdict TEXT,
  entry_seq INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX answer_cache_hits_id ON answer_cache_hits (id);
CREATE INDEX answer_cache_hits_business ON answer_cache_hits (business_id, seq);
CREATE INDEX answer_cache_hits_task ON answer_cache_hits (business_id, task, seq);
CREATE INDEX answer_cache_hits_unjudged ON answer_cache_hits (business_id, seq) WHERE verdict IS NULL;
CREATE INDEX answer_cache_hits_judged ON answer_cache_hits (business_id, task, verdict) WHERE verdict IS NOT NULL;

-- Counted as it happens, because hits are not kept for ever.
CREATE TABLE answer_cache_figures (
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  task TEXT NOT NULL,
  lookups INTEGER NOT NULL,
  exact_hits INTEGER NOT NULL,
  near_hits INTEGER NOT NULL,
  guarded INTEGER NOT NULL,
  saved_nano_usd INTEGER NOT NULL,
  saved_ms INTEGER NOT NULL,
  PRIMARY KEY (business_id, task)
) STRICT, WITHOUT ROWID;
