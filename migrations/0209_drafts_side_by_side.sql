-- By which name a draft goes (as in sent_drafts), and a version that was none: a text that another window's stood in the way of.
-- Empty: none.
ALTER TABLE drafts ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE draft_versions ADD COLUMN name TEXT NOT NULL DEFAULT '';
