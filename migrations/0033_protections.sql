-- How messages that came were protected.
CREATE TABLE protections (
    message_id BIGINT PRIMARY KEY REFERENCES messages (id),
    standard TEXT NOT NULL,
    encryption TEXT NOT NULL,
    signature TEXT NOT NULL,
    -- Whose key signed it; empty where we do not have it.
    fingerprint TEXT NOT NULL,
    holder TEXT NOT NULL,
    -- The key speaks for the address in From.
    fits BOOLEAN NOT NULL
);
