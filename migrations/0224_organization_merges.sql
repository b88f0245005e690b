-- An organisation that is another one now, or that was removed: its row stays, for what was said of it.
ALTER TABLE organizations ADD COLUMN merged_into BIGINT;
ALTER TABLE organizations ADD COLUMN removed_at BIGINT;
CREATE INDEX organizations_by_merge ON organizations (merged_into) WHERE merged_into IS NOT NULL;
-- Names are compared whatever the width of their letters too: whoever migrates folds them anew.
UPDATE organizations SET folded = '';

CREATE TABLE organization_merges (
    id {id},
    organization_id BIGINT NOT NULL REFERENCES organizations (id),
    from_id BIGINT NOT NULL REFERENCES organizations (id),
    by_id BIGINT REFERENCES people (id),
    at BIGINT NOT NULL,
    -- What went, as JSON.
    carried TEXT NOT NULL,
    undone BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE INDEX organization_merges_by_organization ON organization_merges (organization_id, id);
