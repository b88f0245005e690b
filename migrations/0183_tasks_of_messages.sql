-- The message that a task was made of.
ALTER TABLE tasks ADD COLUMN message_id BIGINT REFERENCES messages (id);
CREATE INDEX tasks_of_message ON tasks (message_id) WHERE message_id IS NOT NULL;
