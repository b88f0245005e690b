-- True: this agent's clock begins when they begin to write on a ticket.
ALTER TABLE agents ADD COLUMN clock_begins BOOLEAN NOT NULL DEFAULT FALSE;
