CREATE INDEX batches_business ON batches (business_id, created_at);

CREATE INDEX job_attempts_job ON job_attempts (job_seq, finished_at);

CREATE INDEX jobs_attention ON jobs (state, seq) WHERE state IN ('failed', 'needs_operator', 'paused', 'waiting_children');

CREATE INDEX jobs_cancelling ON jobs (seq) WHERE cancel_requested = 1;

CREATE UNIQUE INDEX jobs_id ON jobs (id);

CREATE INDEX jobs_parent ON jobs (parent_seq, state) WHERE parent_seq IS NOT NULL;

CREATE INDEX jobs_running ON jobs (lease_until) WHERE state = 'running';

CREATE INDEX jobs_scheduled ON jobs (run_at) WHERE state = 'scheduled';

CREATE UNIQUE INDEX jobs_unique_key ON jobs (unique_key)
  WHERE unique_key IS NOT NULL AND state NOT IN ('done', 'failed', 'cancelled');

CREATE INDEX jobs_waiting ON jobs (queue, priority, seq) WHERE state = 'waiting';

CREATE INDEX labels_corrected ON labels (corrected_at) WHERE corrected_at IS NOT NULL;

CREATE INDEX labels_value ON labels (enum, value, transcript_seq);

CREATE INDEX saved_views_business ON saved_views (business_id, name);

CREATE INDEX signals_found_transcript ON signals_found (transcript_seq);

CREATE UNIQUE INDEX transcripts_batch_row ON transcripts (batch_id, row_number);

CREATE INDEX transcripts_business ON transcripts (business_id, seq, taxonomy_version);

CREATE INDEX transcripts_client ON transcripts (business_id, client_name_order, client_name, seq);

CREATE INDEX transcripts_closed ON transcripts (business_id, closed, seq);

CREATE INDEX transcripts_confidence ON transcripts (business_id, confidence, seq);

CREATE INDEX transcripts_hash ON transcripts (content_hash);

CREATE UNIQUE INDEX transcripts_id ON transcripts (id);

CREATE INDEX transcripts_met_on ON transcripts (business_id, met_on, seq);

CREATE INDEX transcripts_seller ON transcripts (business_id, seller, seq);

CREATE INDEX transcripts_seller_order ON transcripts (business_id, seller_order, seller, seq);

CREATE INDEX transcripts_sentiment ON transcripts (business_id, sentiment, seq);

CREATE TABLE batches (
  id TEXT PRIMARY KEY NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  file_name TEXT NOT NULL,
  upload_id TEXT,
  mapping TEXT NOT NULL,
  state TEXT NOT NULL,
  job_id TEXT,
  simulated INTEGER NOT NULL DEFAULT 0,
  total INTEGER NOT NULL DEFAULT 0,
  created INTEGER NOT NULL DEFAULT 0,
  skipped INTEGER NOT NULL DEFAULT 0,
  failed_rows INTEGER NOT NULL DEFAULT 0,
  classified INTEGER NOT NULL DEFAULT 0,
  classify_failed INTEGER NOT NULL DEFAULT 0,
  import_done INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  finished_at INTEGER,
  error TEXT
) STRICT;

