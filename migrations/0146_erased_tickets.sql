-- A ticket that is deleted for ever is found in every table that speaks of it, without walking through the table.
CREATE INDEX notifications_of_ticket ON notifications (ticket_id);
CREATE INDEX notifications_of_message ON notifications (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX mentions_of_ticket ON mentions (ticket_id);
CREATE INDEX mentions_of_message ON mentions (message_id);
CREATE INDEX message_ids_of_message ON message_ids (message) WHERE message IS NOT NULL;
CREATE INDEX run_outcomes_of_ticket ON run_outcomes (ticket_id);
CREATE INDEX rule_trial_hits_of_ticket ON rule_trial_hits (ticket_id);
CREATE INDEX webhook_deliveries_of_ticket ON webhook_deliveries (ticket_id) WHERE ticket_id IS NOT NULL;
CREATE INDEX foreign_references_of_ticket ON foreign_references (ticket_id);
CREATE INDEX ticket_links_of_other ON ticket_links (other_id);
