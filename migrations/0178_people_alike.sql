-- Who has the same number or the same name in a chat, number by number.
CREATE INDEX phones_by_number ON phones (number, person_id);
CREATE INDEX handles_by_name ON handles (service, folded, person_id);
