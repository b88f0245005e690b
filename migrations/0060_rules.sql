-- Rules: dozens, perhaps hundreds, never thousands.
CREATE TABLE rules (
    id {id},
    -- JSON (crates/desk/src/automation/written.rs).
    wish TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    -- When it was switched on: what happened before is none of its business.
    switched_at BIGINT,
    position BIGINT NOT NULL,
    fired BIGINT NOT NULL DEFAULT 0,
    fired_at BIGINT,
    removed_at BIGINT,
    version BIGINT NOT NULL DEFAULT 1
);

-- What each was in each version, so that one can go back, and old looks can be explained.
CREATE TABLE rule_versions (
    rule_id BIGINT NOT NULL REFERENCES rules (id),
    version BIGINT NOT NULL,
    author_id BIGINT,
    at BIGINT NOT NULL,
    wish TEXT NOT NULL,
    PRIMARY KEY (rule_id, version)
);

-- What rules saw of a ticket when something happened to it, and what each made of it; kept for thirty days.
CREATE TABLE rule_looks (
    id {id},
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    -- Null: the clock looked, or a person did.
    event BIGINT,
    at BIGINT NOT NULL,
    -- JSON (crates/desk/src/condition/seen.rs, crates/desk/src/automation/trace.rs).
    sight TEXT NOT NULL,
    judged TEXT NOT NULL
);
CREATE INDEX rule_looks_by_ticket ON rule_looks (ticket_id, id);
CREATE INDEX rule_looks_by_age ON rule_looks (at);

-- Rules that fired, and what they did.
CREATE TABLE rule_firings (
    id {id},
    rule_id BIGINT NOT NULL REFERENCES rules (id),
    version BIGINT NOT NULL,
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    event BIGINT,
    at BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    -- JSON
    steps TEXT NOT NULL
);
CREATE UNIQUE INDEX rule_firings_once ON rule_firings (rule_id, event);
CREATE INDEX rule_firings_by_rule ON rule_firings (rule_id, id);
CREATE INDEX rule_firings_by_ticket ON rule_firings (ticket_id, id);
CREATE INDEX rule_firings_by_age ON rule_firings (at);

-- Tickets for which a schedule's condition holds: it has acted on them, and does so again only after it held no more.
CREATE TABLE rule_episodes (
    rule_id BIGINT NOT NULL REFERENCES rules (id),
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    PRIMARY KEY (rule_id, ticket_id)
);
CREATE INDEX rule_episodes_by_ticket ON rule_episodes (ticket_id);

-- When the clock alone may turn a schedule's answer for a ticket.
CREATE TABLE rule_rechecks (
    rule_id BIGINT NOT NULL REFERENCES rules (id),
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (rule_id, ticket_id)
);
CREATE INDEX rule_rechecks_by_time ON rule_rechecks (at);
CREATE INDEX rule_rechecks_by_ticket ON rule_rechecks (ticket_id);

-- Schedules that have not looked at every ticket yet, and the last they have.
CREATE TABLE rule_walks (
    rule_id BIGINT PRIMARY KEY,
    reached BIGINT NOT NULL
);
