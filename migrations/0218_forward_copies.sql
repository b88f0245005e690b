-- A forward has people in copy now. Until now its draft held there whom the answer would have had, whom no forward reached.
UPDATE drafts SET recipients_cc = '' WHERE mode = 'forward';
UPDATE draft_versions SET recipients_cc = '' WHERE mode = 'forward';
