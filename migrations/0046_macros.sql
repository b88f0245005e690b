-- Prepared texts with variables, and what happens to a ticket with them.
CREATE TABLE macros (
    id {id},
    name TEXT NOT NULL,
    shortcut TEXT {bytewise} NOT NULL,
    text_en TEXT NOT NULL,
    text_ja TEXT NOT NULL,
    -- JSON (crates/desk/src/conversation/prepared.rs).
    acts TEXT NOT NULL,
    -- JSON list of teams; empty: for all.
    teams TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX macros_by_shortcut ON macros (shortcut);

-- Who was called to look at a ticket, by whom, and whether they have.
CREATE TABLE mentions (
    person_id BIGINT NOT NULL REFERENCES people (id),
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    message_id BIGINT NOT NULL REFERENCES messages (id),
    at BIGINT NOT NULL,
    seen BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (person_id, message_id)
);
CREATE INDEX mentions_unseen ON mentions (person_id, ticket_id) WHERE NOT seen;

-- What a draft was before; kept for thirty days.
CREATE TABLE draft_versions (
    id {id},
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    mode TEXT NOT NULL,
    text TEXT NOT NULL,
    html TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX draft_versions_by_draft ON draft_versions (ticket_id, person_id, id);
CREATE INDEX draft_versions_by_age ON draft_versions (at);
