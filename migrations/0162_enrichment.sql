-- A panel may fill what is empty by itself, when somebody becomes known.
ALTER TABLE panels ADD COLUMN by_itself BOOLEAN NOT NULL DEFAULT FALSE;
-- Until where in the log it did not.
ALTER TABLE panels ADD COLUMN asks_since BIGINT NOT NULL DEFAULT 0;

-- Whom a panel knows something of: asked about once, tried again for some hours, then given up and shown.
CREATE TABLE panel_askings (
    panel_id BIGINT NOT NULL REFERENCES panels (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    -- When it asks; NULL: no more.
    due_at BIGINT,
    tries BIGINT NOT NULL DEFAULT 0,
    asked_at BIGINT,
    -- The key of why the last try came to nothing.
    reason TEXT NOT NULL DEFAULT '',
    -- How much it has filled, by itself or at the press of a button.
    filled BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (panel_id, person_id)
);
CREATE INDEX panel_askings_by_turn ON panel_askings (panel_id, due_at, person_id) WHERE due_at IS NOT NULL;
CREATE INDEX panel_askings_given_up ON panel_askings (panel_id, asked_at, person_id) WHERE due_at IS NULL AND reason <> '';
CREATE INDEX panel_askings_by_time ON panel_askings (panel_id, asked_at);
CREATE INDEX panel_askings_by_person ON panel_askings (person_id);

-- What somebody emptied on purpose: nothing fills it by itself again.
CREATE TABLE emptied (
    holder TEXT NOT NULL,
    holder_id BIGINT NOT NULL,
    -- As a panel names it, or the id of a field.
    what TEXT {bytewise} NOT NULL,
    PRIMARY KEY (holder, holder_id, what)
);

-- Whoever was known before is not asked about.
INSERT INTO readers (name, tx, position) SELECT 'enrich', tx, position FROM events ORDER BY tx DESC, position DESC LIMIT 1;
