-- Eight levels of urgency, of which a desk uses those it wants: the order along which lists and the next ticket are walked.
DROP INDEX tickets_by_priority;
CREATE INDEX tickets_by_priority ON tickets (place, (CAST(CASE priority WHEN 'emergency' THEN 8 WHEN 'critical' THEN 7 WHEN 'urgent' THEN 6 WHEN 'high' THEN 5 WHEN 'raised' THEN 4 WHEN 'normal' THEN 3 WHEN 'low' THEN 2 ELSE 1 END AS BIGINT)), id);
DROP INDEX tickets_to_take;
CREATE INDEX tickets_to_take ON tickets (team_id, (COALESCE(due_at, 9223372036854775807)), (CAST(CASE priority WHEN 'emergency' THEN 1 WHEN 'critical' THEN 2 WHEN 'urgent' THEN 3 WHEN 'high' THEN 4 WHEN 'raised' THEN 5 WHEN 'normal' THEN 6 WHEN 'low' THEN 7 ELSE 8 END AS BIGINT)), id) WHERE place = 'open' AND assignee_id IS NULL;
