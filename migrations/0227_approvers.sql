-- Of each guard that says who may approve, its roles and people, as JSON.
ALTER TABLE releases ADD COLUMN approvers TEXT NOT NULL DEFAULT '[]';
