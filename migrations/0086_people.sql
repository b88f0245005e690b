-- A person who is another one: what they had is there now. Their row stays, for what they wrote.
ALTER TABLE people ADD COLUMN merged_into BIGINT;

CREATE TABLE person_merges (
    id {id},
    person_id BIGINT NOT NULL REFERENCES people (id),
    from_id BIGINT NOT NULL REFERENCES people (id),
    by_id BIGINT REFERENCES people (id),
    at BIGINT NOT NULL,
    -- What went, as JSON: addresses, tickets, tickets in copy.
    moved TEXT NOT NULL,
    undone BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE INDEX person_merges_by_person ON person_merges (person_id, id);
