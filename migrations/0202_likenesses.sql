-- By what people who may be one are found: the name without its spaces, and what stands before the @ without a tag and dots.
-- Kept by whoever writes a name or an address.
ALTER TABLE people ADD COLUMN compact TEXT {bytewise} NOT NULL DEFAULT '';
UPDATE people SET compact = REPLACE(folded, ' ', '');
CREATE INDEX people_by_compact ON people (compact, id);

ALTER TABLE addresses ADD COLUMN mailbox TEXT {bytewise} NOT NULL DEFAULT '';
UPDATE addresses SET mailbox = SUBSTR(canonical, 1, LENGTH(canonical) - LENGTH(domain) - 1);
-- What stands from the last + on goes, as often as there is one; nobody has three.
UPDATE addresses SET mailbox = RTRIM(RTRIM(mailbox, REPLACE(mailbox, '+', '')), '+') WHERE mailbox LIKE '%+%';
UPDATE addresses SET mailbox = RTRIM(RTRIM(mailbox, REPLACE(mailbox, '+', '')), '+') WHERE mailbox LIKE '%+%';
UPDATE addresses SET mailbox = REPLACE(mailbox, '.', '');
CREATE INDEX addresses_by_mailbox ON addresses (mailbox, person_id);
