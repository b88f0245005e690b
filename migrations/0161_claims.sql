-- Who answers a ticket says so wherever nobody is kept from sending as well: since when, whose it was before, and who asks
-- to go on with it.
ALTER TABLE locks ADD COLUMN since BIGINT NOT NULL DEFAULT 0;
ALTER TABLE locks ADD COLUMN before_id BIGINT;
-- What that one had written came along, and nobody has written on since.
ALTER TABLE locks ADD COLUMN passed BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE locks ADD COLUMN asked_by BIGINT;
ALTER TABLE locks ADD COLUMN asked_at BIGINT;
-- They were told that it is kept.
ALTER TABLE locks ADD COLUMN kept BOOLEAN NOT NULL DEFAULT FALSE;
