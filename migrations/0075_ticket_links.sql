-- How tickets stand to each other, written once from either side.
CREATE TABLE ticket_links (
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    other_id BIGINT NOT NULL REFERENCES tickets (id),
    -- What the other one is to this.
    relation TEXT NOT NULL,
    PRIMARY KEY (ticket_id, other_id)
);
