-- What every page of the workspace asks of the views of one person.
CREATE INDEX view_cells_by_person ON view_cells (person_id, view_id, team_id);
CREATE INDEX view_seats_by_person ON view_seats (person_id);
CREATE INDEX view_order_by_position ON view_order (person_id, position);
CREATE INDEX macros_by_name ON macros (name, id);
CREATE INDEX signing_keys_by_domain ON signing_keys (domain, id);
