-- For a view whose reach is `roles`: their names, with a space between them.
ALTER TABLE views ADD COLUMN roles TEXT;
