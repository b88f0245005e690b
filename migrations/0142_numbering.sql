-- How the tickets of a topic are numbered, as JSON; null: as the desk's are.
ALTER TABLE topics ADD COLUMN numbering TEXT;
