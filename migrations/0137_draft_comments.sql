-- What colleagues say about a draft that is shared; gone with it.
CREATE TABLE draft_comments (
    id {id},
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    -- Whose draft.
    person_id BIGINT NOT NULL REFERENCES people (id),
    by_id BIGINT NOT NULL REFERENCES people (id),
    text TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX draft_comments_of ON draft_comments (ticket_id, person_id, id);
