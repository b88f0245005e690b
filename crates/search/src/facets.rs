//! How the finds are spread over teams, statuses, tags and years.

use std::collections::HashMap;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocId, Score, SegmentReader};

/// Each value with its finds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facets {
    pub teams: HashMap<u64, u64>,
    pub statuses: HashMap<u64, u64>,
    pub tags: HashMap<u64, u64>,
    pub years: HashMap<u64, u64>,
}

const FIELDS: [&str; 4] = ["team", "status", "tag", "year"];

pub(crate) struct Spread;

impl Collector for Spread {
    type Fruit = Facets;
    type Child = SpreadOfSegment;

    fn for_segment(&self, _: u32, segment: &SegmentReader) -> tantivy::Result<SpreadOfSegment> {
        let columns = FIELDS.iter().map(|name| segment.fast_fields().u64(name)).collect::<Result<_, _>>()?;
        Ok(SpreadOfSegment { columns, counts: std::array::from_fn(|_| Tally::default()) })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<[HashMap<u64, u64>; 4]>) -> tantivy::Result<Facets> {
        let mut all: [HashMap<u64, u64>; 4] = std::array::from_fn(|_| HashMap::new());
        for fruit in fruits {
            for (sum, part) in all.iter_mut().zip(fruit) {
                part.into_iter().for_each(|(value, count)| *sum.entry(value).or_default() += count);
            }
        }
        let [teams, statuses, tags, years] = all;
        Ok(Facets { teams, statuses, tags, years })
    }
}

pub(crate) struct SpreadOfSegment {
    columns: Vec<Column<u64>>,
    counts: [Tally; 4],
}

/// Values of facets are small numbers, given in turn: most are counted by their place.
#[derive(Default)]
struct Tally {
    small: Vec<u64>,
    large: HashMap<u64, u64>,
}

const SMALL: u64 = 4_096;

impl Tally {
    fn add(&mut self, value: u64) {
        if value >= SMALL {
            *self.large.entry(value).or_default() += 1;
            return;
        }
        let place = value as usize;
        if place >= self.small.len() {
            self.small.resize(place + 1, 0);
        }
        self.small[place] += 1;
    }

    fn counted(self) -> HashMap<u64, u64> {
        let small = (0..).zip(self.small).filter(|(_, count)| *count > 0);
        small.chain(self.large).collect()
    }
}

impl SegmentCollector for SpreadOfSegment {
    type Fruit = [HashMap<u64, u64>; 4];

    fn collect(&mut self, doc: DocId, _: Score) {
        for (column, counts) in self.columns.iter().zip(&mut self.counts) {
            column.values_for_doc(doc).for_each(|value| counts.add(value));
        }
    }

    fn harvest(self) -> Self::Fruit {
        self.counts.map(Tally::counted)
    }
}
