-- Which status a ticket gets when it wakes at its moment; no row: it comes back as it is.
CREATE TABLE wakings (
    ticket_id BIGINT PRIMARY KEY REFERENCES tickets (id),
    status_id BIGINT NOT NULL REFERENCES statuses (id)
);
