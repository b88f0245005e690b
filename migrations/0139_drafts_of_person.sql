-- What somebody has begun to write, the latest first.
CREATE INDEX drafts_of_person ON drafts (person_id, updated_at);
