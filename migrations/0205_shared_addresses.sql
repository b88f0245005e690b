-- Whether several people write from it; none: as its name suggests.
ALTER TABLE addresses ADD COLUMN shared BOOLEAN;
