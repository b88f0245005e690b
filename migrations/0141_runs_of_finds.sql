-- Null: every ticket for which the condition holds. Otherwise no others than these, as JSON: what the index had found.
ALTER TABLE runs ADD COLUMN these TEXT;
