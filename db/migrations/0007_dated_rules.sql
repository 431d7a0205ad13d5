-- Whose public holidays hold: the part of the country, as the library of holidays spells it ('AP', 'NSW'); null for the whole country's.
ALTER TABLE campaigns ADD COLUMN region TEXT;

-- A day of the business's own is one on which nobody works, or one on which it works although it is a holiday.
ALTER TABLE business_holidays ADD COLUMN works INTEGER NOT NULL DEFAULT 0;
ALTER TABLE business_holidays ADD COLUMN reason TEXT;
