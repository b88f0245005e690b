-- People are found whatever the spaces of their names: a key is the name without them, with each of its words as the first.
-- Kept by whoever writes a name.
INSERT INTO person_keys (key, person_id)
SELECT REPLACE(k.key, ' ', '') || REPLACE(SUBSTR(p.folded, 1, LENGTH(p.folded) - LENGTH(k.key)), ' ', ''), p.id
FROM person_keys k JOIN people p ON p.id = k.person_id
WHERE p.folded LIKE '% %'
    AND (k.key = p.folded OR SUBSTR(p.folded, LENGTH(p.folded) - LENGTH(k.key)) = ' ' || k.key)
ON CONFLICT DO NOTHING;
-- What began with a later word begins so in its turn.
DELETE FROM person_keys WHERE EXISTS (
    SELECT 1 FROM people p WHERE p.id = person_keys.person_id AND p.folded LIKE '% %'
        AND (person_keys.key = p.folded OR SUBSTR(p.folded, LENGTH(p.folded) - LENGTH(person_keys.key)) = ' ' || person_keys.key));
-- Names in chats may hold spaces too.
INSERT INTO person_keys (key, person_id)
SELECT REPLACE(key, ' ', ''), person_id FROM person_keys WHERE key LIKE '% %'
ON CONFLICT DO NOTHING;
DELETE FROM person_keys WHERE key LIKE '% %';
