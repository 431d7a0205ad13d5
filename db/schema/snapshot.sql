CREATE INDEX actions_business ON actions (business_id, created_at) WHERE archived_at IS NULL;

CREATE INDEX ai_audit_logs_failure ON ai_audit_logs (failure, timestamp) WHERE failure IS NOT NULL;

CREATE INDEX ai_audit_logs_filter ON ai_audit_logs (timestamp, seq, business_id, endpoint, model_name, user_id, status, origin);

CREATE UNIQUE INDEX ai_audit_logs_id ON ai_audit_logs (id);

CREATE INDEX alerts_business ON alerts (business_id, simulated, seq);

CREATE INDEX alerts_callback ON alerts (simulated, at) WHERE kind = 'callback_due';

CREATE UNIQUE INDEX alerts_id ON alerts (id);

CREATE INDEX alerts_unseen ON alerts (business_id, simulated, campaign_id, kind, seq) WHERE seen_at IS NULL;

CREATE INDEX answer_cache_entries_expiry ON answer_cache_entries (expires_at);

CREATE UNIQUE INDEX answer_cache_entries_question ON answer_cache_entries (namespace_seq, question_hash);

CREATE INDEX answer_cache_hits_business ON answer_cache_hits (business_id, seq);

CREATE UNIQUE INDEX answer_cache_hits_id ON answer_cache_hits (id);

CREATE INDEX answer_cache_hits_judged ON answer_cache_hits (business_id, task, verdict) WHERE verdict IS NOT NULL;

CREATE INDEX answer_cache_hits_task ON answer_cache_hits (business_id, task, seq);

CREATE INDEX answer_cache_hits_unjudged ON answer_cache_hits (business_id, seq) WHERE verdict IS NULL;

CREATE UNIQUE INDEX answer_cache_namespaces_key ON answer_cache_namespaces (business_id, task, key);

CREATE INDEX batches_business ON batches (business_id, created_at);

CREATE INDEX call_agents_business ON call_agents (business_id);

CREATE INDEX call_attempts_business ON call_attempts (business_id, simulated, intent_at);

CREATE UNIQUE INDEX call_attempts_call ON call_attempts (call_id) WHERE call_id IS NOT NULL;

CREATE INDEX call_attempts_campaign ON call_attempts (campaign_id, intent_at, state, debtor_seq, contact, cost_millicents, disposition, outcome, call_successful);

CREATE INDEX call_attempts_debt ON call_attempts (debt_seq);

CREATE INDEX call_attempts_debtor ON call_attempts (debtor_seq, intent_at);

CREATE UNIQUE INDEX call_attempts_id ON call_attempts (id);

CREATE INDEX call_attempts_job ON call_attempts (call_job_seq);

CREATE INDEX call_attempts_open ON call_attempts (campaign_id, state) WHERE state IN ('intended', 'live', 'needs_review');

CREATE INDEX call_decisions_job ON call_decisions (call_job_seq, seq);

CREATE INDEX call_decisions_round ON call_decisions (round_id, seq) WHERE round_id IS NOT NULL;

CREATE INDEX call_events_attempt ON call_events (attempt_seq, seq);

CREATE INDEX call_jobs_callback ON call_jobs (callback_at) WHERE callback_at IS NOT NULL;

CREATE INDEX call_jobs_called_back ON call_jobs (campaign_id, next_try_at, seq) WHERE status = 'scheduled' AND callback_at IS NOT NULL;

CREATE INDEX call_jobs_debt ON call_jobs (debt_seq);

CREATE INDEX call_jobs_debtor ON call_jobs (debtor_seq);

CREATE INDEX call_jobs_due ON call_jobs (campaign_id, next_try_at, priority, seq) WHERE status = 'scheduled';

CREATE UNIQUE INDEX call_jobs_external ON call_jobs (campaign_id, external_id) WHERE external_id IS NOT NULL;

CREATE UNIQUE INDEX call_jobs_id ON call_jobs (id);

CREATE UNIQUE INDEX call_jobs_identity ON call_jobs (campaign_id, debtor_seq, debt_seq);

CREATE INDEX call_jobs_pending ON call_jobs (campaign_id, priority, seq, next_try_at) WHERE status = 'pending';

CREATE INDEX call_jobs_round ON call_jobs (round_id, campaign_id, status, debtor_seq) WHERE status IN ('scheduled', 'in_progress');

CREATE INDEX call_jobs_status ON call_jobs (campaign_id, status, seq);

CREATE INDEX call_policies_business ON call_policies (business_id, created_at);

CREATE INDEX call_rounds_open ON call_rounds (campaign_id, state) WHERE state IN ('planned', 'running', 'asking');

CREATE UNIQUE INDEX call_rounds_slot ON call_rounds (campaign_id, local_date, slot);

CREATE INDEX campaigns_business ON campaigns (business_id, created_at);

CREATE UNIQUE INDEX campaigns_external ON campaigns (business_id, simulated, external_id) WHERE external_id IS NOT NULL;

CREATE INDEX campaigns_running ON campaigns (state) WHERE state = 'running';

CREATE INDEX catalogue_import_changes_row ON catalogue_import_changes (entity, row_seq);

CREATE INDEX catalogue_imports_business ON catalogue_imports (business_id, created_at);

CREATE INDEX catalogue_imports_upload ON catalogue_imports (upload_id);

CREATE UNIQUE INDEX chat_canned_shortcut ON chat_canned (business_id, shortcut);

CREATE UNIQUE INDEX chat_messages_answers ON chat_messages (answers_seq) WHERE answers_seq IS NOT NULL;

CREATE INDEX chat_messages_at ON chat_messages (business_id, at);

CREATE INDEX chat_messages_business ON chat_messages (business_id, seq);

CREATE INDEX chat_messages_chat ON chat_messages (chat_seq, seq);

CREATE UNIQUE INDEX chat_messages_client ON chat_messages (chat_seq, client_id) WHERE client_id IS NOT NULL;

CREATE UNIQUE INDEX chat_messages_id ON chat_messages (id);

CREATE INDEX chat_messages_open ON chat_messages (chat_seq, seq) WHERE state IN ('waiting', 'answering', 'held');

CREATE UNIQUE INDEX chat_settings_key ON chat_settings (channel_key_hash) WHERE channel_key_hash IS NOT NULL;

CREATE INDEX chats_activity ON chats (business_id, (handoff_reason IS NULL), last_at DESC, seq DESC);

CREATE UNIQUE INDEX chats_channel ON chats (business_id, channel, channel_chat_id) WHERE channel_chat_id IS NOT NULL;

CREATE INDEX chats_customer ON chats (customer_seq) WHERE customer_seq IS NOT NULL;

CREATE UNIQUE INDEX chats_id ON chats (id);

CREATE INDEX chats_open ON chats (last_at) WHERE state = 'open';

CREATE INDEX chats_order ON chats (order_id) WHERE order_id IS NOT NULL;

CREATE UNIQUE INDEX chunk_indexes_business ON chunk_indexes (business_id);

CREATE UNIQUE INDEX chunks_position ON chunks (version_seq, position);

