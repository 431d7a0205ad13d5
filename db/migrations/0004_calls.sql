-- Catalogues: what supervisors set up once. A version, once used by a campaign, is never changed.
CREATE TABLE call_policies (
  id TEXT PRIMARY KEY NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  archived_at INTEGER
) STRICT;
CREATE INDEX call_policies_business ON call_policies (business_id, created_at);

CREATE TABLE call_policy_versions (
  policy_id TEXT NOT NULL REFERENCES call_policies (id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  preset TEXT NOT NULL,
  rules TEXT NOT NULL,
  -- Why a rule of the preset was loosened, by whom and when, as JSON.
  loosened TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (policy_id, version)
) STRICT, WITHOUT ROWID;

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
CREATE UNIQUE INDEX delinquency_types_code ON delinquency_types (business_id, code);

-- Scripts: an agent of the provider, the number it calls from, and the dynamic variables it speaks.
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
CREATE INDEX call_agents_business ON call_agents (business_id);

CREATE TABLE disposition_overrides (
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  reason TEXT NOT NULL,
  rule TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (business_id, reason)
) STRICT, WITHOUT ROWID;

-- Days a business adds to the public holidays of its country.
CREATE TABLE business_holidays (
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  date TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (business_id, date)
) STRICT, WITHOUT ROWID;

-- Kept by the person's key and the number, not by the debtor's row: it outlives an erased or reimported debtor.
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
CREATE UNIQUE INDEX do_not_call_id ON do_not_call (id);
CREATE UNIQUE INDEX do_not_call_subject ON do_not_call (business_id, simulated, scope, subject) WHERE lifted_at IS NULL;

-- The floor: people, their phones, their debts.
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
CREATE UNIQUE INDEX debtors_id ON debtors (id);
CREATE UNIQUE INDEX debtors_person ON debtors (business_id, simulated, person_key);
CREATE INDEX debtors_name ON debtors (business_id, simulated, name_folded, seq);
CREATE INDEX debtors_national_id ON debtors (business_id, simulated, national_id, seq);
CREATE INDEX debtors_owed ON debtors (business_id, simulated, owed_minor, seq);
CREATE INDEX debtors_due ON debtors (business_id, simulated, due_on, seq);
CREATE INDEX debtors_attempts ON debtors (business_id, simulated, attempts, seq);
CREATE INDEX debtors_last_attempt ON debtors (business_id, simulated, last_attempt_at, seq);
CREATE INDEX debtors_outcome ON debtors (business_id, simulated, last_outcome, seq) WHERE last_outcome IS NOT NULL;

CREATE TABLE debtor_phones (
  debtor_seq INTEGER NOT NULL REFERENCES debtors (seq) ON DELETE CASCADE,
  number TEXT NOT NULL,
  position INTEGER NOT NULL,
  state TEXT NOT NULL,
  state_at INTEGER,
  PRIMARY KEY (debtor_seq, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX debtor_phones_number ON debtor_phones (number);

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
CREATE UNIQUE INDEX debts_id ON debts (id);
CREATE UNIQUE INDEX debts_identity ON debts (debtor_seq, company, reference);
CREATE INDEX debts_company ON debts (company, debtor_seq);
CREATE INDEX debts_delinquency ON debts (delinquency, debtor_seq) WHERE delinquency IS NOT NULL;
CREATE INDEX debts_reference ON debts (reference, debtor_seq) WHERE reference <> '';

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
CREATE INDEX debtor_imports_business ON debtor_imports (business_id, created_at);

-- Rows read and not yet applied: nothing reaches the floor before the whole file was understood.
CREATE TABLE debtor_import_parts (
  import_id TEXT NOT NULL REFERENCES debtor_imports (id) ON DELETE CASCADE,
  last_row INTEGER NOT NULL,
  rows TEXT NOT NULL,
  PRIMARY KEY (import_id, last_row)
) STRICT;

CREATE TABLE debtor_import_failures (
  import_id TEXT NOT NULL REFERENCES debtor_imports (id) ON DELETE CASCADE,
  row_number INTEGER NOT NULL,
  reasons TEXT NOT NULL,
  cells TEXT NOT NULL,
  PRIMARY KEY (import_id, row_number)
) STRICT, WITHOUT ROWID;

-- Every debtor the import spoke of, with the debts, and what each was before, for undoing it; before is null unless the import changed one it found.
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

-- Campaigns and each debtor's place in them.
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
) STRICT;
CREATE INDEX campaigns_business ON campaigns (business_id, created_at);
CREATE UNIQUE INDEX campaigns_external ON campaigns (business_id, simulated, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX campaigns_running ON campaigns (state) WHERE state = 'running';

-- By which version of which policy the campaign decided from a moment on, so that the past can be told as it was.
CREATE TABLE campaign_policies (
  campaign_id TEXT NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  policy_id TEXT NOT NULL,
  policy_version INTEGER NOT NULL,
  PRIMARY KEY (campaign_id, at)
) STRICT, WITHOUT ROWID;

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
CREATE UNIQUE INDEX call_jobs_external ON call_jobs (campaign_id, external_id) WHERE external_id IS NOT NULL;
CREATE UNIQUE INDEX call_jobs_id ON call_jobs (id);
CREATE UNIQUE INDEX call_jobs_identity ON call_jobs (campaign_id, debtor_seq, debt_seq);
CREATE INDEX call_jobs_debtor ON call_jobs (debtor_seq);
-- Looked at whenever a debt goes; without it each looks through the whole table, as without those of attempts, promises and payments below.
CREATE INDEX call_jobs_debt ON call_jobs (debt_seq);
CREATE INDEX call_jobs_status ON call_jobs (campaign_id, status, seq);
-- Those a round may choose from, best first; whose moment is still ahead is seen without reading the row.
CREATE INDEX call_jobs_pending ON call_jobs (campaign_id, priority, seq, next_try_at) WHERE status = 'pending';
-- Those of a round who still wait for their call or are in it.
CREATE INDEX call_jobs_round ON call_jobs (round_id, campaign_id, status, debtor_seq) WHERE status IN ('scheduled', 'in_progress');
CREATE INDEX call_jobs_called_back ON call_jobs (campaign_id, next_try_at, seq) WHERE status = 'scheduled' AND callback_at IS NOT NULL;
-- Those who asked to be called at a time of their own.
CREATE INDEX call_jobs_callback ON call_jobs (callback_at) WHERE callback_at IS NOT NULL;
-- Those that have a moment: chosen by a round, a retry, a callback.
CREATE INDEX call_jobs_due ON call_jobs (campaign_id, next_try_at, priority, seq) WHERE status = 'scheduled';

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
CREATE UNIQUE INDEX call_rounds_slot ON call_rounds (campaign_id, local_date, slot);
CREATE INDEX call_rounds_open ON call_rounds (campaign_id, state) WHERE state IN ('planned', 'running', 'asking');

-- The ledger: what was decided about a debtor, when, by which rule.
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
CREATE INDEX call_decisions_job ON call_decisions (call_job_seq, seq);
CREATE INDEX call_decisions_round ON call_decisions (round_id, seq) WHERE round_id IS NOT NULL;

-- Operation: append-only history. The row is the intent to dial, written before anything is asked of the provider.
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
CREATE UNIQUE INDEX call_attempts_id ON call_attempts (id);
CREATE UNIQUE INDEX call_attempts_call ON call_attempts (call_id) WHERE call_id IS NOT NULL;
CREATE INDEX call_attempts_job ON call_attempts (call_job_seq);
CREATE INDEX call_attempts_debt ON call_attempts (debt_seq);
CREATE INDEX call_attempts_debtor ON call_attempts (debtor_seq, intent_at);
-- Covers what a campaign counts and spends, which is asked before every dial; rows are wide.
CREATE INDEX call_attempts_campaign ON call_attempts (campaign_id, intent_at, state, debtor_seq, contact, cost_millicents, disposition, outcome, call_successful);
CREATE INDEX call_attempts_business ON call_attempts (business_id, simulated, intent_at);
-- What a list of debtors shows of their attempts.
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
CREATE INDEX call_attempts_open ON call_attempts (campaign_id, state) WHERE state IN ('intended', 'live', 'needs_review');

-- The provider's own word on the call, whole.
CREATE TABLE call_bodies (
  attempt_seq INTEGER PRIMARY KEY NOT NULL REFERENCES call_attempts (seq) ON DELETE CASCADE,
  body TEXT NOT NULL,
  received_at INTEGER NOT NULL
) STRICT;

CREATE TABLE call_events (
  seq INTEGER PRIMARY KEY NOT NULL,
  attempt_seq INTEGER NOT NULL REFERENCES call_attempts (seq) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  detail TEXT
) STRICT;
CREATE INDEX call_events_attempt ON call_events (attempt_seq, seq);

-- Webhooks already heard: the provider may send one twice.
CREATE TABLE heard_webhooks (
  call_id TEXT NOT NULL,
  event TEXT NOT NULL,
  heard_at INTEGER NOT NULL,
  PRIMARY KEY (call_id, event)
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
CREATE INDEX recordings_removal ON recordings (remove_after) WHERE remove_after IS NOT NULL AND state = 'kept';

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
CREATE UNIQUE INDEX promises_id ON promises (id);
CREATE UNIQUE INDEX promises_attempt ON promises (attempt_seq);
CREATE INDEX promises_day ON promises (business_id, simulated, promised_on, seq);
CREATE INDEX promises_debt ON promises (debt_seq);
CREATE INDEX promises_debtor ON promises (debtor_seq);
CREATE INDEX promises_campaign ON promises (campaign_id, state, currency, amount_minor);
CREATE INDEX promises_made ON promises (campaign_id, made_at);
CREATE INDEX promises_kept ON promises (campaign_id, settled_at) WHERE state = 'kept';
CREATE INDEX promises_open ON promises (promised_on) WHERE state IN ('open', 'partial');

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
CREATE UNIQUE INDEX payments_id ON payments (id);
CREATE UNIQUE INDEX payments_external ON payments (business_id, simulated, source, external_id);
CREATE INDEX payments_debt ON payments (debt_seq);
CREATE INDEX payments_debtor ON payments (debtor_seq);
CREATE INDEX payments_promise ON payments (promise_seq) WHERE promise_seq IS NOT NULL;
CREATE INDEX payments_import ON payments (import_id, debtor_seq) WHERE import_id IS NOT NULL;

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
CREATE UNIQUE INDEX alerts_id ON alerts (id);
CREATE INDEX alerts_business ON alerts (business_id, simulated, seq);
CREATE INDEX alerts_unseen ON alerts (business_id, simulated, campaign_id, kind, seq) WHERE seen_at IS NULL;
CREATE INDEX alerts_callback ON alerts (simulated, at) WHERE kind = 'callback_due';
