-- How much of what it would do a flow does while it is on; those there are act.
ALTER TABLE flows ADD COLUMN stage TEXT NOT NULL DEFAULT 'act';
