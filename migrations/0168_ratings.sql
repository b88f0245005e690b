-- How content requesters were with a ticket, and when they were asked: a row where either is known.
CREATE TABLE ratings (
    ticket_id BIGINT NOT NULL PRIMARY KEY REFERENCES tickets (id),
    asked_at BIGINT,
    -- One to five; none: nobody has said so yet.
    stars BIGINT,
    comment TEXT NOT NULL DEFAULT '',
    at BIGINT,
    -- Who had answered last, and for which team.
    agent_id BIGINT REFERENCES people (id),
    team_id BIGINT
);
CREATE INDEX ratings_by_time ON ratings (at) WHERE at IS NOT NULL;

-- The same beside each ticket, so that every list can ask for it; kept by its verb.
ALTER TABLE tickets ADD COLUMN rating BIGINT;
ALTER TABLE tickets ADD COLUMN rated_at BIGINT;
