-- What a note said before it was edited.
CREATE TABLE note_versions (
    id {id},
    message_id BIGINT NOT NULL REFERENCES messages (id),
    person_id BIGINT REFERENCES people (id),
    text TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX note_versions_by_message ON note_versions (message_id, id);
