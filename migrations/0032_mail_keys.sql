-- Keys and certificates for OpenPGP and S/MIME: those of our mailboxes, and those of whoever writes to us.
CREATE TABLE mail_keys (
    id {id},
    standard TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    holder TEXT NOT NULL,
    issuer TEXT NOT NULL,
    -- JSON list.
    addresses TEXT NOT NULL,
    -- Armour or PEM.
    public TEXT NOT NULL,
    -- Of ours alone; empty for all others.
    sealed TEXT NOT NULL DEFAULT '',
    -- Whose it is; null: somebody else's.
    mailbox_id BIGINT REFERENCES mailboxes (id),
    -- Of ours: it signs. Those that no longer do still open what comes.
    active BOOLEAN NOT NULL DEFAULT FALSE,
    source TEXT NOT NULL,
    trust TEXT NOT NULL,
    signs BOOLEAN NOT NULL,
    encrypts BOOLEAN NOT NULL,
    valid_from BIGINT,
    valid_until BIGINT,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX mail_keys_by_fingerprint ON mail_keys (standard, fingerprint, (COALESCE(mailbox_id, 0)));
CREATE INDEX mail_keys_by_mailbox ON mail_keys (mailbox_id, id);

CREATE TABLE mail_key_addresses (
    canonical TEXT NOT NULL,
    key_id BIGINT NOT NULL REFERENCES mail_keys (id),
    PRIMARY KEY (canonical, key_id)
);
CREATE INDEX mail_key_addresses_by_key ON mail_key_addresses (key_id);

-- How a mailbox's letters are closed unless somebody says otherwise.
CREATE TABLE mailbox_protections (
    mailbox_id BIGINT PRIMARY KEY REFERENCES mailboxes (id),
    protect TEXT NOT NULL
);
