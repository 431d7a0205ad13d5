-- Files kept for a business: pictures and sound of chats, exports, documents. Their bytes lie in a store, never here.
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
CREATE UNIQUE INDEX files_id ON files (id);
CREATE INDEX files_business ON files (business_id, created_at);
-- Figures are counted in the index alone.
CREATE INDEX files_usage ON files (business_id, store, kind, state, bytes);
CREATE INDEX files_expires ON files (expires_at) WHERE expires_at IS NOT NULL;
-- What something is still to be done about: the files that wait to be moved or removed, and those not whole yet.
CREATE INDEX files_open ON files (state, seq) WHERE state IN ('receiving', 'moving', 'removing');
