-- Access that people and organisations grant by OAuth 2: our applications, each mailbox's grant, and sign-ins under way.
CREATE TABLE applications (
    provider TEXT PRIMARY KEY,
    client TEXT NOT NULL,
    sealed_secret TEXT NOT NULL,
    tenant TEXT NOT NULL,
    authority TEXT NOT NULL,
    service TEXT NOT NULL,
    secret_until BIGINT,
    version BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE grants (
    mailbox_id BIGINT PRIMARY KEY REFERENCES mailboxes (id),
    provider TEXT NOT NULL,
    sealed_refresh TEXT NOT NULL,
    granted_at BIGINT NOT NULL,
    renewed_at BIGINT NOT NULL,
    expires_at BIGINT,
    error TEXT NOT NULL DEFAULT ''
);

-- Only the digest of what comes back is kept.
CREATE TABLE consents (
    digest TEXT PRIMARY KEY,
    mailbox_id BIGINT NOT NULL REFERENCES mailboxes (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    sealed_verifier TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX consents_by_expiry ON consents (expires_at);
CREATE INDEX consents_by_mailbox ON consents (mailbox_id);