CREATE TABLE businesses (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE column_mappings (
  layout TEXT PRIMARY KEY NOT NULL,
  mapping TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE failed_rows (
  batch_id TEXT NOT NULL REFERENCES batches (id) ON DELETE CASCADE,
  row_number INTEGER NOT NULL,
  reason TEXT NOT NULL,
  cells TEXT NOT NULL,
  PRIMARY KEY (batch_id, row_number)
) STRICT, WITHOUT ROWID;

CREATE TABLE job_attempts (
  job_seq INTEGER NOT NULL REFERENCES jobs (seq) ON DELETE CASCADE,
  attempt INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  error TEXT,
  worker TEXT,
  started_at INTEGER,
  finished_at INTEGER NOT NULL
) STRICT;

CREATE TABLE job_minutes (
  minute INTEGER NOT NULL,
  queue TEXT NOT NULL,
  done INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  latencies TEXT NOT NULL,
  PRIMARY KEY (minute, queue)
) STRICT, WITHOUT ROWID;

CREATE TABLE jobs (
  seq INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  queue TEXT NOT NULL,
  state TEXT NOT NULL,
  priority INTEGER NOT NULL,
  payload TEXT NOT NULL,
  result TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  max_attempts INTEGER NOT NULL,
  recovered INTEGER NOT NULL DEFAULT 0,
  cancel_requested INTEGER NOT NULL DEFAULT 0,
  lease_token TEXT,
  lease_until INTEGER,
  worker TEXT,
  unique_key TEXT,
  parent_seq INTEGER REFERENCES jobs (seq) ON DELETE CASCADE,
  open_children INTEGER NOT NULL DEFAULT 0,
  progress_done REAL,
  progress_total REAL,
  progress_note TEXT,
  last_error TEXT,
  created_at INTEGER NOT NULL,
  run_at INTEGER,
  started_at INTEGER,
  finished_at INTEGER
, lost_leases INTEGER NOT NULL DEFAULT 0, children_paused INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE labels (
  transcript_seq INTEGER NOT NULL REFERENCES transcripts (seq) ON DELETE CASCADE,
  enum TEXT NOT NULL,
  value TEXT NOT NULL,
  source TEXT NOT NULL,
  predicted_value TEXT,
  corrected_at INTEGER,
  PRIMARY KEY (transcript_seq, enum)
) STRICT, WITHOUT ROWID;

CREATE TABLE offline_models (
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  taxonomy_version INTEGER NOT NULL,
  weights TEXT NOT NULL,
  scores TEXT NOT NULL,
  examples INTEGER NOT NULL,
  folds INTEGER NOT NULL,
  active INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (business_id, version)
) STRICT;

CREATE TABLE queue_holds (
  queue TEXT PRIMARY KEY NOT NULL,
  held_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE results (
  transcript_seq INTEGER PRIMARY KEY NOT NULL REFERENCES transcripts (seq) ON DELETE CASCADE,
  revision INTEGER NOT NULL,
  language TEXT NOT NULL,
  sentiment TEXT NOT NULL,
  sentiment_confidence REAL NOT NULL,
  tone TEXT NOT NULL,
  key_topics TEXT NOT NULL,
  action_items TEXT NOT NULL,
  summary TEXT NOT NULL,
  confidence REAL NOT NULL,
  signals TEXT NOT NULL,
  -- Per enum: confidence, evidence, quote, analysis, stage, as JSON; the values themselves are rows of labels.
  label_details TEXT NOT NULL,
  source TEXT NOT NULL,
  taxonomy_version INTEGER NOT NULL,
  model_version INTEGER,
  job_id TEXT,
  classified_at INTEGER NOT NULL
) STRICT;

CREATE TABLE saved_views (
  id TEXT PRIMARY KEY NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  view TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE schedules (
  name TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  cron TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  next_run_at INTEGER,
  last_run_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
  key TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE signals_found (
  signal TEXT NOT NULL,
  transcript_seq INTEGER NOT NULL REFERENCES transcripts (seq) ON DELETE CASCADE,
  PRIMARY KEY (signal, transcript_seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE taxonomies (
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  content TEXT NOT NULL,
  active INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE transcripts (
  seq INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  batch_id TEXT NOT NULL REFERENCES batches (id) ON DELETE CASCADE,
  row_number INTEGER NOT NULL,
  client_name TEXT,
  client_email TEXT,
  client_phone TEXT,
  met_on TEXT,
  seller TEXT,
  closed INTEGER,
  content_hash BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  -- The result's columns that lists sort and filter by; null until classified.
  sentiment TEXT,
  confidence REAL,
  summary TEXT,
  taxonomy_version INTEGER,
  corrected INTEGER NOT NULL DEFAULT 0,
  error TEXT,
  -- Last, because a long text spills into overflow pages that no column before it needs.
  transcript TEXT NOT NULL
, client_name_order TEXT GENERATED ALWAYS AS (
  CASE WHEN client_name NOT GLOB '*[^ -~]*' THEN lower(client_name)
    ELSE
      replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
      replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
      replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
      replace(replace(replace(replace(replace(replace(replace(replace(
        lower(client_name)
        , 'n' || char(771), 'n~')
        , 'á', 'a'), 'à', 'a'), 'â', 'a'), 'ä', 'a'), 'ã', 'a'), 'å', 'a'), 'Á', 'a'), 'À', 'a'), 'Â', 'a'), 'Ä', 'a'), 'Ã', 'a'), 'Å', 'a')
        , 'é', 'e'), 'è', 'e'), 'ê', 'e'), 'ë', 'e'), 'É', 'e'), 'È', 'e'), 'Ê', 'e'), 'Ë', 'e')
        , 'í', 'i'), 'ì', 'i'), 'î', 'i'), 'ï', 'i'), 'Í', 'i'), 'Ì', 'i'), 'Î', 'i'), 'Ï', 'i')
        , 'ó', 'o'), 'ò', 'o'), 'ô', 'o'), 'ö', 'o'), 'õ', 'o'), 'Ó', 'o'), 'Ò', 'o'), 'Ô', 'o'), 'Ö', 'o'), 'Õ', 'o')
        , 'ú', 'u'), 'ù', 'u'), 'û', 'u'), 'ü', 'u'), 'Ú', 'u'), 'Ù', 'u'), 'Û', 'u'), 'Ü', 'u')
        , 'ç', 'c'), 'Ç', 'c')
        , 'ñ', 'n~'), 'Ñ', 'n~')
        , char(768), ''), char(769), ''), char(770), ''), char(771), ''), char(776), '')
  END
) VIRTUAL, seller_order TEXT GENERATED ALWAYS AS (
  CASE WHEN seller NOT GLOB '*[^ -~]*' THEN lower(seller)
    ELSE
      replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
      replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
      replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
      replace(replace(replace(replace(replace(replace(replace(replace(
        lower(seller)
        , 'n' || char(771), 'n~')
        , 'á', 'a'), 'à', 'a'), 'â', 'a'), 'ä', 'a'), 'ã', 'a'), 'å', 'a'), 'Á', 'a'), 'À', 'a'), 'Â', 'a'), 'Ä', 'a'), 'Ã', 'a'), 'Å', 'a')
        , 'é', 'e'), 'è', 'e'), 'ê', 'e'), 'ë', 'e'), 'É', 'e'), 'È', 'e'), 'Ê', 'e'), 'Ë', 'e')
        , 'í', 'i'), 'ì', 'i'), 'î', 'i'), 'ï', 'i'), 'Í', 'i'), 'Ì', 'i'), 'Î', 'i'), 'Ï', 'i')
        , 'ó', 'o'), 'ò', 'o'), 'ô', 'o'), 'ö', 'o'), 'õ', 'o'), 'Ó', 'o'), 'Ò', 'o'), 'Ô', 'o'), 'Ö', 'o'), 'Õ', 'o')
        , 'ú', 'u'), 'ù', 'u'), 'û', 'u'), 'ü', 'u'), 'Ú', 'u'), 'Ù', 'u'), 'Û', 'u'), 'Ü', 'u')
        , 'ç', 'c'), 'Ç', 'c')
        , 'ñ', 'n~'), 'Ñ', 'n~')
        , char(768), ''), char(769), ''), char(770), ''), char(771), ''), char(776), '')
  END
) VIRTUAL) STRICT;

CREATE VIRTUAL TABLE transcripts_search USING fts5 (
  client_name, transcript, content = 'transcripts', content_rowid = 'seq', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE uploads (
  id TEXT PRIMARY KEY NOT NULL,
  file_name TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  received INTEGER NOT NULL,
  path TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER transcripts_search_delete AFTER DELETE ON transcripts BEGIN
  INSERT INTO transcripts_search (transcripts_search, rowid, client_name, transcript) VALUES ('delete', old.seq, old.client_name, old.transcript);
END;
