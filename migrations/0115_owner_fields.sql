-- Fields of people, organisations, teams and objects say themselves what is wanted of whom; those of tickets leave it to
-- the forms they stand in.
ALTER TABLE fields ADD COLUMN requester_ask TEXT NOT NULL DEFAULT 'hidden';
ALTER TABLE fields ADD COLUMN agent_ask TEXT NOT NULL DEFAULT 'optional';
-- The type of the objects that have it; 0: it is no field of objects.
ALTER TABLE fields ADD COLUMN type_id BIGINT NOT NULL DEFAULT 0;
DROP INDEX fields_by_key;
CREATE UNIQUE INDEX fields_by_key ON fields (holder, type_id, key);
