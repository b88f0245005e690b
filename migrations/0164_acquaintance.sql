-- Which agent entered somebody by hand, from a table or by writing to them first: where agents find only people of their
-- tickets, those of the agent's teams find whoever is on no ticket yet.
ALTER TABLE people ADD COLUMN made_by BIGINT;
