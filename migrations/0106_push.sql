-- Browsers that show notifications (Web Push, RFC 8030); each as long as its session.
CREATE TABLE push_subscriptions (
    id {id},
    person_id BIGINT NOT NULL REFERENCES people (id),
    session TEXT NOT NULL REFERENCES sessions (digest) ON DELETE CASCADE,
    endpoint TEXT NOT NULL,
    -- The browser's public key and its secret (RFC 8291), base64url.
    public_key TEXT NOT NULL,
    auth TEXT NOT NULL,
    browser TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE UNIQUE INDEX push_subscriptions_by_endpoint ON push_subscriptions (endpoint);
CREATE INDEX push_subscriptions_by_person ON push_subscriptions (person_id, id);
CREATE INDEX push_subscriptions_by_session ON push_subscriptions (session);
