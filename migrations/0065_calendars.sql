-- Business calendars. What one was at any time is kept: a change counts from when it was made.
CREATE TABLE calendars (
    id {id},
    name TEXT NOT NULL,
    -- Nobody chooses it any more.
    removed_at BIGINT,
    version BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE calendar_versions (
    calendar_id BIGINT NOT NULL REFERENCES calendars (id),
    since BIGINT NOT NULL,
    -- JSON
    hours TEXT NOT NULL,
    PRIMARY KEY (calendar_id, since)
);
