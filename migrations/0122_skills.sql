-- What some tickets ask of whoever gets them.
CREATE TABLE skills (
    id {id},
    name TEXT NOT NULL,
    -- Which tickets ask for it.
    condition TEXT NOT NULL,
    -- required, preferred
    need TEXT NOT NULL,
    -- From this level on one has it.
    least BIGINT NOT NULL,
    -- JSON: levels by person.
    levels TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);

-- The working hours of those who have any of their own.
CREATE TABLE agent_hours (
    person_id BIGINT PRIMARY KEY REFERENCES people (id),
    calendar_id BIGINT NOT NULL REFERENCES calendars (id)
);

ALTER TABLE routings ADD COLUMN online BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE routings ADD COLUMN hours BOOLEAN NOT NULL DEFAULT FALSE;
-- Minutes after which a ticket that lay untouched goes on; 0: never.
ALTER TABLE routings ADD COLUMN patience BIGINT NOT NULL DEFAULT 0;

-- Tickets that wait for whoever was given them by themselves.
CREATE TABLE routing_waits (
    ticket_id BIGINT PRIMARY KEY,
    person_id BIGINT NOT NULL,
    -- When they were given it.
    since BIGINT NOT NULL,
    until BIGINT NOT NULL,
    -- JSON: those who let it lie before.
    passed TEXT NOT NULL
);
CREATE INDEX routing_waits_due ON routing_waits (until);
