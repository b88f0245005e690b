-- What a draft was before, with whom it was for and its files (JSON).
ALTER TABLE draft_versions ADD COLUMN recipients_to TEXT NOT NULL DEFAULT '';
ALTER TABLE draft_versions ADD COLUMN recipients_cc TEXT NOT NULL DEFAULT '';
ALTER TABLE draft_versions ADD COLUMN recipients_bcc TEXT NOT NULL DEFAULT '';
ALTER TABLE draft_versions ADD COLUMN attachments TEXT NOT NULL DEFAULT '[]';
-- Which files are still held.
CREATE INDEX draft_versions_with_files ON draft_versions (id) WHERE attachments <> '[]';
