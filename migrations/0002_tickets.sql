CREATE TABLE brands (
    id {id},
    name TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE statuses (
    id {id},
    category TEXT NOT NULL,
    name_en TEXT NOT NULL,
    name_ja TEXT NOT NULL,
    position BIGINT NOT NULL DEFAULT 0,
    standard BOOLEAN NOT NULL DEFAULT FALSE,
    version BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE tags (
    id {id},
    name TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX tags_by_name ON tags (name);

CREATE TABLE mailboxes (
    id {id},
    address TEXT NOT NULL,
    canonical TEXT NOT NULL,
    name TEXT NOT NULL,
    team_id BIGINT NOT NULL REFERENCES teams (id),
    brand_id BIGINT NOT NULL REFERENCES brands (id),
    language TEXT NOT NULL,
    acknowledge BOOLEAN NOT NULL,
    reply_addresses BOOLEAN NOT NULL,
    incoming TEXT,
    outgoing TEXT,
    active BOOLEAN NOT NULL DEFAULT TRUE,
    -- Where the fetcher stands: UIDVALIDITY and the last UID, as JSON.
    progress TEXT NOT NULL DEFAULT '',
    succeeded_at BIGINT,
    failed_at BIGINT,
    error TEXT NOT NULL DEFAULT '',
    version BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX mailboxes_by_address ON mailboxes (canonical);

-- The next number of each sequence that people see.
CREATE TABLE numbers (
    name TEXT PRIMARY KEY,
    next BIGINT NOT NULL
);

CREATE TABLE tickets (
    id {id},
    number BIGINT NOT NULL,
    subject TEXT NOT NULL,
    status_id BIGINT NOT NULL REFERENCES statuses (id),
    category TEXT NOT NULL,
    priority TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- JSON list of tag ids; ticket_tags is its index.
    tags TEXT NOT NULL DEFAULT '[]',
    team_id BIGINT NOT NULL REFERENCES teams (id),
    assignee_id BIGINT REFERENCES people (id),
    requester_id BIGINT NOT NULL REFERENCES people (id),
    organization_id BIGINT REFERENCES organizations (id),
    brand_id BIGINT NOT NULL REFERENCES brands (id),
    mailbox_id BIGINT REFERENCES mailboxes (id),
    origin TEXT NOT NULL,
    language TEXT,
    -- Null: awake. 0: until a reply. Otherwise until this moment.
    snoozed_until BIGINT,
    spam BOOLEAN NOT NULL DEFAULT FALSE,
    trashed_at BIGINT,
    follow_up_of BIGINT REFERENCES tickets (id),
    place TEXT NOT NULL,
    preview TEXT NOT NULL DEFAULT '',
    messages BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    received_at BIGINT,
    first_replied_at BIGINT,
    replied_at BIGINT,
    solved_at BIGINT,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX tickets_by_number ON tickets (number);
CREATE INDEX tickets_by_place ON tickets (place, updated_at, id);
CREATE INDEX tickets_by_team ON tickets (place, team_id, updated_at, id);
CREATE INDEX tickets_by_assignee ON tickets (place, assignee_id, updated_at, id);
CREATE INDEX tickets_by_category ON tickets (category, updated_at, id) WHERE place = 'open';
CREATE INDEX tickets_of_team ON tickets (team_id, assignee_id, updated_at, id) WHERE place = 'open';
CREATE INDEX tickets_of_category ON tickets (category, team_id, updated_at, id) WHERE place = 'open';
CREATE INDEX tickets_by_requester ON tickets (requester_id, updated_at, id);
CREATE INDEX tickets_by_organization ON tickets (organization_id, updated_at, id);
CREATE INDEX tickets_by_solving ON tickets (solved_at) WHERE category = 'solved';
CREATE INDEX tickets_by_follow_up ON tickets (follow_up_of) WHERE follow_up_of IS NOT NULL;
CREATE INDEX tickets_by_waking ON tickets (snoozed_until) WHERE snoozed_until > 0;

CREATE TABLE ticket_tags (
    tag_id BIGINT NOT NULL REFERENCES tags (id),
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    PRIMARY KEY (tag_id, ticket_id)
);
CREATE INDEX ticket_tags_by_ticket ON ticket_tags (ticket_id);

-- People in copy of a ticket.
CREATE TABLE participants (
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    PRIMARY KEY (ticket_id, person_id)
);
CREATE INDEX participants_by_person ON participants (person_id, ticket_id);

CREATE TABLE followers (
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    PRIMARY KEY (ticket_id, person_id)
);

-- How many tickets lie in each cell; changed in the transaction that moves a ticket.
CREATE TABLE cells (
    -- 0: nobody's. -1: somebody's. Otherwise an agent's own open tickets, which are counted under -1 as well.
    whose BIGINT NOT NULL,
    team_id BIGINT NOT NULL,
    place TEXT NOT NULL,
    category TEXT NOT NULL,
    tickets BIGINT NOT NULL,
    PRIMARY KEY (whose, team_id, place, category)
);
