-- What a requester meets: besides its name a brand has a domain of its own, a language, a colour and a logo.
ALTER TABLE brands ADD COLUMN domain TEXT;
ALTER TABLE brands ADD COLUMN language TEXT;
ALTER TABLE brands ADD COLUMN color TEXT NOT NULL DEFAULT 'indigo';
ALTER TABLE brands ADD COLUMN logo TEXT;
ALTER TABLE brands ADD COLUMN logo_type TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX brands_by_domain ON brands (domain);
CREATE UNIQUE INDEX brands_by_name ON brands (name);
-- Whether a brand is still in use.
CREATE INDEX tickets_by_brand ON tickets (brand_id);
