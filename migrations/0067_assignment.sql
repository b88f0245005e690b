-- How a team's new tickets find somebody by themselves.
CREATE TABLE routings (
    team_id BIGINT PRIMARY KEY REFERENCES teams (id),
    -- off, turn, load
    way TEXT NOT NULL,
    -- Open tickets one agent may have before they get no more; 0: any number.
    most BIGINT NOT NULL,
    -- Whoever answered this requester last goes first.
    keeps BOOLEAN NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);

-- When each agent was last given one by turns.
CREATE TABLE routing_turns (
    team_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (team_id, person_id)
);

-- Who is away, until when, and who stands in.
CREATE TABLE absences (
    person_id BIGINT PRIMARY KEY REFERENCES people (id),
    until BIGINT NOT NULL,
    substitute_id BIGINT REFERENCES people (id)
);

-- What to take next: what is due first, then what is most urgent, then what is oldest.
CREATE INDEX tickets_to_take ON tickets (team_id, (COALESCE(due_at, 9223372036854775807)), (CAST(CASE priority WHEN 'urgent' THEN 1 WHEN 'high' THEN 2 WHEN 'normal' THEN 3 ELSE 4 END AS BIGINT)), id) WHERE place = 'open' AND assignee_id IS NULL;

-- What happened before is no news.
INSERT INTO readers (name, tx, position) SELECT 'route', tx, position FROM events ORDER BY tx DESC, position DESC LIMIT 1;
