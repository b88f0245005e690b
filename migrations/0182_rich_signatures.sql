-- The same signature with its form; empty: the text is all there is. The pictures that it shows, as JSON. A mailbox keeps its own
-- with the rest of how it writes.
ALTER TABLE agents ADD COLUMN signature_html TEXT NOT NULL DEFAULT '';
ALTER TABLE agents ADD COLUMN signature_pictures TEXT NOT NULL DEFAULT '[]';
