-- What a message said each time its original was read anew, and as which charset; the first is how it was read at first.
CREATE TABLE readings (
    id {id},
    message_id BIGINT NOT NULL REFERENCES messages (id),
    -- JSON.
    reading TEXT NOT NULL,
    read_at BIGINT NOT NULL,
    -- The one the message shows.
    current BOOLEAN NOT NULL
);
-- Files of readings that no message shows any more are kept as well.
CREATE TABLE reading_files (
    reading_id BIGINT NOT NULL REFERENCES readings (id),
    digest TEXT NOT NULL
);
CREATE INDEX reading_files_by_reading ON reading_files (reading_id);
CREATE INDEX readings_by_message ON readings (message_id, id);
CREATE INDEX intakes_by_message ON intakes (message_id);
CREATE INDEX messages_by_raw ON messages (raw);
CREATE INDEX messages_by_time ON messages (at, id);
