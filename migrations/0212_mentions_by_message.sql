-- A note that is moved takes along whom it calls.
CREATE INDEX mentions_by_message ON mentions (message_id);
