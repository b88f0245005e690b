-- In which teams whoever answers a ticket keeps others from sending, and for how long after the last word.
CREATE TABLE team_locks (
    team_id BIGINT PRIMARY KEY REFERENCES teams (id),
    minutes BIGINT NOT NULL
);

-- Who answers a ticket right now. What is over is nobody's.
CREATE TABLE locks (
    ticket_id BIGINT PRIMARY KEY REFERENCES tickets (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    until BIGINT NOT NULL
);

-- What the ticket's status becomes when a letter that waits is let go, as long as it is still what it was.
ALTER TABLE releases ADD COLUMN status_from BIGINT;
ALTER TABLE releases ADD COLUMN status_to BIGINT;

-- People who look like one and are not: nobody proposes them again. The smaller id stands first.
CREATE TABLE people_apart (
    one_id BIGINT NOT NULL REFERENCES people (id),
    other_id BIGINT NOT NULL REFERENCES people (id),
    PRIMARY KEY (one_id, other_id)
);
CREATE INDEX people_apart_by_other ON people_apart (other_id, one_id);
