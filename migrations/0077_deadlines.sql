-- Until when somebody has promised a ticket, beside what a policy demands.
ALTER TABLE tickets ADD COLUMN deadline BIGINT;
