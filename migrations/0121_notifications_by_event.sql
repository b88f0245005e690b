-- Who was told of an event is asked as well as whether somebody was: the same index, the other way round.
DROP INDEX notifications_once;
CREATE UNIQUE INDEX notifications_once ON notifications (position, person_id);
