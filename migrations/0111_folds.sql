-- Which headings of a grouped list one person keeps folded.
CREATE TABLE folds (
    person_id BIGINT NOT NULL REFERENCES people (id),
    -- Any view by its word, as in layouts.
    view TEXT NOT NULL,
    grouping TEXT NOT NULL,
    bucket TEXT NOT NULL,
    PRIMARY KEY (person_id, view, grouping, bucket)
);
