-- What is promised, in the order in which it is asked whose condition holds.
CREATE TABLE sla_policies (
    id {id},
    name TEXT NOT NULL,
    -- JSON
    condition TEXT NOT NULL,
    position BIGINT NOT NULL,
    removed_at BIGINT,
    version BIGINT NOT NULL DEFAULT 1
);

-- Every version there was: histories speak of them.
CREATE TABLE sla_policy_versions (
    policy_id BIGINT NOT NULL REFERENCES sla_policies (id),
    version BIGINT NOT NULL,
    since BIGINT NOT NULL,
    -- JSON
    terms TEXT NOT NULL,
    PRIMARY KEY (policy_id, version)
);

-- Each promised time of each ticket, as it follows from the ticket's history.
CREATE TABLE sla_clocks (
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    target TEXT NOT NULL,
    episode BIGINT NOT NULL,
    policy_id BIGINT NOT NULL REFERENCES sla_policies (id),
    -- running, paused, breached, met, dropped
    state TEXT NOT NULL,
    -- The month it began in, as the house's clock tells: 2026-03.
    month TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    promised BIGINT NOT NULL,
    worked BIGINT NOT NULL,
    due_at BIGINT,
    breached_at BIGINT,
    ended_at BIGINT,
    -- When somebody must look at it.
    next_at BIGINT,
    -- JSON: the steps that were taken, and that it is broken.
    done TEXT NOT NULL,
    PRIMARY KEY (ticket_id, target, episode)
);
CREATE INDEX sla_clocks_by_turn ON sla_clocks (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX sla_clocks_by_cell ON sla_clocks (policy_id, target, month, state, started_at, ticket_id);

-- How many of them, for the figures.
CREATE TABLE sla_cells (
    policy_id BIGINT NOT NULL,
    target TEXT NOT NULL,
    month TEXT NOT NULL,
    state TEXT NOT NULL,
    clocks BIGINT NOT NULL,
    PRIMARY KEY (policy_id, target, month, state)
);

-- The next due time of a ticket, and how it stands.
ALTER TABLE tickets ADD COLUMN due_at BIGINT;
ALTER TABLE tickets ADD COLUMN sla TEXT;
CREATE INDEX tickets_by_due ON tickets (place, (COALESCE(due_at, 9223372036854775807)), id);

-- What happened before there were any clocks is no news to them.
INSERT INTO readers (name, tx, position) SELECT 'sla', tx, position FROM events ORDER BY tx DESC, position DESC LIMIT 1;
