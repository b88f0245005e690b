//! Tables: columns as wide as what they hold asks for, rules between the rows.

use crate::color;
use crate::document::{Cell, Row};
use crate::flow::Flow;
use crate::line::{Base, widths};
use crate::row::{Edge, Spot};
use crate::tags::Kind;

/// Between what two columns hold.
const BETWEEN: f32 = 12.0;
/// What stands in further columns is not set: whoever makes a table of words keeps to fewer.
const COLUMNS: usize = 40;
/// Rows that are looked at to tell how wide the columns are.
const MEASURED: usize = 200;

impl Flow<'_, '_> {
    pub(crate) fn table(&mut self, rows: &[Row]) {
        let wide = |row: &Row| row.iter().fold(0_usize, |sum, cell| sum.saturating_add(cell.span));
        let columns = rows.iter().map(wide).max().unwrap_or(0).min(COLUMNS);
        if columns == 0 {
            return;
        }
        let base = Base { size: 9.0, leading: 1.5, ..self.base };
        let places = self.columns(rows, columns, &base);
        let all = places.last().map_or(0.0, |(x, width)| x + width - self.left);
        self.apart(8.0);
        self.nodes.open(Kind::Table);
        for (nth, row) in rows.iter().enumerate() {
            self.nodes.open(Kind::Row);
            let mut spots = Vec::with_capacity(row.len());
            let mut column = 0_usize;
            for cell in row {
                let last = column.saturating_add(cell.span).min(columns).saturating_sub(1);
                let (Some(from), Some(to)) = (places.get(column), places.get(last)) else { break };
                let node = self.nodes.add(if cell.head { Kind::HeadCell } else { Kind::Cell });
                let base = Base { bold: cell.head, ..base };
                let width = to.0 + to.1 - from.0;
                spots.push(Spot { x: from.0, width, runs: &cell.runs, base, node, right: false });
                column = column.saturating_add(cell.span);
            }
            let line = Some((self.left, all, color::HAIR));
            let head = !row.is_empty() && row.iter().all(|cell| cell.head);
            let edge = Edge { above: line.filter(|_| nth == 0), below: line, top: 3.5, bottom: 3.5, keep: head };
            self.row(&spots, &edge);
            self.nodes.close();
            if self.is_full() {
                break;
            }
        }
        self.nodes.close();
        self.apart(8.0);
    }

    /// Where each column begins, and how wide it is.
    fn columns(&mut self, rows: &[Row], columns: usize, base: &Base) -> Vec<(f32, f32)> {
        let mut wishes = vec![(0.0_f32, 0.0_f32); columns];
        for row in rows.iter().take(MEASURED) {
            let mut column = 0_usize;
            for cell in row {
                if let Some(wish) = wishes.get_mut(column).filter(|_| cell.span == 1) {
                    let (whole, word) = widths(&mut self.shapers, &cell.runs, &Base { bold: cell.head, ..*base });
                    *wish = (wish.0.max(whole), wish.1.max(word));
                }
                column = column.saturating_add(cell.span);
            }
        }
        let room = self.right - self.left - BETWEEN * (columns - 1) as f32;
        let fair = room / columns as f32;
        let whole: f32 = wishes.iter().map(|wish| wish.0).sum();
        let width = |wish: &(f32, f32)| {
            if whole <= room {
                return wish.0.max(base.size);
            }
            // Each gets its widest word, or its share where even words are wide; the rest goes where it is wanted.
            let least: f32 = wishes.iter().map(|wish| wish.1.min(fair)).sum();
            let wanted: f32 = wishes.iter().map(|wish| (wish.0 - wish.1.min(fair)).max(0.0)).sum();
            let share = (room - least).max(0.0) / wanted.max(1.0);
            wish.1.min(fair) + (wish.0 - wish.1.min(fair)).max(0.0) * share
        };
        let mut x = self.left;
        wishes
            .iter()
            .map(|wish| {
                let place = (x, width(wish));
                x += place.1 + BETWEEN;
                place
            })
            .collect()
    }
}

/// A cell of one text.
impl Cell {
    pub fn new(runs: Vec<crate::Run>, head: bool) -> Self {
        Self { runs, head, span: 1 }
    }
}
