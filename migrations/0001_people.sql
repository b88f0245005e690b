-- One text for both databases; words in braces are where the dialects part (crates/store/src/dialect.rs).

CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE organizations (
    id {id},
    name TEXT NOT NULL,
    folded TEXT {bytewise} NOT NULL,
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX organizations_by_name ON organizations (folded, id);

CREATE TABLE organization_domains (
    domain TEXT PRIMARY KEY,
    organization_id BIGINT NOT NULL REFERENCES organizations (id)
);
CREATE INDEX organization_domains_by_organization ON organization_domains (organization_id);

CREATE TABLE people (
    id {id},
    name TEXT NOT NULL,
    -- What the person is found and listed by: the name, else the address, in lower case.
    folded TEXT {bytewise} NOT NULL,
    language TEXT,
    time_zone TEXT,
    organization_id BIGINT REFERENCES organizations (id),
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX people_by_organization ON people (organization_id, folded, id);
CREATE INDEX people_by_name ON people (folded, id);

-- A person's addresses; the lowest position is the one we write to.
CREATE TABLE addresses (
    canonical TEXT {bytewise} PRIMARY KEY,
    person_id BIGINT NOT NULL REFERENCES people (id),
    address TEXT NOT NULL,
    domain TEXT NOT NULL,
    position BIGINT NOT NULL DEFAULT 0,
    verified BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE INDEX addresses_by_person ON addresses (person_id, position);
CREATE INDEX addresses_by_domain ON addresses (domain, person_id);

-- What a person is found by, from its beginning: the name from each of its words on, each address, each domain.
CREATE TABLE person_keys (
    key TEXT {bytewise} NOT NULL,
    person_id BIGINT NOT NULL REFERENCES people (id),
    PRIMARY KEY (key, person_id)
);
CREATE INDEX person_keys_by_person ON person_keys (person_id);

CREATE TABLE teams (
    id {id},
    name TEXT NOT NULL,
    position BIGINT NOT NULL DEFAULT 0,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX teams_by_name ON teams (name);

CREATE TABLE agents (
    person_id BIGINT PRIMARY KEY REFERENCES people (id),
    role TEXT NOT NULL,
    active BOOLEAN NOT NULL DEFAULT TRUE,
    joined_at BIGINT,
    password_hash TEXT,
    signature TEXT NOT NULL DEFAULT '',
    version BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE levels (
    person_id BIGINT NOT NULL REFERENCES agents (person_id),
    team_id BIGINT NOT NULL REFERENCES teams (id),
    level TEXT NOT NULL,
    PRIMARY KEY (person_id, team_id)
);

CREATE TABLE sessions (
    digest TEXT PRIMARY KEY,
    person_id BIGINT NOT NULL REFERENCES people (id),
    agent BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    address TEXT NOT NULL,
    browser TEXT NOT NULL
);
CREATE INDEX sessions_by_person ON sessions (person_id, seen_at);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- One-time links; only the digest of the token is kept.
CREATE TABLE links (
    digest TEXT PRIMARY KEY,
    purpose TEXT NOT NULL,
    person_id BIGINT REFERENCES people (id),
    -- Where it was mailed; it opens only while the person still has that address.
    canonical TEXT,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX links_by_person ON links (person_id);
CREATE INDEX links_by_expiry ON links (expires_at);

-- Tries per key (an address, a host) in one window of time.
CREATE TABLE tries (
    key TEXT NOT NULL,
    window_start BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    PRIMARY KEY (key, window_start)
);
CREATE INDEX tries_by_window ON tries (window_start);
