-- By when it was solved; what is not solved stands last, whichever way round.
CREATE INDEX tickets_by_solved ON tickets (place, (COALESCE(solved_at, 9223372036854775807)), id);
CREATE INDEX tickets_by_last_solved ON tickets (place, (COALESCE(solved_at, 0)), id);
