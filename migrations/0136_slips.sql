-- Slips of pages that send to many: each is good once. Kept for as long as one could come again.
CREATE TABLE slips (
    digest TEXT PRIMARY KEY,
    at BIGINT NOT NULL,
    -- What came of it.
    result TEXT NOT NULL
);
CREATE INDEX slips_by_age ON slips (at);
