-- Tickets that somebody keeps open, on every device.
CREATE TABLE tabs (
    person_id BIGINT NOT NULL REFERENCES people (id),
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    -- By hand. What was opened by beginning to write goes with what was written.
    pinned BOOLEAN NOT NULL,
    opened_at BIGINT NOT NULL,
    -- What came in later is new.
    looked_at BIGINT NOT NULL,
    PRIMARY KEY (person_id, ticket_id)
);
CREATE INDEX tabs_by_ticket ON tabs (ticket_id);
