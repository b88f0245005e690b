-- One message to many people, of whom each gets a ticket of their own.
CREATE TABLE mailings (
    id {id},
    person_id BIGINT NOT NULL REFERENCES people (id),
    subject TEXT NOT NULL,
    -- What is opened for each of them, as JSON; empty when it is at its end.
    wish TEXT NOT NULL,
    state TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX mailings_by_person ON mailings (person_id, id);
CREATE INDEX mailings_at_work ON mailings (id) WHERE state = 'running';

CREATE TABLE mailing_recipients (
    mailing_id BIGINT NOT NULL REFERENCES mailings (id),
    place BIGINT NOT NULL,
    address TEXT NOT NULL,
    name TEXT NOT NULL,
    done BOOLEAN NOT NULL DEFAULT FALSE,
    ticket_id BIGINT REFERENCES tickets (id),
    -- The key of the reason why there is no ticket; empty: there is one, or their turn has not come.
    reason TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (mailing_id, place)
);
CREATE INDEX mailing_recipients_by_ticket ON mailing_recipients (ticket_id) WHERE ticket_id IS NOT NULL;
