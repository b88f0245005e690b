//! Blocks one below the other: each becomes strips as wide as the page, of which no one is ever torn.

use crate::PAGES;
use crate::color;
use crate::document::{Block, Document, Run, Tone, Words};
use crate::fonts::{Fonts, Shapers};
use crate::line::{Base, Line, lines};
use crate::page::{Laid, Sheet};
use crate::picture::Pictures;
use crate::row::{Edge, Spot};
use crate::tags::{Kind, Nodes};
use krilla::image::Image;
use std::rc::Rc;

const BODY: Base = Base { size: 10.0, leading: 1.6, ink: color::TEXT, bold: false };
const QUOTED: Base = Base { ink: [0x45, 0x45, 0x45], ..BODY };
const TITLE: Base = Base { size: 17.0, leading: 1.35, ink: color::TEXT, bold: true };

/// Between two paragraphs.
const APART: f32 = 6.0;
/// Before somebody begins to speak.
const SPEAKS: f32 = 18.0;
const INDENT: f32 = 17.0;
/// Lists and quotations inside each other are not moved further in than this.
const NARROWEST: f32 = 120.0;
/// Points for each pixel of a screen (96 to the inch).
const PIXEL: f32 = 0.75;

/// As wide as the page, and never torn.
#[derive(Default)]
pub(crate) struct Strip {
    /// Above it, unless it is the first on its page.
    pub(crate) gap: f32,
    pub(crate) height: f32,
    /// Stands on one page with the next.
    pub(crate) keep: bool,
    pub(crate) sets: Vec<Set>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) bars: Rc<[Bar]>,
    pub(crate) picture: Option<Shown>,
    /// What a reader's list of contents calls it.
    pub(crate) outline: Option<String>,
}

/// A line in its place.
pub(crate) struct Set {
    pub(crate) x: f32,
    /// From the strip's top to where the letters stand.
    pub(crate) drop: f32,
    pub(crate) line: Line,
    pub(crate) node: usize,
}

pub(crate) struct Rule {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) width: f32,
    pub(crate) ink: color::Ink,
}

/// Runs along all strips of a block.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Bar {
    /// The same in all strips of one block.
    pub(crate) id: usize,
    pub(crate) x: f32,
    pub(crate) width: f32,
    /// How far it reaches above and below the text.
    pub(crate) pad: f32,
    pub(crate) ink: color::Ink,
}

pub(crate) struct Shown {
    pub(crate) image: Image,
    pub(crate) x: f32,
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) node: usize,
}

pub(crate) struct Flow<'f, 'd> {
    pub(crate) shapers: Shapers<'f>,
    pub(crate) nodes: Nodes,
    pub(crate) left: f32,
    pub(crate) right: f32,
    pub(crate) base: Base,
    strips: Vec<Strip>,
    pictures: &'d mut Pictures,
    words: &'d Words,
    sheet: Sheet,
    bars: Vec<Bar>,
    gap: f32,
    /// How much paper is taken so far.
    used: f32,
    full: bool,
}

pub(crate) fn lay(document: &Document, fonts: &Fonts, mut pictures: Pictures) -> Laid {
    let held = fonts.shapers();
    let sheet = Sheet::of(document.size);
    let mut flow = Flow {
        shapers: Shapers::new(&held),
        nodes: Nodes::default(),
        left: sheet.side,
        right: sheet.width - sheet.side,
        base: BODY,
        strips: Vec::new(),
        pictures: &mut pictures,
        words: &document.words,
        bars: Vec::new(),
        gap: 0.0,
        used: 0.0,
        full: false,
        sheet,
    };
    flow.blocks(&document.blocks);
    if flow.full {
        flow.cut();
    }
    let Flow { mut shapers, nodes, strips, .. } = flow;
    Laid::new(document, sheet, strips, nodes, &mut shapers)
}

