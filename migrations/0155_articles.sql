-- The knowledge base: categories within each other, and articles in several languages.
CREATE TABLE article_categories (
    id {id},
    parent_id BIGINT REFERENCES article_categories (id),
    name_en TEXT NOT NULL,
    name_ja TEXT NOT NULL,
    position BIGINT NOT NULL DEFAULT 0,
    version BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE articles (
    id {id},
    category_id BIGINT REFERENCES article_categories (id),
    state TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    -- Who changed it last.
    person_id BIGINT REFERENCES people (id),
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX articles_by_change ON articles (updated_at, id);
CREATE INDEX articles_by_state ON articles (state, category_id, updated_at, id);
CREATE INDEX articles_by_category ON articles (category_id, updated_at, id);

CREATE TABLE article_texts (
    article_id BIGINT NOT NULL REFERENCES articles (id),
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    html TEXT NOT NULL,
    -- The beginning of its plain text, for lists.
    opening TEXT NOT NULL,
    -- Folded, for the search: the title, and all of it.
    found_title TEXT {bytewise} NOT NULL,
    found TEXT {bytewise} NOT NULL,
    PRIMARY KEY (article_id, language)
);

-- What an article said after each save.
CREATE TABLE article_versions (
    article_id BIGINT NOT NULL REFERENCES articles (id),
    version BIGINT NOT NULL,
    at BIGINT NOT NULL,
    person_id BIGINT,
    state TEXT NOT NULL,
    -- JSON: title and text in each language.
    texts TEXT NOT NULL,
    PRIMARY KEY (article_id, version)
);
