-- Sales of the past, imports that can be taken back, and how little stock is little.

-- The number that the file gave to a sale; by it the same file is known again. Sales made here have none.
ALTER TABLE sales ADD COLUMN external_number TEXT;
CREATE UNIQUE INDEX sales_external_number ON sales (business_id, external_number) WHERE external_number IS NOT NULL;

-- In the order of their seq, for whoever reads them all.
CREATE INDEX orders_business ON orders (business_id);

-- Imports of before noted nothing of what they changed and cannot be taken back.
ALTER TABLE catalogue_imports ADD COLUMN undoable INTEGER NOT NULL DEFAULT 0;
ALTER TABLE catalogue_imports ADD COLUMN undone_at INTEGER;
-- What undoing left as it is.
ALTER TABLE catalogue_imports ADD COLUMN kept INTEGER NOT NULL DEFAULT 0;

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
CREATE INDEX catalogue_import_changes_row ON catalogue_import_changes (entity, row_seq);

CREATE TABLE catalogue_settings (
  business_id TEXT PRIMARY KEY NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  -- A product with this many pieces or fewer is running out.
  low_stock INTEGER NOT NULL CHECK (low_stock >= 0)
) STRICT;
