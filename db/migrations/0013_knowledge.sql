-- Documents of a business and the pieces of them that are searched.
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
CREATE UNIQUE INDEX documents_id ON documents (id);
CREATE INDEX documents_business ON documents (business_id, deleted, updated_at);
CREATE UNIQUE INDEX documents_live ON documents (live_seq) WHERE live_seq IS NOT NULL;

-- A document's file as it was given once. The newest one that was read whole is the live one.
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
CREATE UNIQUE INDEX document_versions_id ON document_versions (id);
CREATE INDEX document_versions_document ON document_versions (document_seq, seq);
CREATE INDEX document_versions_hash ON document_versions (content_hash);

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
CREATE UNIQUE INDEX chunks_position ON chunks (version_seq, position);

-- Each business has a full-text table of its own, `chunks_search_<seq>`, made with its first document: how rare a word is
-- in one business must say nothing about another. Its rows are words of chunks, brought to their stems.
CREATE TABLE chunk_indexes (
  seq INTEGER PRIMARY KEY NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE
) STRICT;
CREATE UNIQUE INDEX chunk_indexes_business ON chunk_indexes (business_id);

-- Counts every change of a space's vectors: an index kept in a file is good while this is what it was.
ALTER TABLE vector_spaces ADD COLUMN writes INTEGER NOT NULL DEFAULT 0;
