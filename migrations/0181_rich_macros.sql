-- The same texts with their form; empty: the text is all there is. The files that go with them, as JSON.
ALTER TABLE macros ADD COLUMN html_en TEXT NOT NULL DEFAULT '';
ALTER TABLE macros ADD COLUMN html_ja TEXT NOT NULL DEFAULT '';
ALTER TABLE macros ADD COLUMN files TEXT NOT NULL DEFAULT '[]';
