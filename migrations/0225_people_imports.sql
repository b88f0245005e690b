-- Tables of people that are tried and taken in pieces; kept for some days, so that what was left out can be fetched.
CREATE TABLE people_imports (
    id {id},
    person_id BIGINT NOT NULL REFERENCES people (id),
    state TEXT NOT NULL,
    -- The first line as it came, and what stands between the cells.
    head TEXT NOT NULL,
    between_cells TEXT NOT NULL,
    -- What the columns hold, with commas between them.
    meant TEXT NOT NULL,
    row_count BIGINT NOT NULL,
    piece_count BIGINT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX people_imports_by_person ON people_imports (person_id, id);
CREATE INDEX people_imports_by_age ON people_imports (at);

CREATE TABLE people_import_pieces (
    import_id BIGINT NOT NULL REFERENCES people_imports (id),
    place BIGINT NOT NULL,
    -- The number that its first line has in the file.
    first_line BIGINT NOT NULL,
    lines TEXT NOT NULL,
    -- Lines that mean whom an earlier one means, by their numbers, as JSON.
    repeated TEXT NOT NULL DEFAULT '[]',
    -- What became of it, or would, as JSON; empty: its turn has not come.
    outcome TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (import_id, place)
);
