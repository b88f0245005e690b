-- Passages of messages that agents have highlighted, for each other. quote is one line; start counts UTF-16 units of the
-- message as it was shown, with each run of white space as one.
CREATE TABLE markers (
    id {id},
    message_id BIGINT NOT NULL REFERENCES messages (id),
    author_id BIGINT REFERENCES people (id),
    at BIGINT NOT NULL,
    ink TEXT NOT NULL,
    quote TEXT NOT NULL,
    start BIGINT NOT NULL,
    note TEXT NOT NULL
);
CREATE INDEX markers_by_message ON markers (message_id, id);
