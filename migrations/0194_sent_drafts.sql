-- Names of drafts that were sent: a saving that comes behind its sending keeps nothing. Swept after a day.
CREATE TABLE sent_drafts (
    person_id BIGINT NOT NULL REFERENCES people (id),
    name TEXT NOT NULL,
    sent_at BIGINT NOT NULL,
    PRIMARY KEY (person_id, name)
);
CREATE INDEX sent_drafts_by_age ON sent_drafts (sent_at);
