-- What the text of a file says, once for all messages that carry the same bytes: each process indexes it from here.
CREATE TABLE file_texts (
    digest TEXT PRIMARY KEY,
    -- read, empty, too_large, failed
    state TEXT NOT NULL,
    text TEXT NOT NULL,
    read_at BIGINT NOT NULL
);
