//! Texts beside each other: the first lines of all stand in one strip, the second lines in the next.

use crate::color::Ink;
use crate::document::Run;
use crate::flow::{Flow, Rule, Set, Strip};
use crate::line::{Base, Line, lines};

/// One of the texts.
pub(crate) struct Spot<'r> {
    pub(crate) x: f32,
    pub(crate) width: f32,
    pub(crate) runs: &'r [Run],
    pub(crate) base: Base,
    pub(crate) node: usize,
    /// At the right of its place.
    pub(crate) right: bool,
}

/// What is above and below the texts: a rule from x and of a width, and room.
#[derive(Clone, Copy, Default)]
pub(crate) struct Edge {
    pub(crate) above: Option<(f32, f32, Ink)>,
    pub(crate) below: Option<(f32, f32, Ink)>,
    pub(crate) top: f32,
    pub(crate) bottom: f32,
    /// Its last line stands on one page with what comes next.
    pub(crate) keep: bool,
}

/// Rows of more lines may be torn between two pages.
const TORN: usize = 8;

impl Flow<'_, '_> {
    pub(crate) fn row(&mut self, spots: &[Spot<'_>], edge: &Edge) {
        let columns: Vec<Vec<Line>> =
            spots.iter().map(|spot| lines(&mut self.shapers, spot.runs, &spot.base, spot.width)).collect();
        let many = columns.iter().map(Vec::len).max().unwrap_or(0);
        let tall = spots.iter().map(|spot| spot.base.height()).fold(0.0, f32::max);
        let mut columns: Vec<_> = columns.into_iter().map(Vec::into_iter).collect();
        for nth in 0..many {
            let last = nth + 1 == many;
            let top = if nth == 0 { edge.top } else { 0.0 };
            let height = top + tall + if last { edge.bottom } else { 0.0 };
            let set = |(column, spot): (&mut std::vec::IntoIter<Line>, &Spot<'_>)| {
                let line = column.next().filter(|line| !line.pieces.is_empty())?;
                let right = spot.right != line.leftwards;
                let x = if right { spot.x + spot.width - line.width } else { spot.x };
                Some(Set { x, drop: top + spot.base.drop(), line, node: spot.node })
            };
            let sets = columns.iter_mut().zip(spots).filter_map(set).collect();
            let rule = |side: Option<(f32, f32, Ink)>, y| side.map(|(x, width, ink)| Rule { x, y, width, ink });
            let above = rule(edge.above.filter(|_| nth == 0), 0.0);
            let below = rule(edge.below.filter(|_| last), height);
            let keep = if last { edge.keep } else { nth == 0 || many <= TORN };
            let rules = above.into_iter().chain(below).collect();
            self.put(Strip { height, keep, sets, rules, ..Strip::default() });
        }
    }
}
