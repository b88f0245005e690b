-- The day on which the work was, as whoever entered it says: one and the same for everybody, wherever they live. What was
-- entered before gets it from its moment, where its person lives.
ALTER TABLE times ADD COLUMN day TEXT NOT NULL DEFAULT '';
CREATE INDEX times_by_day ON times (day, id);
CREATE INDEX times_of_person_by_day ON times (person_id, day, id);
DROP INDEX times_in_order;
DROP INDEX times_of_person;
