-- What a shop sells, to whom, and what it sold. Money is in the currency's smallest unit.
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
CREATE UNIQUE INDEX products_id ON products (id);
-- In the order of their seq, for whoever reads them all.
CREATE INDEX products_business ON products (business_id);
CREATE UNIQUE INDEX products_external_id ON products (business_id, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX products_name ON products (business_id, name_folded);
CREATE INDEX products_category ON products (business_id, category, name_folded);
CREATE INDEX products_price ON products (business_id, price_minor);
CREATE INDEX products_stock ON products (business_id, stock);
CREATE INDEX products_updated ON products (business_id, updated_at);

CREATE VIRTUAL TABLE products_search USING fts5 (
  name, description, category, synonyms, content = 'products', content_rowid = 'seq', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER products_search_insert AFTER INSERT ON products BEGIN
  INSERT INTO products_search (rowid, name, description, category, synonyms) VALUES (new.seq, new.name, new.description, new.category, new.synonyms);
END;
-- Stock and price change all day; only changed words are indexed anew.
CREATE TRIGGER products_search_update AFTER UPDATE OF name, description, category, synonyms ON products BEGIN
  INSERT INTO products_search (products_search, rowid, name, description, category, synonyms) VALUES ('delete', old.seq, old.name, old.description, old.category, old.synonyms);
  INSERT INTO products_search (rowid, name, description, category, synonyms) VALUES (new.seq, new.name, new.description, new.category, new.synonyms);
END;
CREATE TRIGGER products_search_delete AFTER DELETE ON products BEGIN
  INSERT INTO products_search (products_search, rowid, name, description, category, synonyms) VALUES ('delete', old.seq, old.name, old.description, old.category, old.synonyms);
END;

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
CREATE UNIQUE INDEX customers_id ON customers (id);
CREATE INDEX customers_business ON customers (business_id);
CREATE UNIQUE INDEX customers_national_id ON customers (business_id, national_id) WHERE national_id IS NOT NULL;
CREATE INDEX customers_name ON customers (business_id, name_folded);
CREATE INDEX customers_updated ON customers (business_id, updated_at);

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
) STRICT;
CREATE UNIQUE INDEX sales_id ON sales (id);
CREATE INDEX sales_business ON sales (business_id);
CREATE UNIQUE INDEX sales_number ON sales (business_id, number);
CREATE INDEX sales_sold ON sales (business_id, sold_at);
CREATE INDEX sales_total ON sales (business_id, total_minor);
CREATE INDEX sales_customer ON sales (customer_seq, sold_at) WHERE customer_seq IS NOT NULL;

-- As sold: a later change of the product changes nothing here.
CREATE TABLE sale_lines (
  sale_seq INTEGER NOT NULL REFERENCES sales (seq) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  product_seq INTEGER NOT NULL REFERENCES products (seq),
  name TEXT NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  price_minor INTEGER NOT NULL CHECK (price_minor >= 0),
  PRIMARY KEY (sale_seq, position)
) STRICT;
CREATE INDEX sale_lines_product ON sale_lines (product_seq);

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
CREATE UNIQUE INDEX orders_id ON orders (id);
CREATE INDEX orders_updated ON orders (business_id, updated_at);
CREATE INDEX orders_chat ON orders (business_id, chat_id) WHERE chat_id IS NOT NULL;
CREATE INDEX orders_customer ON orders (customer_seq) WHERE customer_seq IS NOT NULL;
CREATE INDEX orders_sale ON orders (sale_seq) WHERE sale_seq IS NOT NULL;

-- At the price that the customer was told.
CREATE TABLE order_lines (
  order_seq INTEGER NOT NULL REFERENCES orders (seq) ON DELETE CASCADE,
  product_seq INTEGER NOT NULL REFERENCES products (seq),
  position INTEGER NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  price_minor INTEGER NOT NULL CHECK (price_minor >= 0),
  currency TEXT NOT NULL,
  PRIMARY KEY (order_seq, product_seq)
) STRICT;
CREATE INDEX order_lines_product ON order_lines (product_seq);

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
CREATE INDEX stock_movements_product ON stock_movements (product_seq, seq);
CREATE INDEX stock_movements_sale ON stock_movements (sale_seq) WHERE sale_seq IS NOT NULL;

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
) STRICT;
CREATE INDEX catalogue_imports_business ON catalogue_imports (business_id, created_at);
CREATE INDEX catalogue_imports_upload ON catalogue_imports (upload_id);

CREATE TABLE catalogue_import_failures (
  import_id TEXT NOT NULL REFERENCES catalogue_imports (id) ON DELETE CASCADE,
  row_number INTEGER NOT NULL,
  reasons TEXT NOT NULL,
  cells TEXT NOT NULL,
  PRIMARY KEY (import_id, row_number)
) STRICT;
