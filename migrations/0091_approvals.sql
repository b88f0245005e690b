-- How an approval is had. Dozens, never thousands.
CREATE TABLE approval_procedures (
    id {id},
    -- JSON (crates/desk/src/approval/procedure.rs).
    wish TEXT NOT NULL,
    removed_at BIGINT,
    version BIGINT NOT NULL DEFAULT 1
);

-- Questions that were put to people.
CREATE TABLE approvals (
    id {id},
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    procedure_id BIGINT NOT NULL REFERENCES approval_procedures (id),
    name TEXT NOT NULL,
    -- JSON: in both languages.
    question TEXT NOT NULL,
    -- JSON (crates/desk/src/event.rs).
    asked_by TEXT NOT NULL,
    at BIGINT NOT NULL,
    -- JSON: how many must say yes, and what becomes of silence, as the procedure had it.
    needed TEXT NOT NULL,
    remind BIGINT NOT NULL,
    until_limit BIGINT NOT NULL,
    at_limit TEXT NOT NULL,
    state TEXT NOT NULL,
    decided_at BIGINT,
    decider_id BIGINT REFERENCES people (id),
    remind_at BIGINT,
    limit_at BIGINT,
    -- The earlier of both.
    next_at BIGINT
);
CREATE INDEX approvals_by_ticket ON approvals (ticket_id, id);
CREATE INDEX approvals_by_time ON approvals (next_at) WHERE next_at IS NOT NULL;

-- Who was asked, who stands in, and what was said.
CREATE TABLE approval_seats (
    approval_id BIGINT NOT NULL REFERENCES approvals (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    delegate_id BIGINT REFERENCES people (id),
    yes BOOLEAN,
    voter_id BIGINT REFERENCES people (id),
    at BIGINT,
    note TEXT NOT NULL DEFAULT '',
    -- It is open: a word is wanted of them.
    waits BOOLEAN NOT NULL,
    PRIMARY KEY (approval_id, person_id)
);
CREATE INDEX approval_seats_waiting ON approval_seats (person_id, approval_id) WHERE waits;
CREATE INDEX approval_seats_standing_in ON approval_seats (delegate_id, approval_id) WHERE waits;

-- Of the newest question of each ticket; kept by its verbs.
ALTER TABLE tickets ADD COLUMN approval TEXT;

-- Whoever leads a person; no reference, because people are copied in the order of their ids.
ALTER TABLE people ADD COLUMN manager_id BIGINT;
