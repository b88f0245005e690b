-- Whoever owns a task is told once that its moment has come.
ALTER TABLE tasks ADD COLUMN due_told BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX tasks_due ON tasks (due_at, id)
WHERE due_at IS NOT NULL AND done_at IS NULL AND NOT removed AND NOT due_told;
