-- Whether whoever answers a ticket of nobody has it from then on: desk (as the desk does), reply, never.
ALTER TABLE routings ADD COLUMN claims TEXT NOT NULL DEFAULT 'desk';
