-- How many open tickets somebody has is said beside each of them.
CREATE INDEX tickets_open_of_requester ON tickets (requester_id, team_id) WHERE place = 'open';

-- A list goes by how content people are, heading after heading.
CREATE INDEX tickets_by_rating ON tickets (place, rating, updated_at, id);
