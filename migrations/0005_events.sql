-- The log: timeline, audit, outbox and bell in one. Never changed, never deleted from; only a demo is removed with its history.
CREATE TABLE events (
    position {id},
    -- PostgreSQL: the transaction's xid8. SQLite, with its one writer: 0.
    tx BIGINT NOT NULL,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    ticket_id BIGINT,
    who TEXT NOT NULL,
    cause BIGINT,
    body TEXT NOT NULL
);
CREATE INDEX events_in_order ON events (tx, position);
CREATE INDEX events_by_ticket ON events (ticket_id, position) WHERE ticket_id IS NOT NULL;

-- Where each reader stands.
CREATE TABLE readers (
    name TEXT PRIMARY KEY,
    tx BIGINT NOT NULL,
    position BIGINT NOT NULL
);

CREATE TABLE jobs (
    id {id},
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    -- A second job with the same key is not made while the first one waits.
    key TEXT,
    state TEXT NOT NULL,
    run_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    holder TEXT,
    leased_until BIGINT,
    error TEXT NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL
);
CREATE INDEX jobs_by_turn ON jobs (kind, run_at, id) WHERE state = 'waiting';
CREATE INDEX jobs_by_lease ON jobs (leased_until) WHERE state = 'running';
CREATE INDEX jobs_by_state ON jobs (state, id);
CREATE UNIQUE INDEX jobs_by_key ON jobs (key) WHERE state = 'waiting';

-- Who is the one to do what only one may do.
CREATE TABLE leases (
    name TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    fence BIGINT NOT NULL,
    until BIGINT NOT NULL
);