CREATE INDEX customers_business ON customers (business_id);

CREATE UNIQUE INDEX customers_id ON customers (id);

CREATE INDEX customers_name ON customers (business_id, name_folded);

CREATE UNIQUE INDEX customers_national_id ON customers (business_id, national_id) WHERE national_id IS NOT NULL;

CREATE INDEX customers_updated ON customers (business_id, updated_at);

CREATE INDEX debtor_imports_business ON debtor_imports (business_id, created_at);

CREATE INDEX debtor_phones_number ON debtor_phones (number);

CREATE INDEX debtors_attempts ON debtors (business_id, simulated, attempts, seq);

CREATE INDEX debtors_due ON debtors (business_id, simulated, due_on, seq);

CREATE UNIQUE INDEX debtors_id ON debtors (id);

CREATE INDEX debtors_last_attempt ON debtors (business_id, simulated, last_attempt_at, seq);

CREATE INDEX debtors_name ON debtors (business_id, simulated, name_folded, seq);

CREATE INDEX debtors_national_id ON debtors (business_id, simulated, national_id, seq);

CREATE INDEX debtors_outcome ON debtors (business_id, simulated, last_outcome, seq) WHERE last_outcome IS NOT NULL;

CREATE INDEX debtors_owed ON debtors (business_id, simulated, owed_minor, seq);

CREATE UNIQUE INDEX debtors_person ON debtors (business_id, simulated, person_key);

CREATE INDEX debts_company ON debts (company, debtor_seq);

CREATE INDEX debts_delinquency ON debts (delinquency, debtor_seq) WHERE delinquency IS NOT NULL;

CREATE UNIQUE INDEX debts_id ON debts (id);

CREATE UNIQUE INDEX debts_identity ON debts (debtor_seq, company, reference);

CREATE INDEX debts_reference ON debts (reference, debtor_seq) WHERE reference <> '';

CREATE UNIQUE INDEX delinquency_types_code ON delinquency_types (business_id, code);

CREATE INDEX deliveries_business ON deliveries (business_id, seq);

CREATE INDEX deliveries_counts ON deliveries (business_id, simulated, sample, action_id, state, created_at);

CREATE INDEX deliveries_debtor ON deliveries (debtor_id) WHERE debtor_id IS NOT NULL;

CREATE UNIQUE INDEX deliveries_event ON deliveries (action_id, event_id);

CREATE UNIQUE INDEX deliveries_id ON deliveries (id);

CREATE INDEX deliveries_state ON deliveries (business_id, state, seq);

CREATE INDEX disagreements_enum ON disagreements (business_id, settled, enum, confidence, transcript_seq);

CREATE INDEX disagreements_order ON disagreements (business_id, settled, confidence, transcript_seq, enum);

CREATE UNIQUE INDEX do_not_call_id ON do_not_call (id);

CREATE UNIQUE INDEX do_not_call_subject ON do_not_call (business_id, simulated, scope, subject) WHERE lifted_at IS NULL;

CREATE INDEX document_versions_document ON document_versions (document_seq, seq);

CREATE INDEX document_versions_hash ON document_versions (content_hash);

CREATE UNIQUE INDEX document_versions_id ON document_versions (id);

CREATE INDEX documents_business ON documents (business_id, deleted, updated_at);

CREATE UNIQUE INDEX documents_id ON documents (id);

CREATE UNIQUE INDEX documents_live ON documents (live_seq) WHERE live_seq IS NOT NULL;

CREATE INDEX files_business ON files (business_id, created_at);

CREATE INDEX files_expires ON files (expires_at) WHERE expires_at IS NOT NULL;

CREATE UNIQUE INDEX files_id ON files (id);

CREATE INDEX files_open ON files (state, seq) WHERE state IN ('receiving', 'moving', 'removing');

CREATE INDEX files_usage ON files (business_id, store, kind, state, bytes);

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

CREATE INDEX label_diff_items_transcript ON label_diff_items (transcript_seq);

CREATE INDEX label_diff_rows_transcript ON label_diff_rows (transcript_seq);

CREATE INDEX label_diffs_business ON label_diffs (business_id, created_at);

CREATE INDEX labels_corrected ON labels (corrected_at) WHERE corrected_at IS NOT NULL;

CREATE INDEX labels_value ON labels (enum, value, transcript_seq);

CREATE INDEX opinions_llm ON opinions (transcript_seq) WHERE source = 'llm';

CREATE INDEX order_lines_product ON order_lines (product_seq);

CREATE INDEX orders_business ON orders (business_id);

CREATE INDEX orders_chat ON orders (business_id, chat_id) WHERE chat_id IS NOT NULL;

CREATE INDEX orders_customer ON orders (customer_seq) WHERE customer_seq IS NOT NULL;

CREATE UNIQUE INDEX orders_id ON orders (id);

CREATE INDEX orders_sale ON orders (sale_seq) WHERE sale_seq IS NOT NULL;

CREATE INDEX orders_updated ON orders (business_id, updated_at);

CREATE INDEX payments_debt ON payments (debt_seq);

CREATE INDEX payments_debtor ON payments (debtor_seq);

CREATE UNIQUE INDEX payments_external ON payments (business_id, simulated, source, external_id);

CREATE UNIQUE INDEX payments_id ON payments (id);

CREATE INDEX payments_import ON payments (import_id, debtor_seq) WHERE import_id IS NOT NULL;

CREATE INDEX payments_promise ON payments (promise_seq) WHERE promise_seq IS NOT NULL;

CREATE INDEX products_business ON products (business_id);

CREATE INDEX products_category ON products (business_id, category, name_folded);

CREATE UNIQUE INDEX products_external_id ON products (business_id, external_id) WHERE external_id IS NOT NULL;

CREATE UNIQUE INDEX products_id ON products (id);

CREATE INDEX products_name ON products (business_id, name_folded);

CREATE INDEX products_price ON products (business_id, price_minor);

CREATE INDEX products_stock ON products (business_id, stock);

CREATE INDEX products_updated ON products (business_id, updated_at);

CREATE UNIQUE INDEX promises_attempt ON promises (attempt_seq);

CREATE INDEX promises_campaign ON promises (campaign_id, state, currency, amount_minor);

CREATE INDEX promises_day ON promises (business_id, simulated, promised_on, seq);

CREATE INDEX promises_debt ON promises (debt_seq);

CREATE INDEX promises_debtor ON promises (debtor_seq);

CREATE UNIQUE INDEX promises_id ON promises (id);

CREATE INDEX promises_kept ON promises (campaign_id, settled_at) WHERE state = 'kept';

CREATE INDEX promises_made ON promises (campaign_id, made_at);

CREATE INDEX promises_open ON promises (promised_on) WHERE state IN ('open', 'partial');

CREATE INDEX recordings_removal ON recordings (remove_after) WHERE remove_after IS NOT NULL AND state = 'kept';

CREATE INDEX sale_lines_product ON sale_lines (product_seq);

CREATE INDEX sales_business ON sales (business_id);

CREATE INDEX sales_customer ON sales (customer_seq, sold_at) WHERE customer_seq IS NOT NULL;

