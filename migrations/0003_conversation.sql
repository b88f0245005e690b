CREATE TABLE messages (
    id {id},
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    kind TEXT NOT NULL,
    author_id BIGINT REFERENCES people (id),
    origin TEXT NOT NULL,
    at BIGINT NOT NULL,
    subject TEXT NOT NULL,
    -- JSON: one address, or null; lists of addresses.
    sender TEXT NOT NULL,
    recipients TEXT NOT NULL,
    text TEXT NOT NULL,
    html TEXT NOT NULL,
    new_text TEXT NOT NULL,
    message_id TEXT,
    raw TEXT,
    automatic BOOLEAN NOT NULL DEFAULT FALSE,
    public BOOLEAN NOT NULL DEFAULT FALSE,
    taken_back BOOLEAN NOT NULL DEFAULT FALSE,
    warnings TEXT NOT NULL DEFAULT '[]',
    evidence TEXT NOT NULL DEFAULT ''
);
CREATE INDEX messages_by_ticket ON messages (ticket_id, id);

-- Every Message-ID that ever belonged to a ticket: received, sent, or only seen in References.
CREATE TABLE message_ids (
    message_id TEXT NOT NULL,
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    -- Null: only seen.
    message BIGINT REFERENCES messages (id),
    PRIMARY KEY (message_id, ticket_id)
);
CREATE INDEX message_ids_by_ticket ON message_ids (ticket_id);

CREATE TABLE attachments (
    id {id},
    message_id BIGINT NOT NULL REFERENCES messages (id),
    digest TEXT NOT NULL,
    name TEXT NOT NULL,
    content_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    inline BOOLEAN NOT NULL DEFAULT FALSE,
    content_id TEXT
);
CREATE INDEX attachments_by_message ON attachments (message_id);
CREATE INDEX attachments_by_digest ON attachments (digest);

CREATE TABLE drafts (
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    mode TEXT NOT NULL,
    text TEXT NOT NULL,
    recipients_to TEXT NOT NULL DEFAULT '',
    recipients_cc TEXT NOT NULL DEFAULT '',
    recipients_bcc TEXT NOT NULL DEFAULT '',
    -- JSON list of files whose bytes are in the blob store.
    attachments TEXT NOT NULL DEFAULT '[]',
    revision BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (ticket_id, person_id)
);
