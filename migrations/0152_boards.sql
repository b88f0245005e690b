-- The columns of a board: the newest tickets of one status, or of one priority, in one place.
CREATE INDEX tickets_by_status ON tickets (place, status_id, updated_at, id);
CREATE INDEX tickets_by_urgency ON tickets (place, priority, updated_at, id);
