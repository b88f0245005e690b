-- The guards because of whose warnings a letter was not sent, as JSON; null: none, or somebody has looked and sent it in another run.
ALTER TABLE run_outcomes ADD COLUMN warned TEXT;
