-- Which statuses may follow which, for some types and topics. Dozens, never thousands.
CREATE TABLE workflows (
    id {id},
    -- JSON (crates/desk/src/ticket/workflow.rs).
    wish TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
