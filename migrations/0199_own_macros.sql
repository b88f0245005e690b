-- Whose alone a macro is; none: it is shared. A shortcut is one person's, one team's (the verb looks) or everybody's.
ALTER TABLE macros ADD COLUMN owner_id BIGINT REFERENCES people (id);
DROP INDEX macros_by_shortcut;
CREATE UNIQUE INDEX macros_by_owner ON macros (owner_id, shortcut);
CREATE UNIQUE INDEX macros_of_all ON macros (shortcut) WHERE owner_id IS NULL AND teams = '[]';