impl Flow<'_, '_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            if self.full {
                return;
            }
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Title(text) => {
                self.paragraph(&[Run::plain(text.as_str())], TITLE, Kind::Heading(1));
                self.apart(14.0);
            }
            Block::Heading(level, runs) => self.heading(*level, runs),
            Block::Entry(who, when) => self.entry(who, when),
            Block::Paragraph(runs) => {
                self.apart(APART);
                self.paragraph(runs, self.base, Kind::Paragraph);
                self.apart(APART);
            }
            Block::Code(runs) => self.code(runs),
            Block::List { first, items } => self.list(*first, items),
            Block::Aside(tone, blocks) => self.aside(*tone, blocks),
            Block::Table(rows) => self.table(rows),
            Block::Picture { name, words, width } => self.picture(name, words, *width),
            Block::Facts(facts) => self.facts(facts),
            Block::Rule => {
                self.apart(8.0);
                let (x, width) = (self.left, self.right - self.left);
                let rules = vec![Rule { x, y: 0.5, width, ink: color::RULE }];
                self.put(Strip { height: 1.0, rules, ..Strip::default() });
                self.apart(8.0);
            }
        }
    }

    pub(crate) const fn is_full(&self) -> bool {
        self.full
    }

    /// At least so far from what stands above.
    pub(crate) fn apart(&mut self, gap: f32) {
        self.gap = self.gap.max(gap);
    }

    pub(crate) fn put(&mut self, strip: Strip) {
        let gap = std::mem::take(&mut self.gap);
        self.used += gap + strip.height;
        self.strips.push(Strip { gap, bars: self.bars.as_slice().into(), ..strip });
        self.full |= self.used > self.sheet.room() * PAGES as f32;
    }

    /// The last word of a document that is longer than a document may be.
    fn cut(&mut self) {
        (self.left, self.right) = (self.sheet.side, self.sheet.width - self.sheet.side);
        self.bars.clear();
        self.apart(SPEAKS);
        let text = self.words.cut.clone();
        self.paragraph(&[Run::bold(text)], BODY, Kind::Paragraph);
    }

    /// No single line of it stands alone on a page.
    fn paragraph(&mut self, runs: &[Run], base: Base, kind: Kind) {
        let node = self.nodes.add(kind);
        let (left, width) = (self.left, self.right - self.left);
        let lines = lines(&mut self.shapers, runs, &base, width);
        let many = lines.len();
        let heading = matches!(kind, Kind::Heading(_));
        for (nth, line) in lines.into_iter().enumerate() {
            let keep = heading || (many > 1 && (nth == 0 || nth + 2 == many));
            let x = if line.leftwards { left + width - line.width } else { left };
            let outline =
                (kind == Kind::Heading(2) && nth == 0).then(|| runs.iter().map(|run| run.text.as_str()).collect());
            let sets = vec![Set { x, drop: base.drop(), line, node }];
            self.put(Strip { height: base.height(), keep, sets, outline, ..Strip::default() });
            if self.full {
                return;
            }
        }
    }

    fn heading(&mut self, level: u8, runs: &[Run]) {
        let level = level.clamp(2, 6);
        let size = [12.5, 11.0, 10.0, 10.0, 10.0][usize::from(level - 2)];
        self.apart(if level == 2 { 14.0 } else { 9.0 });
        self.paragraph(runs, Base { size, leading: 1.45, bold: true, ..self.base }, Kind::Heading(level));
        self.apart(3.0);
    }

    fn entry(&mut self, who: &[Run], when: &str) {
        self.apart(SPEAKS);
        let (x, width) = (self.left, self.right - self.left);
        let beside = [Run::aside(when)];
        let taken = crate::line::widths(&mut self.shapers, &beside, &self.base).0.min(width / 2.0) + 1.0;
        let node = self.nodes.add(Kind::Heading(2));
        let spots = [
            Spot { x, width: (width - taken - 12.0).max(1.0), runs: who, base: self.base, node, right: false },
            Spot { x: x + width - taken, width: taken, runs: &beside, base: self.base, node, right: true },
        ];
        let first = self.strips.len();
        let edge = Edge { above: Some((x, width, color::RULE)), below: None, top: 7.0, bottom: 0.0, keep: true };
        self.row(&spots, &edge);
        let said: String = who.iter().map(|run| run.text.as_str()).collect();
        if let Some(strip) = self.strips.get_mut(first) {
            strip.outline = Some(format!("{said}  {when}"));
        }
        self.apart(4.0);
    }

    fn code(&mut self, runs: &[Run]) {
        self.apart(APART + 5.0);
        let width = self.right - self.left;
        let bar = Bar { id: self.nodes.len(), x: self.left, width, pad: 5.0, ink: color::CODE };
        self.bars.push(bar);
        (self.left, self.right) = (self.left + 8.0, self.right - 8.0);
        self.paragraph(runs, Base { size: 9.0, leading: 1.5, ..self.base }, Kind::Code);
        (self.left, self.right) = (self.left - 8.0, self.right + 8.0);
        self.bars.retain(|one| one.id != bar.id);
        self.apart(APART + 5.0);
    }

    /// Moves in, unless there is no room left for it.
    fn indented(&mut self, by: f32, draw: impl FnOnce(&mut Self)) {
        let by = if self.right - self.left - by < NARROWEST { 0.0 } else { by };
        self.left += by;
        draw(self);
        self.left -= by;
    }

    fn aside(&mut self, tone: Tone, blocks: &[Block]) {
        let (ink, width, kind) = match tone {
            Tone::Quote => (color::QUOTE, 2.0, Kind::Quote),
            Tone::Note => (color::NOTE, 3.0, Kind::Division),
            Tone::Plain => (color::RULE, 1.0, Kind::Division),
        };
        self.apart(if tone == Tone::Quote { APART + 2.0 } else { SPEAKS });
        let node = self.nodes.open(kind);
        let bar = Bar { id: node, x: self.left, width, pad: 0.0, ink };
        let base = self.base;
        if tone == Tone::Quote {
            self.base = QUOTED;
        }
        self.bars.push(bar);
        self.indented(12.0, |flow| flow.blocks(blocks));
        self.bars.retain(|one| one.id != node);
        self.base = base;
        self.nodes.close();
        self.apart(if tone == Tone::Quote { APART + 2.0 } else { SPEAKS });
    }

    fn list(&mut self, first: Option<u64>, items: &[Vec<Block>]) {
        self.apart(APART);
        self.nodes.open(Kind::List(first.is_some()));
        for (nth, item) in items.iter().enumerate() {
            if self.full {
                break;
            }
            let sign = first.map_or("•".to_owned(), |first| format!("{}.", first.saturating_add(nth as u64)));
            self.item(&sign, item);
        }
        self.nodes.close();
        self.apart(APART);
    }

    fn item(&mut self, sign: &str, blocks: &[Block]) {
        self.gap = self.gap.min(APART);
        self.nodes.open(Kind::Item);
        let label = self.nodes.add(Kind::Label);
        self.nodes.open(Kind::ItemBody);
        let (edge, first) = (self.left, self.strips.len());
        self.indented(INDENT, |flow| {
            // What stands in a list stands close.
            for (nth, block) in blocks.iter().enumerate() {
                if nth == 0 {
                    flow.gap = flow.gap.min(APART);
                }
                match block {
                    Block::Paragraph(runs) => {
                        flow.apart(2.0);
                        flow.paragraph(runs, flow.base, Kind::Paragraph);
                    }
                    block => flow.block(block),
                }
            }
            if flow.strips.len() == first {
                flow.paragraph(&[], flow.base, Kind::Paragraph);
            }
        });
        self.nodes.close();
        self.nodes.close();
        let line = lines(&mut self.shapers, &[Run::plain(sign)], &self.base, f32::INFINITY).pop().unwrap_or_default();
        let x = edge + (INDENT - 5.0 - line.width).max(-8.0);
        let drop = self.base.drop();
        if let Some(strip) = self.strips.get_mut(first) {
            strip.sets.insert(0, Set { x, drop, line, node: label });
        }
        self.apart(2.0);
    }

    fn facts(&mut self, facts: &[(String, String)]) {
        self.apart(APART);
        let names: Vec<[Run; 1]> = facts
            .iter()
            .map(|(name, _)| {
                let run = Run::plain(name.as_str());
                [Run { style: crate::Style { faint: true, ..run.style }, ..run }]
            })
            .collect();
        let width = self.right - self.left;
        let (mut column, base) = (0.0_f32, Base { leading: 1.7, ..self.base });
        for name in &names {
            column = column.max(crate::line::widths(&mut self.shapers, name, &base).0);
        }
        let column = (column + 16.0).min(width * 0.4);
        for ((_, what), name) in facts.iter().zip(&names) {
            let node = self.nodes.add(Kind::Paragraph);
            let what = [Run::plain(what.as_str())];
            let spots = [
                Spot { x: self.left, width: column - 8.0, runs: name, base, node, right: false },
                Spot { x: self.left + column, width: width - column, runs: &what, base, node, right: false },
            ];
            self.row(&spots, &Edge { keep: true, ..Edge::default() });
        }
        self.apart(12.0);
    }

    fn picture(&mut self, name: &str, words: &str, wide: Option<f32>) {
        let Some(image) = self.pictures.image(name) else {
            let text = if words.is_empty() { self.words.no_picture.clone() } else { format!("[{words}]") };
            self.apart(APART);
            self.paragraph(&[Run::aside(text)], self.base, Kind::Paragraph);
            return self.apart(APART);
        };
        let (pixels, lines) = (image.size().0 as f32, image.size().1 as f32);
        let (room, tallest) = (self.right - self.left, self.sheet.room() * 0.6);
        let wish = wide.unwrap_or(pixels).clamp(1.0, pixels) * PIXEL;
        let width = wish.min(room).min(tallest * pixels / lines).max(1.0);
        let height = (width * lines / pixels).clamp(0.5, tallest);
        let node = self.nodes.add(Kind::Figure);
        let alt = if words.is_empty() { name } else { words };
        self.nodes.say(node, if alt.starts_with("data:") { "" } else { alt });
        self.apart(8.0);
        let picture = Some(Shown { image, x: self.left, width, height, node });
        self.put(Strip { height, picture, ..Strip::default() });
        self.apart(8.0);
    }
}
