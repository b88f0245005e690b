-- By which channels an agent takes tickets at the moment, whether that is fixed, and how much at most; `all`: in all of
-- them together. Where there is no row everything is taken. Dozens, perhaps thousands in a large house.
CREATE TABLE agent_duties (
    person_id BIGINT NOT NULL REFERENCES people (id),
    -- all, mail, form, phone, chat
    via TEXT NOT NULL,
    paused BOOLEAN NOT NULL DEFAULT FALSE,
    locked BOOLEAN NOT NULL DEFAULT FALSE,
    -- Points of effort in hand; 0: any number.
    most BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (person_id, via)
);
