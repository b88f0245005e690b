-- How a view marks tickets for which something holds.
CREATE TABLE highlights (
    id {id},
    view_id BIGINT NOT NULL REFERENCES views (id),
    label_en TEXT NOT NULL,
    label_ja TEXT NOT NULL,
    tone TEXT NOT NULL,
    -- The column that is coloured; empty: the whole row.
    spot TEXT NOT NULL,
    -- JSON
    condition TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX highlights_by_view ON highlights (view_id, id);
