-- Two classifiers, what each of them said, where they differ, and what people do about it. docs/decisions/0009.

-- What a classifier said of a transcript that a language model has judged: both sides, so that they can be compared. Of a
-- transcript that only the offline classifier judged, its one result says all of this already and there is no row.
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
-- What a language model has judged, without reading the long rows.
CREATE INDEX opinions_llm ON opinions (transcript_seq) WHERE source = 'llm';

-- Why the language model that was asked for gave no opinion, and the offline result stands.
CREATE TABLE fallbacks (
  transcript_seq INTEGER PRIMARY KEY NOT NULL REFERENCES transcripts (seq) ON DELETE CASCADE,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  job_id TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

-- Enums on which the two classifiers, or one of them and a person, differ. Written with every opinion and correction, so that the queue is an index.
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
CREATE INDEX disagreements_order ON disagreements (business_id, settled, confidence, transcript_seq, enum);
CREATE INDEX disagreements_enum ON disagreements (business_id, settled, enum, confidence, transcript_seq);

-- 1 once a language model was asked about its transcripts; then how many it has judged, how many it gave no opinion on, and what all of it cost.
ALTER TABLE batches ADD COLUMN llm_asked INTEGER NOT NULL DEFAULT 0;
ALTER TABLE batches ADD COLUMN llm_judged INTEGER NOT NULL DEFAULT 0;
ALTER TABLE batches ADD COLUMN llm_fell_back INTEGER NOT NULL DEFAULT 0;
ALTER TABLE batches ADD COLUMN cost_nano_usd INTEGER NOT NULL DEFAULT 0;

-- Who wrote a version of the taxonomy, and whether a person put it into service: such a one the program does not replace.
ALTER TABLE taxonomies ADD COLUMN author TEXT NOT NULL DEFAULT 'program';
ALTER TABLE taxonomies ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE taxonomies ADD COLUMN chosen INTEGER NOT NULL DEFAULT 0;

CREATE TABLE taxonomy_drafts (
  id TEXT PRIMARY KEY NOT NULL,
  based_on INTEGER NOT NULL,
  note TEXT NOT NULL,
  -- As it was typed: it need not be JSON.
  content TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

-- What would change if a candidate went live.
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
CREATE INDEX label_diffs_business ON label_diffs (business_id, created_at);

-- The transcripts a diff looks at, chosen when it was begun.
CREATE TABLE label_diff_items (
  diff_id TEXT NOT NULL REFERENCES label_diffs (id) ON DELETE CASCADE,
  transcript_seq INTEGER NOT NULL REFERENCES transcripts (seq) ON DELETE CASCADE,
  judged INTEGER NOT NULL,
  error TEXT,
  PRIMARY KEY (diff_id, transcript_seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX label_diff_items_transcript ON label_diff_items (transcript_seq);

CREATE TABLE label_diff_rows (
  diff_id TEXT NOT NULL REFERENCES label_diffs (id) ON DELETE CASCADE,
  enum TEXT NOT NULL,
  transcript_seq INTEGER NOT NULL REFERENCES transcripts (seq) ON DELETE CASCADE,
  before_value TEXT NOT NULL,
  after_value TEXT NOT NULL,
  person_value TEXT,
  PRIMARY KEY (diff_id, enum, transcript_seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX label_diff_rows_transcript ON label_diff_rows (transcript_seq);

-- Folders from which files are taken in by themselves.
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
CREATE UNIQUE INDEX watched_folders_path ON watched_folders (business_id, path);

-- Every file that was dealt with, by what is in it: a copy under another name is the same file.
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
CREATE INDEX watched_files_at ON watched_files (folder_id, at);
CREATE INDEX watched_files_batch ON watched_files (batch_id) WHERE batch_id IS NOT NULL;