CREATE UNIQUE INDEX sales_external_number ON sales (business_id, external_number) WHERE external_number IS NOT NULL;

CREATE UNIQUE INDEX sales_id ON sales (id);

CREATE UNIQUE INDEX sales_number ON sales (business_id, number);

CREATE INDEX sales_sold ON sales (business_id, sold_at);

CREATE INDEX sales_total ON sales (business_id, total_minor);

CREATE INDEX saved_views_business ON saved_views (business_id, name);

CREATE INDEX signals_found_transcript ON signals_found (transcript_seq);

CREATE INDEX stock_movements_product ON stock_movements (product_seq, seq);

CREATE INDEX stock_movements_sale ON stock_movements (sale_seq) WHERE sale_seq IS NOT NULL;

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

CREATE UNIQUE INDEX vector_spaces_name ON vector_spaces (business_id, name);

CREATE UNIQUE INDEX vectors_item ON vectors (space_seq, item, embedder);

CREATE INDEX watched_files_at ON watched_files (folder_id, at);

CREATE INDEX watched_files_batch ON watched_files (batch_id) WHERE batch_id IS NOT NULL;

CREATE UNIQUE INDEX watched_folders_path ON watched_folders (business_id, path);

CREATE TABLE actions (
  id TEXT PRIMARY KEY NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  -- Also for what happens on the practice line.
  practice INTEGER NOT NULL,
  triggers TEXT NOT NULL,
  kind TEXT NOT NULL,
  -- Address or command; secrets are never here but in the secret store, under the action's id.
  config TEXT NOT NULL,
  template TEXT NOT NULL,
  -- Until then the secret before the last change signs as well.
  previous_secret_until INTEGER,
  -- Why the program itself switched it off; null when a person did, or when it is on.
  disabled_reason TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  archived_at INTEGER
) STRICT;

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

CREATE TABLE alerts (
  seq INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  simulated INTEGER NOT NULL,
  campaign_id TEXT,
  kind TEXT NOT NULL,
  level TEXT NOT NULL,
  details TEXT NOT NULL,
  at INTEGER NOT NULL,
  seen_at INTEGER
) STRICT;

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

CREATE TABLE answer_cache_namespaces (
  seq INTEGER PRIMARY KEY NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  task TEXT NOT NULL,
  key TEXT NOT NULL
) STRICT;

CREATE TABLE answer_cache_settings (
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  task TEXT NOT NULL,
  mode TEXT NOT NULL,
  threshold REAL NOT NULL,
  ttl_seconds INTEGER NOT NULL,
  PRIMARY KEY (business_id, task)
) STRICT, WITHOUT ROWID;

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
, llm_asked INTEGER NOT NULL DEFAULT 0, llm_judged INTEGER NOT NULL DEFAULT 0, llm_fell_back INTEGER NOT NULL DEFAULT 0, cost_nano_usd INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE business_holidays (
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  date TEXT NOT NULL,
  name TEXT NOT NULL, works INTEGER NOT NULL DEFAULT 0, reason TEXT,
  PRIMARY KEY (business_id, date)
) STRICT, WITHOUT ROWID;

