-- Things a desk keeps beside its tickets: orders, assets, contracts, rooms.
CREATE TABLE object_types (
    id {id},
    key TEXT NOT NULL,
    name_en TEXT NOT NULL,
    name_ja TEXT NOT NULL,
    plural_en TEXT NOT NULL,
    plural_ja TEXT NOT NULL,
    help_en TEXT NOT NULL,
    help_ja TEXT NOT NULL,
    glyph TEXT NOT NULL,
    -- JSON: who may see, edit and manage them.
    grants TEXT NOT NULL,
    -- JSON: the fields that its list shows.
    columns TEXT NOT NULL,
    active BOOLEAN NOT NULL DEFAULT TRUE,
    position BIGINT NOT NULL DEFAULT 0,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX object_types_by_key ON object_types (key);

CREATE TABLE objects (
    id {id},
    type_id BIGINT NOT NULL REFERENCES object_types (id),
    name TEXT NOT NULL,
    folded TEXT {bytewise} NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    removed_at BIGINT,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX objects_by_name ON objects (type_id, folded, id) WHERE removed_at IS NULL;
CREATE INDEX objects_by_change ON objects (type_id, updated_at, id) WHERE removed_at IS NULL;
CREATE INDEX objects_by_age ON objects (type_id, created_at, id);

-- What an object is found by, from its beginning: the name from each of its words on, and what stands in fields of text.
CREATE TABLE object_keys (
    type_id BIGINT NOT NULL,
    key TEXT {bytewise} NOT NULL,
    object_id BIGINT NOT NULL REFERENCES objects (id),
    PRIMARY KEY (type_id, key, object_id)
);
CREATE INDEX object_keys_by_object ON object_keys (object_id);

CREATE TABLE ticket_objects (
    ticket_id BIGINT NOT NULL,
    object_id BIGINT NOT NULL REFERENCES objects (id),
    PRIMARY KEY (ticket_id, object_id)
);
CREATE INDEX ticket_objects_by_object ON ticket_objects (object_id, ticket_id);

-- The history of one object.
ALTER TABLE events ADD COLUMN object_id BIGINT;
CREATE INDEX events_by_object ON events (object_id, position) WHERE object_id IS NOT NULL;
