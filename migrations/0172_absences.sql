-- From when somebody is away.
ALTER TABLE absences ADD COLUMN since BIGINT NOT NULL DEFAULT 0;
