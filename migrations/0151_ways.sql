-- Telephone numbers as they are dialled from everywhere (E.164); several people may share one.
CREATE TABLE phones (
    person_id BIGINT NOT NULL REFERENCES people (id),
    number TEXT {bytewise} NOT NULL,
    kind TEXT NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (person_id, number)
);

-- What people are called in chats and networks; folded is what is compared.
CREATE TABLE handles (
    person_id BIGINT NOT NULL REFERENCES people (id),
    service TEXT NOT NULL,
    folded TEXT {bytewise} NOT NULL,
    handle TEXT NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (person_id, service, folded)
);

-- What agents note of a person, for each other.
CREATE TABLE person_notes (
    id {id},
    person_id BIGINT NOT NULL REFERENCES people (id),
    author_id BIGINT REFERENCES people (id),
    at BIGINT NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX person_notes_by_person ON person_notes (person_id, id);
