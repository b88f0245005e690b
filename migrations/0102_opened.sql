-- When the image in a letter was first fetched, where its mailbox asks for that.
ALTER TABLE letters ADD COLUMN opened_at BIGINT;
