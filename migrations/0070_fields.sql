-- What a desk asks for beside what every ticket has.
CREATE TABLE fields (
    id {id},
    -- ticket, person, organization, team
    holder TEXT NOT NULL,
    key TEXT NOT NULL,
    -- JSON: the kind with what belongs to it, its items among them.
    nature TEXT NOT NULL,
    label_en TEXT NOT NULL,
    label_ja TEXT NOT NULL,
    help_en TEXT NOT NULL,
    help_ja TEXT NOT NULL,
    active BOOLEAN NOT NULL DEFAULT TRUE,
    position BIGINT NOT NULL DEFAULT 0,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX fields_by_key ON fields (holder, key);

-- What stands in them, one row for each thing that can be compared: ids, scaled numbers and moments as a number, the rest
-- as text. The field says whose id the holder is.
CREATE TABLE field_values (
    holder_id BIGINT NOT NULL,
    field_id BIGINT NOT NULL REFERENCES fields (id),
    position BIGINT NOT NULL,
    number BIGINT,
    text TEXT,
    PRIMARY KEY (holder_id, field_id, position)
);
CREATE INDEX field_values_by_number ON field_values (field_id, number, holder_id);
