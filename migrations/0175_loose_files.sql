-- Files of a text that is being written where no draft holds them: to begin a ticket, or beside one.
CREATE TABLE loose_files (
    person_id BIGINT NOT NULL REFERENCES people (id),
    content_id TEXT NOT NULL,
    digest TEXT NOT NULL,
    name TEXT NOT NULL,
    content_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    inline BOOLEAN NOT NULL,
    kept_at BIGINT NOT NULL,
    PRIMARY KEY (person_id, content_id)
);
CREATE INDEX loose_files_by_age ON loose_files (kept_at);
CREATE INDEX loose_files_by_digest ON loose_files (digest);
