-- What the standards say about who sent a message, as it was found when it was read.
CREATE TABLE verdicts (
    intake_id BIGINT PRIMARY KEY REFERENCES intakes (id),
    message_id BIGINT REFERENCES messages (id),
    spf TEXT NOT NULL,
    dkim TEXT NOT NULL,
    dmarc TEXT NOT NULL,
    arc TEXT NOT NULL,
    -- JSON: domains, signatures and reasons.
    found TEXT NOT NULL,
    judged_at BIGINT NOT NULL
);
CREATE INDEX verdicts_by_message ON verdicts (message_id);
