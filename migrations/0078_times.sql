-- What working on a ticket was: support, travel, development.
CREATE TABLE activities (
    id {id},
    name_en TEXT NOT NULL,
    name_ja TEXT NOT NULL,
    active BOOLEAN NOT NULL DEFAULT TRUE,
    version BIGINT NOT NULL DEFAULT 1
);

-- How long somebody worked on a ticket.
CREATE TABLE times (
    id {id},
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    activity_id BIGINT REFERENCES activities (id),
    minutes BIGINT NOT NULL,
    at BIGINT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    removed BOOLEAN NOT NULL DEFAULT FALSE,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX times_by_ticket ON times (ticket_id, id);
CREATE INDEX times_in_order ON times (at, id) WHERE NOT removed;
CREATE INDEX times_of_person ON times (person_id, at, id) WHERE NOT removed;

-- A clock that runs: one for each person.
CREATE TABLE timers (
    person_id BIGINT PRIMARY KEY REFERENCES people (id),
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    started_at BIGINT NOT NULL
);
CREATE INDEX timers_by_ticket ON timers (ticket_id);
