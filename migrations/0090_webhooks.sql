-- Addresses outside that rules tell of what happened (Standard Webhooks). Dozens, never thousands.
CREATE TABLE webhooks (
    id {id},
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    -- A template; empty: the usual body.
    body TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    -- Sealed; the one before it is signed with as well until the moment beside it.
    sealed_secret TEXT NOT NULL,
    sealed_before TEXT NOT NULL DEFAULT '',
    before_until BIGINT,
    removed_at BIGINT,
    version BIGINT NOT NULL DEFAULT 1
);

-- What is, was or could not be told; kept for thirty days.
CREATE TABLE webhook_deliveries (
    id {id},
    webhook_id BIGINT NOT NULL REFERENCES webhooks (id),
    -- By which the receiver knows it again, however often it comes.
    message_id TEXT NOT NULL,
    -- Null: a trial.
    ticket_id BIGINT REFERENCES tickets (id),
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    at BIGINT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    -- Those of them that were over when somebody asked for it once more.
    earlier BIGINT NOT NULL DEFAULT 0,
    next_at BIGINT
);
CREATE INDEX webhook_deliveries_by_webhook ON webhook_deliveries (webhook_id, id);
CREATE INDEX webhook_deliveries_by_age ON webhook_deliveries (at);

-- Each try: what came back, cut and without secrets.
CREATE TABLE webhook_attempts (
    delivery_id BIGINT NOT NULL REFERENCES webhook_deliveries (id),
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    milliseconds BIGINT NOT NULL,
    -- Of HTTP; null: nobody answered.
    status BIGINT,
    -- Why nobody did, else what was answered.
    said TEXT NOT NULL,
    PRIMARY KEY (delivery_id, number)
);
