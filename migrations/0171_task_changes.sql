-- When a task was changed last: a calendar program asks for it. What was there before changed no later than its ticket.
ALTER TABLE tasks ADD COLUMN changed_at BIGINT NOT NULL DEFAULT 0;
UPDATE tasks SET changed_at = (SELECT t.updated_at FROM tickets t WHERE t.id = tasks.ticket_id);
