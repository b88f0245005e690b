-- Care for mailboxes: what is wrong with each, and letters we send all the way round to see whether they arrive.
ALTER TABLE mailboxes ADD COLUMN probes BOOLEAN NOT NULL DEFAULT FALSE;

CREATE TABLE worries (
    mailbox_id BIGINT NOT NULL REFERENCES mailboxes (id),
    worry TEXT NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (mailbox_id, worry)
);

CREATE TABLE probes (
    id {id},
    mailbox_id BIGINT NOT NULL REFERENCES mailboxes (id),
    sent_at BIGINT NOT NULL,
    arrived_at BIGINT,
    error TEXT NOT NULL DEFAULT ''
);
CREATE INDEX probes_by_mailbox ON probes (mailbox_id, id);
