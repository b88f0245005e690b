-- What goes with a ticket that is merged and a team that is removed, and the flows that are under way or ended long ago.
CREATE INDEX side_drafts_by_ticket ON side_drafts (ticket_id) WHERE side_id = 0;
CREATE INDEX highlights_by_team ON highlights (team_id) WHERE team_id IS NOT NULL;
CREATE INDEX flow_runs_open ON flow_runs (flow_id, id) WHERE ended_at IS NULL;
DROP INDEX flow_runs_by_age;
CREATE INDEX flow_runs_by_age ON flow_runs (ended_at, id) WHERE ended_at IS NOT NULL;
