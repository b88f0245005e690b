-- Fetching: what each mailbox gave us, where it stands, and what a comparison with its server found.
ALTER TABLE mailboxes ADD COLUMN observes BOOLEAN NOT NULL DEFAULT FALSE;
-- Where a mailbox stands whose server tells changes: a delta link, a history id. Empty before the first look.
ALTER TABLE mailboxes ADD COLUMN bookmark TEXT NOT NULL DEFAULT '';
-- When its server's list was last compared with ours, and what was found, as JSON.
ALTER TABLE mailboxes ADD COLUMN compared_at BIGINT;
ALTER TABLE mailboxes ADD COLUMN comparison TEXT NOT NULL DEFAULT '';
-- Only its beginning was taken: so many bytes had the whole.
ALTER TABLE intakes ADD COLUMN cut BIGINT;

-- Each message of a mailbox by the name its server gives it: kept once under that name.
CREATE TABLE fetched (
    mailbox_id BIGINT NOT NULL REFERENCES mailboxes (id),
    name TEXT NOT NULL,
    -- None: it was there before us and was passed over.
    intake_id BIGINT REFERENCES intakes (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (mailbox_id, name)
);
CREATE INDEX intakes_by_mailbox ON intakes (mailbox_id, received_at);
