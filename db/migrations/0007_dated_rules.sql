-- Whose public holidays hold: the part of the country, as the library of holidays spells it ('AP', 'NSW'); null for the whole country's.
ALTER TABLE campaigns ADD COLUMN region TEXT;

-- A day of the business's own is one on which nobody works, or one on which it works although it is a holiday.
ALTER TABLE business_holidays ADD COLUMN works INTEGER NOT NULL DEFAULT 0;
ALTER TABLE business_holidays ADD COLUMN reason TEXT;

-- Every text of a preset that the program has brought, by the hash of what it says: what a campaign was started under stays readable when the program brings another.
CREATE TABLE preset_versions (
  hash TEXT PRIMARY KEY NOT NULL,
  preset TEXT NOT NULL,
  version INTEGER NOT NULL,
  body TEXT NOT NULL,
  kept_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Null until a campaign starts: a draft lives by what the program brings.
ALTER TABLE campaigns ADD COLUMN preset_hash TEXT REFERENCES preset_versions (hash);
-- And who moved the campaign over; null for its start.
ALTER TABLE campaign_policies ADD COLUMN preset_hash TEXT REFERENCES preset_versions (hash);
ALTER TABLE campaign_policies ADD COLUMN taken_by TEXT;

-- The text of the preset a version was written against, and who wrote it; null where nobody said.
ALTER TABLE call_policy_versions ADD COLUMN preset_hash TEXT REFERENCES preset_versions (hash);
ALTER TABLE call_policy_versions ADD COLUMN saved_by TEXT;
