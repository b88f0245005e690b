-- With what an agent's own programs ask the API; only its digest is kept. No end: it is good until it is removed.
CREATE TABLE access_tokens (
    id {id},
    person_id BIGINT NOT NULL REFERENCES people (id),
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    used_at BIGINT
);
CREATE UNIQUE INDEX access_tokens_by_digest ON access_tokens (digest);
CREATE INDEX access_tokens_of_person ON access_tokens (person_id, id);
