-- What stands in the fields of tickets, place by place, so that lists go by it: a number, or the beginning of a text; kept by
-- whoever changes one, and by whoever puts a ticket into another place.
CREATE TABLE ticket_orders (
    field_id BIGINT NOT NULL,
    place TEXT NOT NULL,
    number BIGINT NOT NULL,
    key TEXT {bytewise} NOT NULL,
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    PRIMARY KEY (field_id, place, number, key, ticket_id)
);
CREATE INDEX ticket_orders_by_ticket ON ticket_orders (ticket_id, field_id);
INSERT INTO ticket_orders (field_id, place, number, key, ticket_id)
SELECT v.field_id, t.place, COALESCE(v.number, 0), CASE WHEN v.number IS NULL THEN LOWER(SUBSTR(v.text, 1, 100)) ELSE '' END, t.id
FROM field_values v JOIN fields f ON f.id = v.field_id AND f.holder = 'ticket'
JOIN tickets t ON t.id = v.holder_id
WHERE v.position = 0 AND (v.number IS NOT NULL OR v.text IS NOT NULL);
