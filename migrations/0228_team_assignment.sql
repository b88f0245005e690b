-- Roles that get nothing of a team by opening it, as JSON; and people, one by one.
ALTER TABLE routings ADD COLUMN spared TEXT NOT NULL DEFAULT '[]';
CREATE TABLE claims_spared (
    team_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    PRIMARY KEY (team_id, person_id)
);
-- Who may be given a ticket of the team: seeing, answering, members.
ALTER TABLE routings ADD COLUMN assigns TEXT NOT NULL DEFAULT 'answering';
