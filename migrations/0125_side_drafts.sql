-- What somebody has begun to write in a side conversation: in one that there is (`side_id`), or to begin one with (`ticket_id`);
-- the other is 0.
CREATE TABLE side_drafts (
    person_id BIGINT NOT NULL REFERENCES people (id),
    ticket_id BIGINT NOT NULL,
    side_id BIGINT NOT NULL,
    subject TEXT NOT NULL,
    recipients_to TEXT NOT NULL,
    recipients_cc TEXT NOT NULL,
    text TEXT NOT NULL,
    html TEXT NOT NULL,
    revision BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (person_id, ticket_id, side_id)
);
