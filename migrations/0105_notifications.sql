-- What people are told: one row for each of them and each event; kept for ninety days.
CREATE TABLE notifications (
    id {id},
    person_id BIGINT NOT NULL REFERENCES people (id),
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    message_id BIGINT REFERENCES messages (id),
    -- Of the event in the log, which says the rest.
    position BIGINT NOT NULL,
    occasion TEXT NOT NULL,
    at BIGINT NOT NULL,
    -- It stands in the list of the workspace.
    app BOOLEAN NOT NULL,
    -- A letter, a push, that is still to go.
    mail BOOLEAN NOT NULL,
    push BOOLEAN NOT NULL,
    -- Kept back by quiet hours or by the limit: it goes with the others in one summary.
    held BOOLEAN NOT NULL DEFAULT FALSE,
    seen_at BIGINT,
    -- When it goes; null: there is nothing to go.
    due_at BIGINT
);
CREATE UNIQUE INDEX notifications_once ON notifications (person_id, position);
CREATE INDEX notifications_listed ON notifications (person_id, id) WHERE app;
CREATE INDEX notifications_unread ON notifications (person_id, id) WHERE app AND seen_at IS NULL;
CREATE INDEX notifications_unseen ON notifications (person_id, ticket_id) WHERE seen_at IS NULL;
CREATE INDEX notifications_due ON notifications (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX notifications_due_of ON notifications (person_id, id) WHERE due_at IS NOT NULL;
CREATE INDEX notifications_by_age ON notifications (at);

-- What somebody does not want to hear of: a ticket, a team, a mailbox.
CREATE TABLE mutes (
    person_id BIGINT NOT NULL REFERENCES people (id),
    what TEXT NOT NULL,
    target BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (person_id, what, target)
);

-- When somebody's next daily letter goes; null: they want none.
ALTER TABLE agents ADD COLUMN digest_at BIGINT;
