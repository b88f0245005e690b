-- The due date of which it was said that it has come: each is told of once.
ALTER TABLE tickets ADD COLUMN deadline_told BIGINT NOT NULL DEFAULT 0;
CREATE INDEX tickets_deadlines_come ON tickets (deadline) WHERE deadline > deadline_told;
