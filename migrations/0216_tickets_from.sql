-- How many tickets of an organization lie in each place and how they were rated, without reading each of them.
CREATE INDEX tickets_from ON tickets (organization_id, place, team_id, rating, id) WHERE organization_id IS NOT NULL;
