-- Who somebody was before they were merged into another one.
CREATE INDEX people_by_merge ON people (merged_into) WHERE merged_into IS NOT NULL;
