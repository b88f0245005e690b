-- What asks for a second look before a letter leaves.
CREATE TABLE guards (
    id {id},
    name TEXT NOT NULL,
    -- Conditions and effect, as JSON.
    body TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);

-- Letters that wait, or waited, for somebody else's word.
CREATE TABLE releases (
    letter_id BIGINT PRIMARY KEY REFERENCES letters (id),
    asked_by BIGINT REFERENCES people (id),
    asked_at BIGINT NOT NULL,
    -- Names of the guards that asked, as JSON.
    why TEXT NOT NULL,
    decided_at BIGINT,
    decided_by BIGINT REFERENCES people (id),
    approved BOOLEAN
);
