-- Keys by which a domain signs its letters (DKIM).
CREATE TABLE signing_keys (
    id {id},
    domain TEXT NOT NULL,
    selector TEXT NOT NULL,
    algorithm TEXT NOT NULL,
    -- Base64, as the DNS has it.
    public TEXT NOT NULL,
    sealed TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    -- When it was last seen in the DNS; null: never.
    published_at BIGINT
);
CREATE UNIQUE INDEX signing_keys_by_selector ON signing_keys (domain, selector);
