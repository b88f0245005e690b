-- People who belong to an organisation beside their main one.
CREATE TABLE memberships (
    person_id BIGINT NOT NULL REFERENCES people (id),
    organization_id BIGINT NOT NULL REFERENCES organizations (id),
    since BIGINT NOT NULL,
    PRIMARY KEY (person_id, organization_id)
);
CREATE INDEX memberships_by_organization ON memberships (organization_id, person_id);

-- Members whom one turns to first about an organisation.
CREATE TABLE contacts (
    organization_id BIGINT NOT NULL REFERENCES organizations (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    PRIMARY KEY (organization_id, person_id)
);
CREATE INDEX contacts_by_person ON contacts (person_id, organization_id);

ALTER TABLE organizations ADD COLUMN notes TEXT NOT NULL DEFAULT '';
-- The agent who looks after it.
ALTER TABLE organizations ADD COLUMN agent_id BIGINT;
-- Who of its members sees its tickets in the portal.
ALTER TABLE organizations ADD COLUMN sharing TEXT NOT NULL DEFAULT 'nobody';
ALTER TABLE organizations ADD COLUMN tier TEXT NOT NULL DEFAULT 'standard';
ALTER TABLE people ADD COLUMN tier TEXT NOT NULL DEFAULT 'standard';
