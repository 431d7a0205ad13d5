-- The test bench of the sales agent: scripted conversations of a business, and what became of them when they were played.

-- A business's own conversations; those the program ships are files (resources/chat/bench).
CREATE TABLE chat_suites (
  id TEXT PRIMARY KEY NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  -- YAML as the person wrote it, comments and all.
  text TEXT NOT NULL,
  conversations INTEGER NOT NULL,
  replies INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX chat_suites_name ON chat_suites (business_id, name);

CREATE TABLE chat_bench_runs (
  id TEXT PRIMARY KEY NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  -- Who words the answers, as JSON.
  variant TEXT NOT NULL,
  -- The suites that are played, as JSON: id and name of each as they were.
  suites TEXT NOT NULL,
  state TEXT NOT NULL,
  job_id TEXT,
  -- Later runs are compared with this one.
  reference INTEGER NOT NULL DEFAULT 0,
  error TEXT,
  -- Figures as JSON, once it has ended.
  figures TEXT,
  created_at INTEGER NOT NULL,
  finished_at INTEGER
) STRICT;
CREATE INDEX chat_bench_runs_business ON chat_bench_runs (business_id, created_at);
CREATE UNIQUE INDEX chat_bench_runs_reference ON chat_bench_runs (business_id) WHERE reference = 1;

-- A conversation of a run. Its script is kept as it was when the run began, so that editing a suite changes no run.
CREATE TABLE chat_bench_items (
  run_id TEXT NOT NULL REFERENCES chat_bench_runs (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  suite_id TEXT NOT NULL,
  name TEXT NOT NULL,
  catalogue TEXT NOT NULL,
  script TEXT NOT NULL,
  -- What the company's documents say to each message, as JSON: looked up before the conversation is played. Null: not yet, or not needed.
  passages TEXT,
  -- Null until it was played. Not to be played again then, whatever happens to the program.
  passed INTEGER,
  misses INTEGER NOT NULL DEFAULT 0,
  -- Turn by turn what was said and checked, as JSON.
  turns TEXT,
  tally TEXT,
  error TEXT,
  PRIMARY KEY (run_id, number)
) STRICT;
