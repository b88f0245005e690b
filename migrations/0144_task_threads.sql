-- A team that is to do a task; none: whoever owns it.
ALTER TABLE tasks ADD COLUMN team_id BIGINT REFERENCES teams (id);
CREATE INDEX tasks_of_team ON tasks (team_id, (COALESCE(due_at, 9000000000000000)), id)
WHERE team_id IS NOT NULL AND owner_id IS NULL AND done_at IS NULL AND NOT removed;

-- What colleagues say of a task.
CREATE TABLE task_comments (
    id {id},
    task_id BIGINT NOT NULL REFERENCES tasks (id),
    by_id BIGINT NOT NULL REFERENCES people (id),
    text TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX task_comments_of ON task_comments (task_id, id);
