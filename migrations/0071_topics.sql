-- Forms: fields in an order, and whom each is shown to, asked of and demanded from.
CREATE TABLE forms (
    id {id},
    name_en TEXT NOT NULL,
    name_ja TEXT NOT NULL,
    -- JSON
    parts TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);

-- What somebody may ask about.
CREATE TABLE topics (
    id {id},
    name_en TEXT NOT NULL,
    name_ja TEXT NOT NULL,
    help_en TEXT NOT NULL,
    help_ja TEXT NOT NULL,
    kind TEXT NOT NULL,
    form_id BIGINT REFERENCES forms (id),
    team_id BIGINT REFERENCES teams (id),
    priority TEXT,
    text_en TEXT NOT NULL,
    text_ja TEXT NOT NULL,
    public BOOLEAN NOT NULL DEFAULT TRUE,
    active BOOLEAN NOT NULL DEFAULT TRUE,
    position BIGINT NOT NULL DEFAULT 0,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX topics_by_form ON topics (form_id);
CREATE INDEX topics_by_team ON topics (team_id);

ALTER TABLE tickets ADD COLUMN topic_id BIGINT;
CREATE INDEX tickets_by_topic ON tickets (topic_id, id) WHERE topic_id IS NOT NULL;
