-- Changes of many tickets at once.
CREATE TABLE runs (
    id {id},
    person_id BIGINT NOT NULL REFERENCES people (id),
    -- JSON
    act TEXT NOT NULL,
    view TEXT NOT NULL,
    state TEXT NOT NULL,
    -- Null: of those that were ticked. Otherwise what all of them have in common, as JSON.
    condition TEXT,
    -- The last ticket that was looked at, and the last there was when it began.
    reached BIGINT NOT NULL DEFAULT 0,
    until BIGINT NOT NULL DEFAULT 0,
    total BIGINT NOT NULL,
    changed BIGINT NOT NULL DEFAULT 0,
    kept BIGINT NOT NULL DEFAULT 0,
    at BIGINT NOT NULL
);
CREATE INDEX runs_by_person ON runs (person_id, id);

CREATE TABLE run_outcomes (
    run_id BIGINT NOT NULL REFERENCES runs (id),
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    -- Empty: changed. Otherwise the key of the reason why not.
    reason TEXT NOT NULL,
    -- The event that can be taken back; null: nothing happened.
    position BIGINT,
    undone BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (run_id, ticket_id)
);
