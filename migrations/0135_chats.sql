-- Where notifications go as messages in a chat: incoming webhooks. A handful.
CREATE TABLE chats (
    id {id},
    name TEXT NOT NULL,
    service TEXT NOT NULL,
    -- Each person has an address of their own there.
    own BOOLEAN NOT NULL,
    -- The host of the address; with addresses of their own, the hosts they may lie at, apart by spaces.
    hosts TEXT NOT NULL,
    -- Sealed; empty where each person has their own.
    sealed_address TEXT NOT NULL,
    -- Subjects, and what was said, may go there.
    said BOOLEAN NOT NULL,
    active BOOLEAN NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);

-- Which of them somebody has chosen, and how it went.
CREATE TABLE chat_choices (
    person_id BIGINT PRIMARY KEY REFERENCES people (id),
    chat_id BIGINT NOT NULL REFERENCES chats (id),
    -- Sealed; empty: the chat's own.
    sealed_address TEXT NOT NULL,
    -- How the service knows them; empty: nobody is called.
    mention TEXT NOT NULL,
    said BOOLEAN NOT NULL,
    -- Messages since a moment, for the limit per hour.
    counted_at BIGINT NOT NULL,
    counted BIGINT NOT NULL DEFAULT 0,
    told_at BIGINT,
    -- The key of why the last one did not get there; empty: it did.
    trouble TEXT NOT NULL DEFAULT ''
);

-- A message in a chat that is still to go.
ALTER TABLE notifications ADD COLUMN chat BOOLEAN NOT NULL DEFAULT FALSE;
