-- Whose tickets somebody sees in the portal beside their own, one by one.
CREATE TABLE oversight (
    overseer_id BIGINT NOT NULL REFERENCES people (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    since BIGINT NOT NULL,
    PRIMARY KEY (overseer_id, person_id)
);
CREATE INDEX oversight_of_person ON oversight (person_id, overseer_id);
