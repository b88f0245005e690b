-- A report of time reads nothing but this.
CREATE INDEX times_summed ON times (at, person_id, activity_id, ticket_id, minutes) WHERE NOT removed;
