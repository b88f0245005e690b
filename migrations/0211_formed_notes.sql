-- What form a note had before it was edited.
ALTER TABLE note_versions ADD COLUMN html TEXT NOT NULL DEFAULT '';
