-- What wakes next; what wakes at no moment stands last, whichever way round.
CREATE INDEX tickets_by_wakes ON tickets (place, (CASE WHEN snoozed_until > 0 THEN snoozed_until ELSE 9223372036854775807 END), id);
CREATE INDEX tickets_by_last_wakes ON tickets (place, (COALESCE(snoozed_until, 0)), id);
