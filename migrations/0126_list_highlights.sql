-- Colours also mark the lists that every desk has: for one person, for a team, or for everyone (neither of the two).
ALTER TABLE highlights RENAME TO highlights_of_views;
CREATE TABLE highlights (
    id {id},
    -- Null: it marks the list of this name.
    view_id BIGINT REFERENCES views (id),
    list TEXT NOT NULL DEFAULT '',
    person_id BIGINT REFERENCES people (id),
    team_id BIGINT REFERENCES teams (id),
    label_en TEXT NOT NULL,
    label_ja TEXT NOT NULL,
    tone TEXT NOT NULL,
    -- The column that is coloured; empty: the whole row.
    spot TEXT NOT NULL,
    -- JSON
    condition TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
INSERT INTO highlights (view_id, label_en, label_ja, tone, spot, condition, version)
    SELECT view_id, label_en, label_ja, tone, spot, condition, version FROM highlights_of_views ORDER BY id;
DROP TABLE highlights_of_views;
CREATE INDEX highlights_by_view ON highlights (view_id, id);
CREATE INDEX highlights_by_list ON highlights (list, id) WHERE view_id IS NULL;
