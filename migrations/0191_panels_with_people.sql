-- Also on the pages of people.
ALTER TABLE panels ADD COLUMN with_person BOOLEAN NOT NULL DEFAULT FALSE;
