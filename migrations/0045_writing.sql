-- How a mailbox writes, as JSON (crates/desk/src/channel/writing.rs); empty: as one does that nobody has set up.
ALTER TABLE mailboxes ADD COLUMN writing TEXT NOT NULL DEFAULT '';
ALTER TABLE drafts ADD COLUMN html TEXT NOT NULL DEFAULT '';
-- Colleagues may see it and take it over.
ALTER TABLE drafts ADD COLUMN shared BOOLEAN NOT NULL DEFAULT FALSE;

-- Where a ticket stands in Outlook's conversation: what its correspondents' programs sent last.
CREATE TABLE conversation_indexes (
    ticket_id BIGINT PRIMARY KEY REFERENCES tickets (id),
    value TEXT NOT NULL,
    topic TEXT NOT NULL
);

-- Addresses that mail did not reach.
CREATE TABLE unreachable (
    canonical TEXT PRIMARY KEY,
    -- soft: it may work again; hard: there is no such address.
    hardness TEXT NOT NULL,
    reason TEXT NOT NULL,
    at BIGINT NOT NULL,
    times BIGINT NOT NULL
);

-- Letters that the desk writes by itself, as somebody has worded them.
CREATE TABLE wordings (
    kind TEXT NOT NULL,
    language TEXT NOT NULL,
    -- 0: of every mailbox that has none of its own.
    mailbox_id BIGINT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (kind, language, mailbox_id)
);

-- Correspondents whose machine and ours answered each other, and when that was noticed last.
CREATE TABLE breakers (
    canonical TEXT PRIMARY KEY,
    tripped_at BIGINT NOT NULL
);
