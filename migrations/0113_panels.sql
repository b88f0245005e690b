-- What other systems know of a requester, shown beside the ticket. Dozens, never thousands.
CREATE TABLE panels (
    id {id},
    name TEXT NOT NULL,
    -- With variables.
    url TEXT NOT NULL,
    -- The name of the header that carries the secret; empty: none.
    header TEXT NOT NULL,
    -- Sealed; empty: none.
    sealed_secret TEXT NOT NULL,
    -- JSON: a list of labels with where each value stands in the answer.
    lines TEXT NOT NULL,
    -- JSON: a list of teams; empty: all of them.
    teams TEXT NOT NULL,
    minutes BIGINT NOT NULL,
    active BOOLEAN NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
