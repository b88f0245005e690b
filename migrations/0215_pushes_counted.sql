-- How many pushes an agent got since then: beyond their limit the rest waits an hour.
ALTER TABLE agents ADD COLUMN pushed BIGINT NOT NULL DEFAULT 0;
ALTER TABLE agents ADD COLUMN pushed_since BIGINT NOT NULL DEFAULT 0;
