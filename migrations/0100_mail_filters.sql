-- Mail filters: dozens, perhaps hundreds, never thousands.
CREATE TABLE mail_filters (
    id {id},
    -- JSON (crates/desk/src/channel/filter.rs).
    wish TEXT NOT NULL,
    position BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);

-- Who may begin tickets at a mailbox by mail, as JSON (crates/desk/src/channel/entry.rs); empty: everybody.
ALTER TABLE mailboxes ADD COLUMN entry TEXT NOT NULL DEFAULT '';
