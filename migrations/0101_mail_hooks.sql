-- Doors of mailboxes for mail by HTTP: one each at most. Tokens are kept as digests.
CREATE TABLE mail_hooks (
    mailbox_id BIGINT PRIMARY KEY REFERENCES mailboxes (id),
    kind TEXT NOT NULL,
    digest TEXT NOT NULL,
    before_digest TEXT,
    before_until BIGINT,
    sealed_secret TEXT NOT NULL,
    made_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX mail_hooks_by_digest ON mail_hooks (digest);
CREATE INDEX mail_hooks_by_before ON mail_hooks (before_digest);
