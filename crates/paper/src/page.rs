//! Strips become pages: what belongs together stays together, and each page says what it is of.

use crate::color;
use crate::document::{Document, Run, Size, Style};
use crate::flow::Strip;
use crate::fonts::Shapers;
use crate::line::{Base, Line, lines};
use crate::tags::Nodes;

/// The empty page, in points.
#[derive(Clone, Copy)]
pub(crate) struct Sheet {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) side: f32,
    pub(crate) top: f32,
    pub(crate) bottom: f32,
}

/// Where the head's and the foot's letters stand, from the edge.
pub(crate) const HEAD: f32 = 42.0;
pub(crate) const FOOT: f32 = 36.0;

const SMALL: Base = Base { size: 8.0, leading: 1.5, ink: color::FAINT, bold: false };

impl Sheet {
    pub(crate) const fn of(size: Size) -> Self {
        let (width, height) = size.points();
        Self { width, height, side: 56.7, top: 68.0, bottom: 64.0 }
    }

    /// For the text, from top to bottom.
    pub(crate) const fn room(&self) -> f32 {
        self.height - self.top - self.bottom
    }
}

/// A strip, and how far from the top of the page.
pub(crate) struct Placed {
    pub(crate) y: f32,
    pub(crate) strip: Strip,
}

/// All that is drawn.
pub(crate) struct Laid {
    pub(crate) sheet: Sheet,
    pub(crate) pages: Vec<Vec<Placed>>,
    pub(crate) nodes: Nodes,
    /// At the head of each page but the first.
    pub(crate) running: Line,
    pub(crate) house: Line,
    pub(crate) foot: Line,
    /// `3 / 12`, for each page.
    pub(crate) numbers: Vec<Line>,
}

impl Laid {
    pub(crate) fn new(
        document: &Document,
        sheet: Sheet,
        strips: Vec<Strip>,
        nodes: Nodes,
        shapers: &mut Shapers<'_>,
    ) -> Self {
        let pages = paged(strips, &sheet);
        let width = sheet.width - 2.0 * sheet.side;
        let house = short(shapers, &document.house, width * 0.35);
        let running = short(shapers, &document.title, width - house.width - 24.0);
        let foot = short(shapers, &document.foot, width * 0.75);
        let many = pages.len();
        let numbers = (1..=many).map(|page| short(shapers, &format!("{page} / {many}"), width * 0.2)).collect();
        Self { sheet, pages, nodes, running, house, foot, numbers }
    }

    /// What each page says, strip by strip.
    pub(crate) fn spoken(&self) -> Vec<Vec<String>> {
        let strip = |placed: &Placed| {
            let all: Vec<String> = placed.strip.sets.iter().map(|set| set.line.text()).collect();
            all.join("\t")
        };
        self.pages.iter().map(|page| page.iter().map(strip).collect()).collect()
    }
}

/// One line; what does not fit is left out, and dots say so.
fn short(shapers: &mut Shapers<'_>, text: &str, width: f32) -> Line {
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(300).collect();
    let set = |shapers: &mut Shapers<'_>, text: String| {
        let run = Run { text, style: Style { faint: true, ..Style::default() }, link: None };
        lines(shapers, &[run], &SMALL, width)
    };
    let mut all = set(shapers, text);
    if all.len() == 1 {
        return all.pop().unwrap_or_default();
    }
    let mut kept: Vec<char> = all.first().map(Line::text).unwrap_or_default().trim_end().chars().collect();
    loop {
        let text: String = kept.iter().chain(&['…']).collect();
        let mut all = set(shapers, text);
        if all.len() == 1 || kept.pop().is_none() {
            return all.pop().unwrap_or_default();
        }
    }
}

fn paged(strips: Vec<Strip>, sheet: &Sheet) -> Vec<Vec<Placed>> {
    let (room, bottom) = (sheet.room(), sheet.height - sheet.bottom);
    let mut pages: Vec<Vec<Placed>> = vec![Vec::new()];
    let mut y = sheet.top;
    let mut strips = strips.into_iter().peekable();
    let mut group: Vec<Strip> = Vec::new();
    while let Some(strip) = strips.next() {
        let on = strip.keep && strips.peek().is_some();
        group.push(strip);
        let tall: f32 = group.iter().skip(1).map(|one| one.gap + one.height).sum::<f32>() + group[0].height;
        // What is taller than a page cannot be kept together.
        if on && tall < room {
            continue;
        }
        if y + group[0].gap + tall > bottom && y > sheet.top {
            pages.push(Vec::new());
            y = sheet.top;
        }
        for strip in group.drain(..) {
            let gap = if y > sheet.top { strip.gap } else { 0.0 };
            if y + gap + strip.height > bottom && y > sheet.top {
                pages.push(Vec::new());
                y = sheet.top;
            } else {
                y += gap;
            }
            let height = strip.height;
            if let Some(page) = pages.last_mut() {
                page.push(Placed { y, strip });
            }
            y += height;
        }
    }
    pages
}
