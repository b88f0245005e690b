-- What is chosen beside the words of a draft (JSON): from where, how and when it leaves, what it sets and does, and whom each of
-- its lines names.
ALTER TABLE drafts ADD COLUMN chosen TEXT NOT NULL DEFAULT '{}';
ALTER TABLE draft_versions ADD COLUMN chosen TEXT NOT NULL DEFAULT '{}';
