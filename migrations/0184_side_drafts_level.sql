-- Drafts of side conversations keep what was chosen, their files (both JSON) and the name of their window, as others do.
ALTER TABLE side_drafts ADD COLUMN chosen TEXT NOT NULL DEFAULT '{}';
ALTER TABLE side_drafts ADD COLUMN attachments TEXT NOT NULL DEFAULT '[]';
ALTER TABLE side_drafts ADD COLUMN name TEXT NOT NULL DEFAULT '';
-- What a draft was before is one of a side conversation: its id, or 0 and the subject of one that would begin. -1: of neither.
ALTER TABLE draft_versions ADD COLUMN side_id BIGINT NOT NULL DEFAULT -1;
ALTER TABLE draft_versions ADD COLUMN subject TEXT NOT NULL DEFAULT '';
