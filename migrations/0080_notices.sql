-- Which letters an agent wants of what happens on their tickets: assigned, spoke, failed; empty: as who has chosen nothing.
ALTER TABLE agents ADD COLUMN notices TEXT NOT NULL DEFAULT '';
