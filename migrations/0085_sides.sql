-- Side conversations: what agents ask others about a ticket, in threads of their own that its requester never sees.
CREATE TABLE sides (
    id {id},
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    subject TEXT NOT NULL,
    state TEXT NOT NULL,
    -- Who began it and hears of answers; null: not a person.
    owner_id BIGINT REFERENCES people (id),
    began_at BIGINT NOT NULL,
    spoken_at BIGINT NOT NULL
);
CREATE INDEX sides_by_ticket ON sides (ticket_id, id);

-- Null: it belongs to the talk with the requester.
ALTER TABLE messages ADD COLUMN side_id BIGINT REFERENCES sides (id);
CREATE INDEX messages_by_side ON messages (side_id, id) WHERE side_id IS NOT NULL;
