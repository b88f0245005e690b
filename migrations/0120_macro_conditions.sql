-- When a macro is offered, as JSON (crates/desk/src/condition); empty: always.
ALTER TABLE macros ADD COLUMN condition TEXT NOT NULL DEFAULT '';
