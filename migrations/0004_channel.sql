-- What arrived, before and after anybody looked at it.
CREATE TABLE intakes (
    id {id},
    raw TEXT NOT NULL,
    size BIGINT NOT NULL,
    source TEXT NOT NULL,
    mailbox_id BIGINT REFERENCES mailboxes (id),
    sender TEXT NOT NULL,
    recipients TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    decision TEXT,
    evidence TEXT NOT NULL DEFAULT '[]',
    ticket_id BIGINT REFERENCES tickets (id),
    message_id BIGINT REFERENCES messages (id),
    error TEXT NOT NULL DEFAULT ''
);
CREATE INDEX intakes_by_state ON intakes (state, id);
CREATE INDEX intakes_by_raw ON intakes (raw);
CREATE INDEX intakes_by_ticket ON intakes (ticket_id);

-- The outbox.
CREATE TABLE letters (
    id {id},
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    ticket_id BIGINT REFERENCES tickets (id),
    message BIGINT REFERENCES messages (id),
    mailbox_id BIGINT REFERENCES mailboxes (id),
    message_id TEXT NOT NULL,
    subject TEXT NOT NULL,
    details TEXT NOT NULL DEFAULT '',
    due_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    error TEXT NOT NULL DEFAULT '',
    -- Who sends it now, and until when nobody else may.
    holder TEXT,
    leased_until BIGINT,
    created_at BIGINT NOT NULL,
    sent_at BIGINT
);
CREATE UNIQUE INDEX letters_by_message_id ON letters (message_id);
CREATE INDEX letters_by_due ON letters (due_at, id) WHERE state IN ('held', 'queued', 'sending');
CREATE INDEX letters_by_state ON letters (state, id);
CREATE INDEX letters_by_message ON letters (message);
CREATE INDEX letters_by_ticket ON letters (ticket_id);

CREATE TABLE deliveries (
    letter_id BIGINT NOT NULL REFERENCES letters (id),
    canonical TEXT NOT NULL,
    address TEXT NOT NULL,
    state TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (letter_id, canonical)
);
