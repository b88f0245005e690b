-- The beginning of each text that stands in a field of an object, so that lists go by it; kept by whoever changes one.
CREATE TABLE object_orders (
    field_id BIGINT NOT NULL,
    key TEXT {bytewise} NOT NULL,
    object_id BIGINT NOT NULL REFERENCES objects (id),
    PRIMARY KEY (field_id, key, object_id)
);
CREATE INDEX object_orders_by_object ON object_orders (object_id);
INSERT INTO object_orders (field_id, key, object_id)
SELECT v.field_id, LOWER(SUBSTR(v.text, 1, 100)), v.holder_id
FROM field_values v JOIN fields f ON f.id = v.field_id AND f.holder = 'object'
JOIN objects o ON o.id = v.holder_id
WHERE v.text IS NOT NULL AND v.position = 0;
