-- Rules that were tried on what has happened, without acting.
CREATE TABLE rule_trials (
    id {id},
    rule_id BIGINT NOT NULL REFERENCES rules (id),
    version BIGINT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES people (id),
    days BIGINT NOT NULL,
    state TEXT NOT NULL,
    -- Positions of the log, or ids of tickets: from where, how far, up to where.
    since BIGINT NOT NULL,
    reached BIGINT NOT NULL,
    until BIGINT NOT NULL,
    looked BIGINT NOT NULL DEFAULT 0,
    matched BIGINT NOT NULL DEFAULT 0,
    letters BIGINT NOT NULL DEFAULT 0,
    at BIGINT NOT NULL
);
CREATE INDEX rule_trials_by_rule ON rule_trials (rule_id, id);

-- Where each would have acted; a thousand at most are kept.
CREATE TABLE rule_trial_hits (
    trial_id BIGINT NOT NULL REFERENCES rule_trials (id),
    -- Position of the event; 0: none, it is the ticket as it is.
    event BIGINT NOT NULL,
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (trial_id, ticket_id, event)
);
