-- What arrived, before and after anybody looked at it.
CREATE TABLE intakes (
    id {id},
    raw TEXT NOT NULL,
    size BIGINT NOT NULL,
    source TEXT NOT NULL,
    mailbox_id BIGINT REFERENCES mailboxes (id),
    sender TEXT NOT NULL,
    recipients TEXT NOT NULL,
    -- Who handed it over: its address, and what it called itself.
    remote TEXT,
    helo TEXT,
    received_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    decision TEXT,
    evidence TEXT NOT NULL DEFAULT '[]',
    ticket_id BIGINT REFERENCES tickets (id),
    message_id BIGINT REFERENCES messages (id),
    -- Why it gets no automatic answer; null: it may.
    withheld TEXT,
    error TEXT NOT NULL DEFAULT ''
);
CREATE INDEX intakes_by_state ON intakes (state, id);
CREATE INDEX intakes_by_raw ON intakes (raw);
CREATE INDEX intakes_by_ticket ON intakes (ticket_id, id);

-- Each message once per mailbox. Kept for ever, so that what was deleted does not come back.
CREATE TABLE arrivals (
    message_id TEXT NOT NULL,
    sender TEXT NOT NULL,
    -- Its Date field; 0: none.
    dated BIGINT NOT NULL,
    -- 0: none.
    mailbox_id BIGINT NOT NULL,
    intake_id BIGINT NOT NULL REFERENCES intakes (id),
    PRIMARY KEY (message_id, sender, dated, mailbox_id)
);

-- References of correspondents' own ticket systems, learned from what they wrote.
CREATE TABLE foreign_references (
    reference TEXT NOT NULL,
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    PRIMARY KEY (reference, ticket_id)
);

-- Rows that live within one transaction, for which others wait (crates/store/src/turns.rs).
CREATE TABLE turns (
    key TEXT PRIMARY KEY
);

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
    -- The holder may have begun to hand it over.
    begun BOOLEAN NOT NULL DEFAULT FALSE,
    -- When nobody waits for it any more; set with the first try.
    give_up_at BIGINT,
    created_at BIGINT NOT NULL,
    sent_at BIGINT
);
CREATE UNIQUE INDEX letters_by_message_id ON letters (message_id);
CREATE INDEX letters_by_due ON letters (due_at, id) WHERE state IN ('held', 'queued', 'sending');
CREATE INDEX letters_by_mailbox ON letters ((COALESCE(mailbox_id, 0)), due_at, id) WHERE state IN ('held', 'queued', 'sending');
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
CREATE INDEX deliveries_by_address ON deliveries (canonical, letter_id);
