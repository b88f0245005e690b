-- What tickets are begun with: dozens, never thousands.
CREATE TABLE templates (
    id {id},
    name TEXT NOT NULL UNIQUE,
    -- JSON
    wish TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
