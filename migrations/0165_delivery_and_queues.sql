-- How far the last answer of each ticket has come, and in which letter; kept by the outbox. No reference, because tickets
-- are copied before their letters.
ALTER TABLE tickets ADD COLUMN delivery TEXT;
ALTER TABLE tickets ADD COLUMN delivery_letter BIGINT;
UPDATE tickets SET delivery_letter = (
    SELECT l.id FROM letters l JOIN messages m ON m.id = l.message AND m.kind = 'reply' AND m.side_id IS NULL
    WHERE l.ticket_id = tickets.id AND l.state <> 'cancelled' ORDER BY l.id DESC LIMIT 1
) WHERE place IN ('open', 'snoozed');
UPDATE tickets SET delivery = (
    SELECT CASE
        WHEN l.state IN ('failed', 'uncertain') THEN 'failed'
        WHEN EXISTS (SELECT 1 FROM deliveries d WHERE d.letter_id = l.id AND d.state = 'bounced') THEN 'bounced'
        WHEN l.state = 'sent' THEN 'sent' ELSE 'queued' END
    FROM letters l WHERE l.id = tickets.delivery_letter
) WHERE delivery_letter IS NOT NULL;

-- How many open tickets each team had when rules last looked, while one asks for it. Dozens.
CREATE TABLE queue_lengths (
    team_id BIGINT NOT NULL PRIMARY KEY,
    length BIGINT NOT NULL
);
