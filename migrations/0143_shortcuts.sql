-- Which keys an agent moved, as JSON; empty: the standard.
ALTER TABLE agents ADD COLUMN shortcuts TEXT NOT NULL DEFAULT '';
