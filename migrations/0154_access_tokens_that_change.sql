-- Tokens read; those that may change things as well say so.
ALTER TABLE access_tokens ADD COLUMN changes BOOLEAN NOT NULL DEFAULT FALSE;
