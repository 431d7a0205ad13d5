-- Conversations of the sales agent: with staff in the lab, or with customers on outside channels.
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
CREATE UNIQUE INDEX chats_id ON chats (id);
CREATE UNIQUE INDEX chats_channel ON chats (business_id, channel, channel_chat_id) WHERE channel_chat_id IS NOT NULL;
-- As lists show them: those in which a person is wanted first.
CREATE INDEX chats_activity ON chats (business_id, (handoff_reason IS NULL), last_at DESC, seq DESC);
CREATE INDEX chats_open ON chats (last_at) WHERE state = 'open';
CREATE INDEX chats_customer ON chats (customer_seq) WHERE customer_seq IS NOT NULL;
CREATE INDEX chats_order ON chats (order_id) WHERE order_id IS NOT NULL;

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
CREATE UNIQUE INDEX chat_messages_id ON chat_messages (id);
CREATE INDEX chat_messages_chat ON chat_messages (chat_seq, seq);
CREATE UNIQUE INDEX chat_messages_client ON chat_messages (chat_seq, client_id) WHERE client_id IS NOT NULL;
-- A message is decided about once, whatever is repeated.
CREATE UNIQUE INDEX chat_messages_answers ON chat_messages (answers_seq) WHERE answers_seq IS NOT NULL;
CREATE INDEX chat_messages_open ON chat_messages (chat_seq, seq) WHERE state IN ('waiting', 'answering', 'held');
CREATE INDEX chat_messages_at ON chat_messages (business_id, at);
CREATE INDEX chat_messages_business ON chat_messages (business_id, seq);

CREATE VIRTUAL TABLE chat_messages_search USING fts5 (
  text, content = 'chat_messages', content_rowid = 'seq', tokenize = 'unicode61 remove_diacritics 2'
);
-- What was said may name people: no word of it stays in the index once it is erased.
INSERT INTO chat_messages_search (chat_messages_search, rank) VALUES ('secure-delete', 1);
CREATE TRIGGER chat_messages_search_insert AFTER INSERT ON chat_messages BEGIN
  INSERT INTO chat_messages_search (rowid, text) VALUES (new.seq, new.text);
END;
CREATE TRIGGER chat_messages_search_update AFTER UPDATE OF text ON chat_messages BEGIN
  INSERT INTO chat_messages_search (chat_messages_search, rowid, text) VALUES ('delete', old.seq, old.text);
  INSERT INTO chat_messages_search (rowid, text) VALUES (new.seq, new.text);
END;
CREATE TRIGGER chat_messages_search_delete AFTER DELETE ON chat_messages BEGIN
  INSERT INTO chat_messages_search (chat_messages_search, rowid, text) VALUES ('delete', old.seq, old.text);
END;

CREATE TABLE chat_canned (
  id TEXT PRIMARY KEY NOT NULL,
  business_id TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  shortcut TEXT NOT NULL,
  text TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX chat_canned_shortcut ON chat_canned (business_id, shortcut);

CREATE TABLE chat_settings (
  business_id TEXT PRIMARY KEY NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  -- JSON; see the contract.
  settings TEXT NOT NULL,
  -- SHA-256 of the key of outside channels.
  channel_key_hash TEXT,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX chat_settings_key ON chat_settings (channel_key_hash) WHERE channel_key_hash IS NOT NULL;
