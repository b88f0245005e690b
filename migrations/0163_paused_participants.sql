-- Whoever is in copy and gets no answers for now.
ALTER TABLE participants ADD COLUMN paused BOOLEAN NOT NULL DEFAULT FALSE;
