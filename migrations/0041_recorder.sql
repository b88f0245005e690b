-- What the flight recorder knows of a message that was read, also of one that made no article.
CREATE TABLE passages (
    intake_id BIGINT PRIMARY KEY REFERENCES intakes (id),
    message_id TEXT NOT NULL,
    author TEXT NOT NULL,
    subject TEXT NOT NULL,
    parser BIGINT NOT NULL,
    decided_at BIGINT NOT NULL
);

-- By which words mail is found: addresses, ids, subjects from each of their words on.
CREATE TABLE sightings (
    key TEXT NOT NULL,
    -- in: an intake; out: a letter.
    way TEXT NOT NULL,
    item BIGINT NOT NULL,
    PRIMARY KEY (key, way, item)
);

-- Who was turned away at the door, and why.
CREATE TABLE turned_away (
    id {id},
    at BIGINT NOT NULL,
    remote TEXT NOT NULL,
    sender TEXT NOT NULL,
    recipient TEXT NOT NULL,
    reason TEXT NOT NULL
);
CREATE INDEX turned_away_by_sender ON turned_away (sender, id);
CREATE INDEX turned_away_by_recipient ON turned_away (recipient, id);
