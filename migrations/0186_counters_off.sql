-- False: no number beside it in the tree, and none is kept for it.
ALTER TABLE views ADD COLUMN counted BOOLEAN NOT NULL DEFAULT TRUE;

-- False: this agent wants no numbers beside queues.
ALTER TABLE agents ADD COLUMN numbers BOOLEAN NOT NULL DEFAULT TRUE;
