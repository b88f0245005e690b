-- What is to be done on a ticket, by whom and until when.
CREATE TABLE tasks (
    id {id},
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    text TEXT NOT NULL,
    -- The checklist it came with; empty: none.
    list TEXT NOT NULL DEFAULT '',
    owner_id BIGINT REFERENCES people (id),
    due_at BIGINT,
    done_at BIGINT,
    done_by BIGINT REFERENCES people (id),
    removed BOOLEAN NOT NULL DEFAULT FALSE,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX tasks_by_ticket ON tasks (ticket_id, id);
-- Without a due time: after all others.
CREATE INDEX tasks_of_owner ON tasks (owner_id, (COALESCE(due_at, 9000000000000000)), id) WHERE done_at IS NULL AND NOT removed;

CREATE TABLE checklists (
    id {id},
    name TEXT NOT NULL,
    -- JSON list of texts.
    items TEXT NOT NULL,
    -- JSON list of teams; empty: for all.
    teams TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX checklists_by_name ON checklists (name);
