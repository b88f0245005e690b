-- The ticket in which this one's conversation goes on.
ALTER TABLE tickets ADD COLUMN merged_into BIGINT;
CREATE INDEX tickets_by_merge ON tickets (merged_into) WHERE merged_into IS NOT NULL;
