-- Files that went as a link in a letter: whoever holds the letter has them, as long as the link is good.
CREATE TABLE file_links (
    attachment_id BIGINT NOT NULL PRIMARY KEY REFERENCES attachments (id),
    until BIGINT NOT NULL,
    revoked_at BIGINT,
    -- For the first time.
    fetched_at BIGINT
);
