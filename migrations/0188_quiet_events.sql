-- Whoever did it wished that nobody in the house is told of it; all else follows from it as from any event.
ALTER TABLE events ADD COLUMN quiet BOOLEAN NOT NULL DEFAULT FALSE;
