-- Each try to hand a letter over, for its life line.
CREATE TABLE letter_tries (
    letter_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    began_at BIGINT NOT NULL,
    -- None: it goes on, or nobody said how it ended.
    ended_at BIGINT,
    -- The letter's state after it.
    state TEXT NOT NULL DEFAULT '',
    -- The server's, or ours about it.
    words TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (letter_id, number)
);
