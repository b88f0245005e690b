-- Flows: dozens, never thousands.
CREATE TABLE flows (
    id {id},
    -- JSON (crates/desk/src/flow/wish.rs): as somebody works on it.
    draft TEXT NOT NULL,
    -- The same as it runs; null: it was never published.
    wish TEXT,
    active BOOLEAN NOT NULL,
    -- When it was switched on: what happened before is none of its business.
    switched_at BIGINT,
    removed_at BIGINT,
    -- Of what runs; 0: nothing was published.
    version BIGINT NOT NULL DEFAULT 0,
    -- Another one after each change.
    edition BIGINT NOT NULL DEFAULT 1
);

-- What each was in each version: runs go on as they began.
CREATE TABLE flow_versions (
    flow_id BIGINT NOT NULL REFERENCES flows (id),
    version BIGINT NOT NULL,
    author_id BIGINT,
    at BIGINT NOT NULL,
    wish TEXT NOT NULL,
    PRIMARY KEY (flow_id, version)
);

-- Flows on their way through a ticket; kept for ninety days after their end.
CREATE TABLE flow_runs (
    id {id},
    flow_id BIGINT NOT NULL REFERENCES flows (id),
    version BIGINT NOT NULL,
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    -- The run that called it; no reference, because runs are copied in the order of their ids.
    parent_id BIGINT,
    depth BIGINT NOT NULL,
    -- The event that started it.
    event BIGINT,
    state TEXT NOT NULL,
    -- JSON (crates/desk/src/flow/course.rs): where it stands.
    course TEXT NOT NULL,
    at BIGINT NOT NULL,
    ended_at BIGINT,
    -- When the clock brings it on.
    due_at BIGINT
);
CREATE UNIQUE INDEX flow_runs_once ON flow_runs (flow_id, event);
-- Through one ticket a flow goes once at a time.
CREATE UNIQUE INDEX flow_runs_alone ON flow_runs (flow_id, ticket_id) WHERE ended_at IS NULL AND parent_id IS NULL;
CREATE INDEX flow_runs_by_flow ON flow_runs (flow_id, id);
CREATE INDEX flow_runs_by_ticket ON flow_runs (ticket_id, id);
CREATE INDEX flow_runs_under_way ON flow_runs (ticket_id, id) WHERE ended_at IS NULL;
CREATE INDEX flow_runs_called ON flow_runs (parent_id, id) WHERE parent_id IS NOT NULL;
CREATE INDEX flow_runs_by_time ON flow_runs (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX flow_runs_by_age ON flow_runs (ended_at) WHERE ended_at IS NOT NULL;

-- What each has done, step by step.
CREATE TABLE flow_steps (
    id {id},
    run_id BIGINT NOT NULL REFERENCES flow_runs (id),
    at BIGINT NOT NULL,
    -- JSON (crates/desk/src/flow/run.rs).
    told TEXT NOT NULL
);
CREATE INDEX flow_steps_by_run ON flow_steps (run_id, id);

-- What has happened before there were flows is read.
INSERT INTO readers (name, tx, position) SELECT 'flows', tx, position FROM events ORDER BY tx DESC, position DESC LIMIT 1;
