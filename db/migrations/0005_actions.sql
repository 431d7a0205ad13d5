-- What is told to other systems when something happens, and the log of each telling.
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
CREATE INDEX actions_business ON actions (business_id, created_at) WHERE archived_at IS NULL;

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
CREATE UNIQUE INDEX deliveries_id ON deliveries (id);
CREATE UNIQUE INDEX deliveries_event ON deliveries (action_id, event_id);
CREATE INDEX deliveries_business ON deliveries (business_id, seq);
-- Holds everything that the counts beside each action need.
CREATE INDEX deliveries_counts ON deliveries (business_id, simulated, sample, action_id, state, created_at);
CREATE INDEX deliveries_state ON deliveries (business_id, state, seq);
CREATE INDEX deliveries_debtor ON deliveries (debtor_id) WHERE debtor_id IS NOT NULL;

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
