-- Stars are one person's own.
CREATE TABLE stars (
    person_id BIGINT NOT NULL REFERENCES people (id),
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    PRIMARY KEY (person_id, ticket_id)
);
CREATE INDEX stars_by_ticket ON stars (ticket_id);

CREATE TABLE views (
    id {id},
    parent_id BIGINT REFERENCES views (id),
    owner_id BIGINT NOT NULL REFERENCES people (id),
    -- mine, team, everyone
    reach TEXT NOT NULL,
    -- The team of a team's view.
    team_id BIGINT,
    name_en TEXT NOT NULL,
    name_ja TEXT NOT NULL,
    icon TEXT NOT NULL,
    tone BIGINT NOT NULL,
    -- JSON, its own alone; those of the views above it come to it.
    condition TEXT NOT NULL,
    -- JSON; null: as the view above it.
    layout TEXT,
    removed_at BIGINT,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX views_by_parent ON views (parent_id);

-- In which order one person has the views in their tree.
CREATE TABLE view_order (
    person_id BIGINT NOT NULL REFERENCES people (id),
    view_id BIGINT NOT NULL REFERENCES views (id),
    position BIGINT NOT NULL,
    PRIMARY KEY (person_id, view_id)
);

-- Whose count of a view is kept: 0 is everybody's, where it is the same for all.
CREATE TABLE view_seats (
    view_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    -- JSON, with those of the views above.
    condition TEXT NOT NULL,
    zone TEXT NOT NULL,
    -- Null: counted to the end. Otherwise the last ticket that was looked at.
    reached BIGINT,
    PRIMARY KEY (view_id, person_id)
);

-- Which tickets lie in a view, and in which team each was when it was last looked at.
CREATE TABLE view_tickets (
    view_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    ticket_id BIGINT NOT NULL,
    team_id BIGINT NOT NULL,
    PRIMARY KEY (view_id, person_id, ticket_id)
);
CREATE INDEX view_tickets_by_ticket ON view_tickets (ticket_id);

-- How many of them in each team.
CREATE TABLE view_cells (
    view_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    team_id BIGINT NOT NULL,
    tickets BIGINT NOT NULL,
    PRIMARY KEY (view_id, person_id, team_id)
);

-- When the clock alone may put a ticket into a view or take it out.
CREATE TABLE view_rechecks (
    view_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    ticket_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (view_id, person_id, ticket_id)
);
CREATE INDEX view_rechecks_by_time ON view_rechecks (at);
CREATE INDEX view_rechecks_by_ticket ON view_rechecks (ticket_id);

CREATE INDEX tickets_by_creation ON tickets (place, created_at, id);
CREATE INDEX tickets_by_reception ON tickets (place, (COALESCE(received_at, 0)), id);
CREATE INDEX tickets_by_priority ON tickets ((CAST(CASE priority WHEN 'urgent' THEN 4 WHEN 'high' THEN 3 WHEN 'normal' THEN 2 ELSE 1 END AS BIGINT)), id) WHERE place = 'open';
