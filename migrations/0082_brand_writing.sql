-- How the mailboxes of a brand write that have not been told otherwise, as JSON; empty: as one does that nobody has set up.
ALTER TABLE brands ADD COLUMN writing TEXT NOT NULL DEFAULT '';
