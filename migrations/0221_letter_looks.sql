-- Who saw an answer in the portal, and when for the first time.
CREATE TABLE letter_looks (
    letter_id BIGINT NOT NULL REFERENCES letters (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (letter_id, person_id)
);
