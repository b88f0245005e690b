-- How one person wants a list shown: any view by its word. Without a row: as the view has it.
CREATE TABLE layouts (
    person_id BIGINT NOT NULL REFERENCES people (id),
    view TEXT NOT NULL,
    layout TEXT NOT NULL,
    PRIMARY KEY (person_id, view)
);
