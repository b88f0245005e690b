-- The secret address at which somebody's calendar is read; only its digest is kept.
CREATE TABLE calendar_feeds (
    person_id BIGINT PRIMARY KEY REFERENCES people (id),
    digest TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX calendar_feeds_by_digest ON calendar_feeds (digest);