CREATE TABLE businesses (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE call_agents (
  id TEXT PRIMARY KEY NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  agent_id TEXT NOT NULL,
  from_number TEXT NOT NULL,
  language TEXT NOT NULL,
  variables TEXT NOT NULL,
  allow_override INTEGER NOT NULL,
  simulated INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  archived_at INTEGER
) STRICT;

CREATE TABLE call_attempts (
  seq INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  simulated INTEGER NOT NULL,
  campaign_id TEXT NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
  call_job_seq INTEGER NOT NULL REFERENCES call_jobs (seq) ON DELETE CASCADE,
  debtor_seq INTEGER NOT NULL REFERENCES debtors (seq) ON DELETE CASCADE,
  debt_seq INTEGER NOT NULL REFERENCES debts (seq) ON DELETE CASCADE,
  round_id TEXT,
  number TEXT NOT NULL,
  from_number TEXT NOT NULL,
  state TEXT NOT NULL,
  intent_at INTEGER NOT NULL,
  -- The day and hour of the intent where the debtor is.
  local_date TEXT NOT NULL,
  local_hour INTEGER NOT NULL,
  region TEXT,
  call_id TEXT,
  placed_at INTEGER,
  started_at INTEGER,
  ended_at INTEGER,
  duration_ms INTEGER,
  call_status TEXT,
  disconnection_reason TEXT,
  disposition TEXT,
  -- How it counts. Until its end is known an attempt counts as one that rang.
  rang INTEGER NOT NULL DEFAULT 1,
  contact INTEGER NOT NULL DEFAULT 0,
  unanswered INTEGER NOT NULL DEFAULT 0,
  spent INTEGER NOT NULL DEFAULT 1,
  outcome TEXT,
  call_successful INTEGER,
  sentiment TEXT,
  cost_millicents INTEGER,
  flags TEXT NOT NULL DEFAULT '[]',
  variables TEXT NOT NULL,
  transcript_id TEXT,
  review TEXT,
  error TEXT
) STRICT;

CREATE TABLE call_bodies (
  attempt_seq INTEGER PRIMARY KEY NOT NULL REFERENCES call_attempts (seq) ON DELETE CASCADE,
  body TEXT NOT NULL,
  received_at INTEGER NOT NULL
) STRICT;

CREATE TABLE call_decisions (
  seq INTEGER PRIMARY KEY NOT NULL,
  call_job_seq INTEGER NOT NULL REFERENCES call_jobs (seq) ON DELETE CASCADE,
  round_id TEXT,
  attempt_id TEXT,
  at INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  rule TEXT NOT NULL,
  figure TEXT,
  limit_value TEXT,
  until INTEGER,
  policy_version INTEGER NOT NULL
) STRICT;

CREATE TABLE call_events (
  seq INTEGER PRIMARY KEY NOT NULL,
  attempt_seq INTEGER NOT NULL REFERENCES call_attempts (seq) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  detail TEXT
) STRICT;

CREATE TABLE call_jobs (
  seq INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL,
  campaign_id TEXT NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
  debtor_seq INTEGER NOT NULL REFERENCES debtors (seq) ON DELETE CASCADE,
  debt_seq INTEGER NOT NULL REFERENCES debts (seq) ON DELETE CASCADE,
  deduplication_key TEXT NOT NULL,
  status TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  max_attempts INTEGER NOT NULL,
  priority INTEGER NOT NULL DEFAULT 0,
  -- The round in which it is to be called, while it waits its turn there.
  round_id TEXT,
  next_try_at INTEGER,
  callback_at INTEGER,
  -- When the debtor asked for it, and in which words.
  callback_asked_at INTEGER,
  callback_text TEXT,
  live_attempt_id TEXT,
  last_phone_tried TEXT,
  outcome TEXT,
  -- Rule of the last decision, so that the ledger holds changes and not repetitions.
  last_rule TEXT,
  excluded_rule TEXT,
  excluded_at INTEGER,
  -- When a person put the debtor back on the list.
  reinstated_at INTEGER,
  last_error TEXT,
  -- Its name in the deployment it was imported from.
  external_id TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  finished_at INTEGER
) STRICT;

CREATE TABLE call_policies (
  id TEXT PRIMARY KEY NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  archived_at INTEGER
) STRICT;

CREATE TABLE call_policy_versions (
  policy_id TEXT NOT NULL REFERENCES call_policies (id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  preset TEXT NOT NULL,
  rules TEXT NOT NULL,
  -- Why a rule of the preset was loosened, by whom and when, as JSON.
  loosened TEXT NOT NULL,
  created_at INTEGER NOT NULL, preset_hash TEXT REFERENCES preset_versions (hash), saved_by TEXT,
  PRIMARY KEY (policy_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE call_rounds (
  id TEXT PRIMARY KEY NOT NULL,
  campaign_id TEXT NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
  local_date TEXT NOT NULL,
  slot TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  state TEXT NOT NULL,
  target INTEGER NOT NULL,
  chosen INTEGER NOT NULL DEFAULT 0,
  looked_at INTEGER NOT NULL DEFAULT 0,
  decided_at INTEGER
) STRICT;

CREATE TABLE campaign_policies (
  campaign_id TEXT NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  policy_id TEXT NOT NULL,
  policy_version INTEGER NOT NULL, preset_hash TEXT REFERENCES preset_versions (hash), taken_by TEXT,
  PRIMARY KEY (campaign_id, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE campaign_sums (
  campaign_id TEXT PRIMARY KEY NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
  -- Calls whose cost is known, and what they cost together.
  priced_calls INTEGER NOT NULL,
  cost_millicents INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE campaigns (
  id TEXT PRIMARY KEY NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  simulated INTEGER NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  -- Why it is paused: a key with values, as JSON.
  hold TEXT,
  policy_id TEXT NOT NULL REFERENCES call_policies (id),
  policy_version INTEGER NOT NULL,
  agent_id TEXT NOT NULL REFERENCES call_agents (id),
  country TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  starts_on TEXT,
  ends_on TEXT,
  concurrency INTEGER NOT NULL,
  calls_per_second REAL NOT NULL,
  cost_limit_day_millicents INTEGER,
  cost_limit_total_millicents INTEGER,
  keep_recordings_days INTEGER,
  -- Where finished conversations are classified.
  batch_id TEXT,
  -- Its name in the deployment it was imported from.
  external_id TEXT,
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  finished_at INTEGER
, region TEXT, preset_hash TEXT REFERENCES preset_versions (hash)) STRICT;

CREATE TABLE catalogue_import_changes (
  import_id TEXT NOT NULL REFERENCES catalogue_imports (id) ON DELETE CASCADE,
  entity TEXT NOT NULL,
  -- Of the product, the customer or the sale.
  row_seq INTEGER NOT NULL,
  -- JSON object of the changed columns as they were; null where the import created the row.
  before TEXT,
  -- The same columns as the import left them: what differs by now was changed by somebody else.
  after TEXT NOT NULL,
  -- Pieces that the import added to the stock of the product.
  pieces INTEGER NOT NULL,
  -- The import's last movement of that stock: a count that came after it holds.
  movement_seq INTEGER,
  -- Why undoing left it; null as long as it was not looked at.
  kept TEXT,
  PRIMARY KEY (import_id, entity, row_seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE catalogue_import_failures (
  import_id TEXT NOT NULL REFERENCES catalogue_imports (id) ON DELETE CASCADE,
  row_number INTEGER NOT NULL,
  reasons TEXT NOT NULL,
  cells TEXT NOT NULL,
  PRIMARY KEY (import_id, row_number)
) STRICT;

CREATE TABLE catalogue_imports (
  id TEXT PRIMARY KEY NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  file_name TEXT NOT NULL,
  upload_id TEXT NOT NULL,
  -- Columns, mapping and currency, as JSON.
  layout TEXT NOT NULL,
  state TEXT NOT NULL,
  job_id TEXT,
  total INTEGER NOT NULL DEFAULT 0,
  rows_read INTEGER NOT NULL DEFAULT 0,
  -- The last row of the file that is in the catalogue; after a crash reading goes on behind it.
  applied_row INTEGER NOT NULL DEFAULT 0,
  created INTEGER NOT NULL DEFAULT 0,
  updated INTEGER NOT NULL DEFAULT 0,
  skipped INTEGER NOT NULL DEFAULT 0,
  failed_rows INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  finished_at INTEGER,
  error TEXT
, undoable INTEGER NOT NULL DEFAULT 0, undone_at INTEGER, kept INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE catalogue_settings (
  business_id TEXT PRIMARY KEY NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  -- A product with this many pieces or fewer is running out.
  low_stock INTEGER NOT NULL CHECK (low_stock >= 0)
) STRICT;

CREATE TABLE chat_canned (
  id TEXT PRIMARY KEY NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  shortcut TEXT NOT NULL,
  text TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE chat_messages (
  seq INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  chat_seq INTEGER NOT NULL REFERENCES chats (seq) ON DELETE CASCADE,
  author TEXT NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  -- An answer that is decided and not yet said is 'answering', and shown to nobody.
  state TEXT NOT NULL,
  -- The sender's own name of it: the same again is the same message.
  client_id TEXT,
  file_id TEXT,
  answers_seq INTEGER REFERENCES chat_messages (seq) ON DELETE CASCADE,
  handoff TEXT,
  -- JSON arrays and objects; see the contract.
  sources TEXT NOT NULL DEFAULT '[]',
  trace TEXT,
  -- Of an answer that is not yet said: what the agent will have in mind then, and the order as it was.
  decision TEXT,
  rating TEXT,
  intent TEXT,
  response_ms INTEGER,
  first_chunk_ms INTEGER,
  cost_nano_usd INTEGER,
  at INTEGER NOT NULL
) STRICT;

CREATE VIRTUAL TABLE chat_messages_search USING fts5 (
  text, content = 'chat_messages', content_rowid = 'seq', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE chat_settings (
  business_id TEXT PRIMARY KEY NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  -- JSON; see the contract.
  settings TEXT NOT NULL,
  -- SHA-256 of the key of outside channels.
  channel_key_hash TEXT,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE chats (
  seq INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  channel TEXT NOT NULL,
  -- The name under which the outside channel knows it.
  channel_chat_id TEXT,
  title TEXT NOT NULL,
  title_folded TEXT NOT NULL,
  language TEXT NOT NULL,
  tone TEXT NOT NULL,
  state TEXT NOT NULL,
  closed_by TEXT,
  control TEXT NOT NULL,
  handoff_reason TEXT,
  handoff_at INTEGER,
  -- JSON of what the agent has in mind; the order itself is in orders.
  agent_state TEXT NOT NULL,
  order_id TEXT,
  customer_seq INTEGER REFERENCES customers (seq),
  -- The customer's row was made by this chat: only then the chat may be told what stands in it.
  customer_own INTEGER NOT NULL DEFAULT 0,
  last_text TEXT NOT NULL,
  last_author TEXT,
  last_at INTEGER NOT NULL,
  unread INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE chunk_indexes (
  seq INTEGER PRIMARY KEY NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE chunks (
  -- Never used again: vectors and kept indexes call a chunk by it.
  seq INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  version_seq INTEGER NOT NULL REFERENCES document_versions (seq) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  -- JSON array of the headings it stands under, outermost first.
  headings TEXT NOT NULL,
  text TEXT NOT NULL,
  language TEXT NOT NULL,
  page INTEGER
) STRICT;

CREATE TABLE column_mappings (
  layout TEXT PRIMARY KEY NOT NULL,
  mapping TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE customers (
  seq INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  -- Digits and letters alone. The only key: two people may share a phone or an e-mail.
  national_id TEXT,
  name TEXT NOT NULL,
  name_folded TEXT NOT NULL,
  phone TEXT NOT NULL,
  email TEXT NOT NULL,
  address TEXT NOT NULL,
  neighbourhood TEXT NOT NULL,
  notes TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  -- The person was made unrecognisable; what was bought stays counted.
  erased_at INTEGER
) STRICT;

CREATE TABLE debtor_import_changes (
  import_id TEXT NOT NULL REFERENCES debtor_imports (id) ON DELETE CASCADE,
  debtor_seq INTEGER NOT NULL,
  effect TEXT NOT NULL,
  debts TEXT NOT NULL,
  before TEXT,
  -- When the import wrote it last: what is newer was changed by others.
  at INTEGER NOT NULL,
  -- Why undoing left the debtor as it is.
  kept TEXT,
  PRIMARY KEY (import_id, debtor_seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE debtor_import_failures (
  import_id TEXT NOT NULL REFERENCES debtor_imports (id) ON DELETE CASCADE,
  row_number INTEGER NOT NULL,
  reasons TEXT NOT NULL,
  cells TEXT NOT NULL,
  PRIMARY KEY (import_id, row_number)
) STRICT, WITHOUT ROWID;

CREATE TABLE debtor_import_parts (
  import_id TEXT NOT NULL REFERENCES debtor_imports (id) ON DELETE CASCADE,
  last_row INTEGER NOT NULL,
  rows TEXT NOT NULL,
  PRIMARY KEY (import_id, last_row)
) STRICT;

CREATE TABLE debtor_imports (
  id TEXT PRIMARY KEY NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  campaign_id TEXT,
  simulated INTEGER NOT NULL,
  kind TEXT NOT NULL,
  file_name TEXT NOT NULL,
  upload_id TEXT,
  layout TEXT NOT NULL,
  state TEXT NOT NULL,
  job_id TEXT,
  total INTEGER NOT NULL DEFAULT 0,
  rows_read INTEGER NOT NULL DEFAULT 0,
  rows_applied INTEGER NOT NULL DEFAULT 0,
  -- The last row of the file that reached the floor.
  applied_row INTEGER NOT NULL DEFAULT 0,
  created INTEGER NOT NULL DEFAULT 0,
  updated INTEGER NOT NULL DEFAULT 0,
  skipped INTEGER NOT NULL DEFAULT 0,
  failed_rows INTEGER NOT NULL DEFAULT 0,
  -- Debtors it put into its campaign; debtors that undoing it left as they are.
  joined INTEGER NOT NULL DEFAULT 0,
  kept INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  finished_at INTEGER,
  undone_at INTEGER,
  error TEXT
) STRICT;

CREATE TABLE debtor_phones (
  debtor_seq INTEGER NOT NULL REFERENCES debtors (seq) ON DELETE CASCADE,
  number TEXT NOT NULL,
  position INTEGER NOT NULL,
  state TEXT NOT NULL,
  state_at INTEGER,
  PRIMARY KEY (debtor_seq, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE debtors (
  seq INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  simulated INTEGER NOT NULL,
  -- Kind and normalised national id: what makes two rows of a file the same person.
  person_key TEXT NOT NULL,
  national_id_kind TEXT NOT NULL,
  national_id TEXT NOT NULL,
  name TEXT NOT NULL,
  -- Case and accents folded, for search and order.
  name_folded TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  country TEXT NOT NULL,
  region TEXT,
  language TEXT NOT NULL,
  consent_at INTEGER,
  consent_source TEXT,
  -- Further dynamic variables from the file, as JSON.
  variables TEXT NOT NULL,
  -- Of the open debts and of all attempts, so that a list of any length is sorted by an index. Only the triggers below write them.
  owed_minor INTEGER,
  owed_currency TEXT,
  due_on TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  contacts INTEGER NOT NULL DEFAULT 0,
  last_attempt_at INTEGER,
  last_outcome TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  erased_at INTEGER
) STRICT;

CREATE TABLE debts (
  seq INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL,
  debtor_seq INTEGER NOT NULL REFERENCES debtors (seq) ON DELETE CASCADE,
  company TEXT NOT NULL,
  reference TEXT NOT NULL,
  instalments INTEGER,
  amount_minor INTEGER,
  currency TEXT NOT NULL,
  due_on TEXT,
  last_negotiable_on TEXT,
  delinquency TEXT,
  paid_minor INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE delinquency_types (
  id TEXT PRIMARY KEY NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  from_days INTEGER,
  to_days INTEGER,
  version INTEGER NOT NULL,
  flow TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE deliveries (
  seq INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  action_id TEXT NOT NULL REFERENCES actions (id) ON DELETE CASCADE,
  -- Names what happened, so that the same thing told twice is delivered once.
  event_id TEXT NOT NULL,
  trigger_name TEXT NOT NULL,
  simulated INTEGER NOT NULL,
  -- Sent by a person to try the action out; nothing happened.
  sample INTEGER NOT NULL,
  debtor_id TEXT,
  event TEXT NOT NULL,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  last_status INTEGER,
  error TEXT,
  -- Set just before a tool is called and taken back with its answer: while it stands nobody knows whether the tool ran.
  sending_since INTEGER,
  job_id TEXT,
  created_at INTEGER NOT NULL,
  finished_at INTEGER
) STRICT;

CREATE TABLE delivery_attempts (
  delivery_seq INTEGER NOT NULL REFERENCES deliveries (seq) ON DELETE CASCADE,
  attempt INTEGER NOT NULL,
  at INTEGER NOT NULL,
  duration_ms INTEGER NOT NULL,
  status INTEGER,
  error TEXT,
  -- Excerpts, without secrets.
  request TEXT,
  response TEXT,
  PRIMARY KEY (delivery_seq, attempt)
) STRICT, WITHOUT ROWID;

CREATE TABLE disagreements (
  transcript_seq INTEGER NOT NULL REFERENCES transcripts (seq) ON DELETE CASCADE,
  enum TEXT NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  -- A person has said what is right.
  settled INTEGER NOT NULL,
  -- The lower confidence of the two.
  confidence REAL NOT NULL,
  PRIMARY KEY (transcript_seq, enum)
) STRICT, WITHOUT ROWID;

CREATE TABLE disposition_overrides (
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  reason TEXT NOT NULL,
  rule TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (business_id, reason)
) STRICT, WITHOUT ROWID;

CREATE TABLE do_not_call (
  seq INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  simulated INTEGER NOT NULL,
  scope TEXT NOT NULL,
  -- The person's key, or the number in E.164.
  subject TEXT NOT NULL,
  name TEXT,
  source TEXT NOT NULL,
  reason TEXT NOT NULL,
  attempt_id TEXT,
  created_at INTEGER NOT NULL,
  lifted_at INTEGER,
  lifted_reason TEXT
) STRICT;

CREATE TABLE document_versions (
  -- Never used again, since what belongs to a version may outlive it for a moment.
  seq INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  -- Also the name of its file in the data folder.
  id TEXT NOT NULL,
  document_seq INTEGER NOT NULL REFERENCES documents (seq) ON DELETE CASCADE,
  file_name TEXT NOT NULL,
  kind TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  -- SHA-256 of the file, by which the same one is recognised.
  content_hash TEXT NOT NULL,
  language TEXT,
  pages INTEGER,
  state TEXT NOT NULL,
  -- Translation key of why it could not be read, or is found by its words alone.
  error TEXT,
  job_id TEXT,
  chunks INTEGER NOT NULL DEFAULT 0,
  embedded INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  finished_at INTEGER
) STRICT;

CREATE TABLE documents (
  seq INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  title TEXT NOT NULL,
  -- JSON array of words by which people find and filter, and JSON object of what the file says of itself.
  tags TEXT NOT NULL,
  metadata TEXT NOT NULL,
  -- The version that is searched; null until one was read whole. Pieces of every other version are never found.
  live_seq INTEGER,
  -- Out of sight at once; its pieces, vectors and file go in the background.
  deleted INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE failed_rows (
  batch_id TEXT NOT NULL REFERENCES batches (id) ON DELETE CASCADE,
  row_number INTEGER NOT NULL,
  reason TEXT NOT NULL,
  cells TEXT NOT NULL,
  PRIMARY KEY (batch_id, row_number)
) STRICT, WITHOUT ROWID;

CREATE TABLE fallbacks (
  transcript_seq INTEGER PRIMARY KEY NOT NULL REFERENCES transcripts (seq) ON DELETE CASCADE,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  job_id TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE files (
  seq INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL,
  -- Does not cascade: a row that went with its business would leave its bytes lying in the store for ever.
  business_id TEXT NOT NULL REFERENCES businesses (id),
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  bytes INTEGER NOT NULL CHECK (bytes >= 0),
  sha256 TEXT NOT NULL,
  store TEXT NOT NULL,
  -- Empty for the local store.
  bucket TEXT NOT NULL,
  key TEXT NOT NULL,
  state TEXT NOT NULL,
  -- Where its bytes may lie as well: written before they are sent there, so that a removal after a crash knows of them.
  sent_store TEXT,
  sent_bucket TEXT,
  expires_at INTEGER,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE heard_webhooks (
  call_id TEXT NOT NULL,
  event TEXT NOT NULL,
  heard_at INTEGER NOT NULL,
  PRIMARY KEY (call_id, event)
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

CREATE TABLE label_diff_items (
  diff_id TEXT NOT NULL REFERENCES label_diffs (id) ON DELETE CASCADE,
  transcript_seq INTEGER NOT NULL REFERENCES transcripts (seq) ON DELETE CASCADE,
  judged INTEGER NOT NULL,
  error TEXT,
  PRIMARY KEY (diff_id, transcript_seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE label_diff_rows (
  diff_id TEXT NOT NULL REFERENCES label_diffs (id) ON DELETE CASCADE,
  enum TEXT NOT NULL,
  transcript_seq INTEGER NOT NULL REFERENCES transcripts (seq) ON DELETE CASCADE,
  before_value TEXT NOT NULL,
  after_value TEXT NOT NULL,
  person_value TEXT,
  PRIMARY KEY (diff_id, enum, transcript_seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE label_diffs (
  id TEXT PRIMARY KEY NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  candidate TEXT NOT NULL,
  -- What was in service when it was begun, as JSON: it goes live only while that still holds.
  ground TEXT NOT NULL,
  -- The taxonomy that the candidate judges by, when it is a draft.
  taxonomy TEXT,
  state TEXT NOT NULL,
  job_id TEXT,
  created_at INTEGER NOT NULL,
  finished_at INTEGER,
  error TEXT,
  applied_at INTEGER,
  -- What differs, by enum, as JSON: written when it ended.
  summary TEXT,
  cost_nano_usd INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE labels (
  transcript_seq INTEGER NOT NULL REFERENCES transcripts (seq) ON DELETE CASCADE,
  enum TEXT NOT NULL,
  value TEXT NOT NULL,
  source TEXT NOT NULL,
  predicted_value TEXT,
  corrected_at INTEGER,
  PRIMARY KEY (transcript_seq, enum)
) STRICT, WITHOUT ROWID;

CREATE TABLE model_prices (
  kind TEXT NOT NULL CHECK (kind IN ('openai','gemini','compatible')),
  model TEXT NOT NULL,
  in_nano_usd INTEGER NOT NULL,
  cached_in_nano_usd INTEGER NOT NULL,
  out_nano_usd INTEGER NOT NULL,
  set_at INTEGER NOT NULL,
  PRIMARY KEY (kind, model)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE opinions (
  transcript_seq INTEGER NOT NULL REFERENCES transcripts (seq) ON DELETE CASCADE,
  source TEXT NOT NULL,
  language TEXT NOT NULL,
  sentiment TEXT NOT NULL,
  sentiment_confidence REAL NOT NULL,
  tone TEXT NOT NULL,
  key_topics TEXT NOT NULL,
  action_items TEXT NOT NULL,
  summary TEXT NOT NULL,
  confidence REAL NOT NULL,
  signals TEXT NOT NULL,
  -- Enum to value, and enum to confidence, evidence, quote, analysis and stage, as JSON.
  label_values TEXT NOT NULL,
  label_details TEXT NOT NULL,
  taxonomy_version INTEGER NOT NULL,
  -- Trained version of the offline classifier.
  model_version INTEGER,
  -- The rest is a language model's alone. asked_as: provider, model and prompt that were asked for, by which the same question is known.
  provider_id TEXT,
  model TEXT,
  prompt_version TEXT,
  asked_as TEXT,
  cost_nano_usd INTEGER NOT NULL,
  -- Characters of the middle of the transcript that the model was not shown.
  cut_characters INTEGER NOT NULL,
  -- 1 when the confidences were fitted to people's corrections.
  calibrated INTEGER NOT NULL,
  job_id TEXT,
  judged_at INTEGER NOT NULL,
  PRIMARY KEY (transcript_seq, source)
) STRICT;

CREATE TABLE order_lines (
  order_seq INTEGER NOT NULL REFERENCES orders (seq) ON DELETE CASCADE,
  product_seq INTEGER NOT NULL REFERENCES products (seq),
  position INTEGER NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  price_minor INTEGER NOT NULL CHECK (price_minor >= 0),
  currency TEXT NOT NULL,
  PRIMARY KEY (order_seq, product_seq)
) STRICT;

CREATE TABLE orders (
  seq INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  chat_id TEXT,
  customer_seq INTEGER REFERENCES customers (seq),
  state TEXT NOT NULL,
  -- JSON object of what the customer has told so far.
  collected TEXT NOT NULL,
  sale_seq INTEGER REFERENCES sales (seq),
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE payments (
  seq INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  simulated INTEGER NOT NULL,
  debtor_seq INTEGER REFERENCES debtors (seq) ON DELETE CASCADE,
  debt_seq INTEGER REFERENCES debts (seq) ON DELETE CASCADE,
  promise_seq INTEGER REFERENCES promises (seq) ON DELETE SET NULL,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  paid_on TEXT NOT NULL,
  source TEXT NOT NULL,
  -- The bank's own name of the payment; the same one is never counted twice.
  external_id TEXT NOT NULL,
  -- The file it came with.
  import_id TEXT,
  received_at INTEGER NOT NULL
) STRICT;

CREATE TABLE preset_versions (
  hash TEXT PRIMARY KEY NOT NULL,
  preset TEXT NOT NULL,
  version INTEGER NOT NULL,
  body TEXT NOT NULL,
  kept_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE products (
  seq INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  -- The shop's own name of it; by it a file finds the product again.
  external_id TEXT,
  name TEXT NOT NULL,
  name_folded TEXT NOT NULL,
  description TEXT NOT NULL,
  category TEXT NOT NULL,
  price_minor INTEGER NOT NULL CHECK (price_minor >= 0),
  currency TEXT NOT NULL,
  -- The last guard against selling what is not there.
  stock INTEGER NOT NULL CHECK (stock >= 0),
  active INTEGER NOT NULL,
  -- JSON array of further words by which customers ask for it.
  synonyms TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE VIRTUAL TABLE products_search USING fts5 (
  name, description, category, synonyms, content = 'products', content_rowid = 'seq', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE promises (
  seq INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  simulated INTEGER NOT NULL,
  campaign_id TEXT NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
  debtor_seq INTEGER NOT NULL REFERENCES debtors (seq) ON DELETE CASCADE,
  debt_seq INTEGER NOT NULL REFERENCES debts (seq) ON DELETE CASCADE,
  attempt_seq INTEGER NOT NULL REFERENCES call_attempts (seq) ON DELETE CASCADE,
  state TEXT NOT NULL,
  promised_on TEXT,
  amount_minor INTEGER,
  currency TEXT NOT NULL,
  paid_minor INTEGER NOT NULL DEFAULT 0,
  flags TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  settled_at INTEGER
) STRICT;

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

CREATE TABLE prompt_shares (
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  share REAL NOT NULL,
  PRIMARY KEY (name, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE queue_holds (
  queue TEXT PRIMARY KEY NOT NULL,
  held_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE recordings (
  attempt_seq INTEGER PRIMARY KEY NOT NULL REFERENCES call_attempts (seq) ON DELETE CASCADE,
  state TEXT NOT NULL,
  file TEXT,
  content_type TEXT,
  bytes INTEGER,
  sha256 TEXT,
  fetched_at INTEGER,
  remove_after INTEGER,
  error TEXT
) STRICT;

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

CREATE TABLE sale_lines (
  sale_seq INTEGER NOT NULL REFERENCES sales (seq) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  product_seq INTEGER NOT NULL REFERENCES products (seq),
  name TEXT NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  price_minor INTEGER NOT NULL CHECK (price_minor >= 0),
  PRIMARY KEY (sale_seq, position)
) STRICT;

CREATE TABLE sales (
  seq INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  -- Counts up within the business.
  number INTEGER NOT NULL,
  customer_seq INTEGER REFERENCES customers (seq),
  total_minor INTEGER NOT NULL CHECK (total_minor >= 0),
  currency TEXT NOT NULL,
  sold_at INTEGER NOT NULL,
  channel TEXT NOT NULL,
  fulfilment TEXT NOT NULL,
  payment TEXT NOT NULL,
  updated_at INTEGER NOT NULL
, external_number TEXT) STRICT;

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

CREATE TABLE sqlite_sequence(name,seq);

CREATE TABLE stock_movements (
  seq INTEGER PRIMARY KEY NOT NULL,
  product_seq INTEGER NOT NULL REFERENCES products (seq) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  change INTEGER NOT NULL,
  stock_after INTEGER NOT NULL,
  reason TEXT NOT NULL,
  note TEXT NOT NULL,
  sale_seq INTEGER REFERENCES sales (seq)
) STRICT;

CREATE TABLE taxonomies (
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  content TEXT NOT NULL,
  active INTEGER NOT NULL,
  created_at INTEGER NOT NULL, author TEXT NOT NULL DEFAULT 'program', note TEXT NOT NULL DEFAULT '', chosen INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE taxonomy_drafts (
  id TEXT PRIMARY KEY NOT NULL,
  based_on INTEGER NOT NULL,
  note TEXT NOT NULL,
  -- As it was typed: it need not be JSON.
  content TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

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
  CASE
    WHEN client_name NOT GLOB '*[^ -~]*' THEN lower(client_name)
    WHEN client_name NOT GLOB '*[^ -~áéíóúüñÁÉÍÓÚÜÑ]*' THEN
      replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
        lower(client_name)
        , 'á', 'a'), 'Á', 'a'), 'é', 'e'), 'É', 'e'), 'í', 'i'), 'Í', 'i'), 'ó', 'o'), 'Ó', 'o'), 'ú', 'u'), 'Ú', 'u'), 'ü', 'u'), 'Ü', 'u'), 'ñ', 'n~'), 'Ñ', 'n~')
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
  CASE
    WHEN seller NOT GLOB '*[^ -~]*' THEN lower(seller)
    WHEN seller NOT GLOB '*[^ -~áéíóúüñÁÉÍÓÚÜÑ]*' THEN
      replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
        lower(seller)
        , 'á', 'a'), 'Á', 'a'), 'é', 'e'), 'É', 'e'), 'í', 'i'), 'Í', 'i'), 'ó', 'o'), 'Ó', 'o'), 'ú', 'u'), 'Ú', 'u'), 'ü', 'u'), 'Ü', 'u'), 'ñ', 'n~'), 'Ñ', 'n~')
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

CREATE TABLE vector_spaces (
  seq INTEGER PRIMARY KEY NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  -- Whose vectors are searched. Those of another model are made beside them and serve once they are all there.
  embedder TEXT NOT NULL,
  dimensions INTEGER NOT NULL
, writes INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE vectors (
  seq INTEGER PRIMARY KEY NOT NULL,
  space_seq INTEGER NOT NULL REFERENCES vector_spaces (seq) ON DELETE CASCADE,
  embedder TEXT NOT NULL,
  -- Whatever the owner of the space calls the text by.
  item INTEGER NOT NULL,
  -- 32-bit floats, little-endian, of length 1.
  vector BLOB NOT NULL
) STRICT;

CREATE TABLE watched_files (
  folder_id TEXT NOT NULL REFERENCES watched_folders (id) ON DELETE CASCADE,
  content_hash BLOB NOT NULL,
  name TEXT NOT NULL,
  -- As it lay there, so that an unchanged file is not read again at every look.
  bytes INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  batch_id TEXT REFERENCES batches (id) ON DELETE SET NULL,
  -- Why it could not be taken in; null when it was.
  problem TEXT,
  at INTEGER NOT NULL,
  PRIMARY KEY (folder_id, content_hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE watched_folders (
  id TEXT PRIMARY KEY NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  afterwards TEXT NOT NULL,
  last_looked_at INTEGER,
  problem TEXT,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER call_attempts_added AFTER INSERT ON call_attempts BEGIN
  UPDATE debtors SET attempts = attempts + (NEW.state <> 'not_placed'), contacts = contacts + NEW.contact, last_attempt_at = max(coalesce(last_attempt_at, 0), NEW.intent_at) WHERE seq = NEW.debtor_seq;
END;

CREATE TRIGGER call_attempts_changed AFTER UPDATE OF state, contact, outcome ON call_attempts BEGIN
  UPDATE debtors SET (attempts, contacts, last_attempt_at) = (
      SELECT count(*), coalesce(sum(contact), 0), max(intent_at) FROM call_attempts WHERE debtor_seq = NEW.debtor_seq AND state <> 'not_placed'),
    last_outcome = (SELECT outcome FROM call_attempts WHERE debtor_seq = NEW.debtor_seq AND outcome IS NOT NULL ORDER BY intent_at DESC LIMIT 1)
  WHERE seq = NEW.debtor_seq;
END;

CREATE TRIGGER call_attempts_removed AFTER DELETE ON call_attempts BEGIN
  UPDATE debtors SET (attempts, contacts, last_attempt_at) = (
      SELECT count(*), coalesce(sum(contact), 0), max(intent_at) FROM call_attempts WHERE debtor_seq = OLD.debtor_seq AND state <> 'not_placed'),
    last_outcome = (SELECT outcome FROM call_attempts WHERE debtor_seq = OLD.debtor_seq AND outcome IS NOT NULL ORDER BY intent_at DESC LIMIT 1)
  WHERE seq = OLD.debtor_seq;
END;

CREATE TRIGGER campaign_sums_added AFTER INSERT ON call_attempts WHEN NEW.cost_millicents IS NOT NULL BEGIN
  INSERT INTO campaign_sums (campaign_id, priced_calls, cost_millicents) VALUES (NEW.campaign_id, 1, NEW.cost_millicents)
    ON CONFLICT (campaign_id) DO UPDATE SET priced_calls = priced_calls + 1, cost_millicents = cost_millicents + excluded.cost_millicents;
END;

CREATE TRIGGER campaign_sums_changed AFTER UPDATE OF cost_millicents ON call_attempts WHEN NEW.cost_millicents IS NOT OLD.cost_millicents BEGIN
  INSERT INTO campaign_sums (campaign_id, priced_calls, cost_millicents)
    VALUES (NEW.campaign_id, (NEW.cost_millicents IS NOT NULL) - (OLD.cost_millicents IS NOT NULL), coalesce(NEW.cost_millicents, 0) - coalesce(OLD.cost_millicents, 0))
    ON CONFLICT (campaign_id) DO UPDATE SET priced_calls = priced_calls + excluded.priced_calls, cost_millicents = cost_millicents + excluded.cost_millicents;
END;

CREATE TRIGGER campaign_sums_removed AFTER DELETE ON call_attempts WHEN OLD.cost_millicents IS NOT NULL BEGIN
  UPDATE campaign_sums SET priced_calls = priced_calls - 1, cost_millicents = cost_millicents - OLD.cost_millicents WHERE campaign_id = OLD.campaign_id;
END;

CREATE TRIGGER chat_messages_search_delete AFTER DELETE ON chat_messages BEGIN
  INSERT INTO chat_messages_search (chat_messages_search, rowid, text) VALUES ('delete', old.seq, old.text);
END;

CREATE TRIGGER chat_messages_search_insert AFTER INSERT ON chat_messages BEGIN
  INSERT INTO chat_messages_search (rowid, text) VALUES (new.seq, new.text);
END;

CREATE TRIGGER chat_messages_search_update AFTER UPDATE OF text ON chat_messages BEGIN
  INSERT INTO chat_messages_search (chat_messages_search, rowid, text) VALUES ('delete', old.seq, old.text);
  INSERT INTO chat_messages_search (rowid, text) VALUES (new.seq, new.text);
END;

CREATE TRIGGER debts_added AFTER INSERT ON debts BEGIN
  UPDATE debtors SET (owed_minor, owed_currency, due_on) = (
    SELECT iif(min(currency) = max(currency), sum(max(0, amount_minor - paid_minor)), NULL), iif(min(currency) = max(currency), min(currency), NULL), min(due_on)
    FROM debts WHERE debtor_seq = NEW.debtor_seq AND state = 'open') WHERE seq = NEW.debtor_seq;
END;

CREATE TRIGGER debts_changed AFTER UPDATE OF amount_minor, paid_minor, currency, due_on, state ON debts BEGIN
  UPDATE debtors SET (owed_minor, owed_currency, due_on) = (
    SELECT iif(min(currency) = max(currency), sum(max(0, amount_minor - paid_minor)), NULL), iif(min(currency) = max(currency), min(currency), NULL), min(due_on)
    FROM debts WHERE debtor_seq = NEW.debtor_seq AND state = 'open') WHERE seq = NEW.debtor_seq;
END;

CREATE TRIGGER debts_removed AFTER DELETE ON debts BEGIN
  UPDATE debtors SET (owed_minor, owed_currency, due_on) = (
    SELECT iif(min(currency) = max(currency), sum(max(0, amount_minor - paid_minor)), NULL), iif(min(currency) = max(currency), min(currency), NULL), min(due_on)
    FROM debts WHERE debtor_seq = OLD.debtor_seq AND state = 'open') WHERE seq = OLD.debtor_seq;
END;

CREATE TRIGGER products_search_delete AFTER DELETE ON products BEGIN
  INSERT INTO products_search (products_search, rowid, name, description, category, synonyms) VALUES ('delete', old.seq, old.name, old.description, old.category, old.synonyms);
END;

CREATE TRIGGER products_search_insert AFTER INSERT ON products BEGIN
  INSERT INTO products_search (rowid, name, description, category, synonyms) VALUES (new.seq, new.name, new.description, new.category, new.synonyms);
END;

CREATE TRIGGER products_search_update AFTER UPDATE OF name, description, category, synonyms ON products BEGIN
  INSERT INTO products_search (products_search, rowid, name, description, category, synonyms) VALUES ('delete', old.seq, old.name, old.description, old.category, old.synonyms);
  INSERT INTO products_search (rowid, name, description, category, synonyms) VALUES (new.seq, new.name, new.description, new.category, new.synonyms);
END;

CREATE TRIGGER transcripts_search_delete AFTER DELETE ON transcripts BEGIN
  INSERT INTO transcripts_search (transcripts_search, rowid, client_name, transcript) VALUES ('delete', old.seq, old.client_name, old.transcript);
END;
