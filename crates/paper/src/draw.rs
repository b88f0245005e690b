//! Pages become a PDF, by krilla.

use crate::color::Ink;
use crate::document::Document as Paper;
use crate::flow::{Bar, Shown};
use crate::fonts::{Fonts, Glyph};
use crate::line::{Line, Piece};
use crate::page::{FOOT, HEAD, Laid, Placed, Sheet};
use crate::tags::Nodes;
use crate::{Unprintable, color};
use krilla::Document;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag};
use krilla::text::{GlyphId, KrillaGlyph};
use std::sync::Arc;

/// A place to click: which part of which node, where it leads, and where it is.
struct Click {
    node: usize,
    part: usize,
    link: Arc<str>,
    rect: Rect,
}

pub(crate) fn draw(paper: &Paper, fonts: &Fonts, laid: Laid) -> Result<Vec<u8>, Unprintable> {
    let Laid { sheet, pages, mut nodes, running, house, foot, numbers } = laid;
    let mut document = Document::new();
    document.set_metadata(metadata(paper));
    let mut outline = Outline::new();
    for (nth, (placed, number)) in pages.iter().zip(&numbers).enumerate() {
        let settings = PageSettings::from_wh(sheet.width, sheet.height);
        let mut page = document.start_page_with(settings.ok_or_else(|| Unprintable("no such page".to_owned()))?);
        let mut pen = Pen { surface: page.surface(), fonts, clicks: Vec::new() };
        let running = (nth > 0).then_some(&running);
        pen.around(&sheet, running, &house, &foot, number);
        pen.bars(placed);
        for one in placed {
            pen.strip(one, &mut nodes);
            if let Some(words) = &one.strip.outline {
                let place = Point::from_xy(sheet.side, (one.y - 8.0).max(0.0));
                outline.push_child(OutlineNode::new(words.clone(), XyzDestination::new(nth, place)));
            }
        }
        for Click { node, part, link, rect } in pen.finish() {
            let target = Target::Action(Action::Link(LinkAction::new(link.to_string())));
            let click = Annotation::new_link(LinkAnnotation::new(rect, target), Some(link.to_string()));
            nodes.clicked(node, part, page.add_tagged_annotation(click));
        }
        page.finish();
    }
    document.set_outline(outline);
    document.set_tag_tree(nodes.tree());
    document.finish().map_err(|error| Unprintable(error.to_string()))
}

fn metadata(paper: &Paper) -> Metadata {
    let made = paper.made.in_zone("UTC");
    let part = |n: i8| u8::try_from(n).unwrap_or_default();
    let date = DateTime::new(u16::try_from(made.year()).unwrap_or_default())
        .month(part(made.month()))
        .day(part(made.day()))
        .hour(part(made.hour()))
        .minute(part(made.minute()))
        .second(part(made.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0);
    Metadata::new()
        .title(paper.title.clone())
        .authors(vec![paper.house.clone()])
        .language(paper.language.to_owned())
        .creator("Kippu".to_owned())
        .creation_date(date)
}

struct Pen<'p> {
    surface: Surface<'p>,
    fonts: &'p Fonts,
    clicks: Vec<Click>,
}

fn fill(ink: Ink) -> Fill {
    let [red, green, blue] = ink;
    Fill { paint: rgb::Color::new(red, green, blue).into(), opacity: NormalizedF32::ONE, ..Fill::default() }
}

impl Pen<'_> {
    fn finish(self) -> Vec<Click> {
        self.surface.finish();
        self.clicks
    }

    /// Something that is seen and not read.
    fn decor(&mut self, kind: ArtifactType, draw: impl FnOnce(&mut Self)) {
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
        draw(self);
        self.surface.end_tagged();
    }

    fn rect(&mut self, x: f32, y: f32, width: f32, height: f32, ink: Ink) {
        let Some(rect) = Rect::from_xywh(x, y, width.max(0.1), height.max(0.1)) else { return };
        let mut path = PathBuilder::new();
        path.push_rect(rect);
        if let Some(path) = path.finish() {
            self.surface.set_stroke(None);
            self.surface.set_fill(Some(fill(ink)));
            self.surface.draw_path(&path);
        }
    }

    /// Head and foot.
    fn around(&mut self, sheet: &Sheet, running: Option<&Line>, house: &Line, foot: &Line, number: &Line) {
        let (left, right) = (sheet.side, sheet.width - sheet.side);
        self.decor(ArtifactType::Header, |pen| {
            running.into_iter().for_each(|line| pen.line(line, left, HEAD));
            pen.line(house, right - house.width, HEAD);
            if running.is_some() {
                pen.rect(left, HEAD + 6.5, right - left, 0.4, color::RULE);
            }
        });
        self.decor(ArtifactType::Footer, |pen| {
            pen.line(foot, left, sheet.height - FOOT);
            pen.line(number, right - number.width, sheet.height - FOOT);
        });
    }

    /// Each bar in one piece, from its first strip on the page to its last.
    fn bars(&mut self, placed: &[Placed]) {
        let mut bars: Vec<(Bar, f32, f32)> = Vec::new();
        for one in placed {
            let bottom = one.y + one.strip.height;
            for bar in one.strip.bars.iter() {
                match bars.iter_mut().rev().find(|(known, ..)| known.id == bar.id) {
                    Some((_, _, end)) => *end = bottom,
                    None => bars.push((*bar, one.y, bottom)),
                }
            }
        }
        for (bar, top, bottom) in bars {
            self.decor(ArtifactType::Layout, |pen| {
                pen.rect(bar.x, top - bar.pad, bar.width, bottom - top + 2.0 * bar.pad, bar.ink);
            });
        }
    }

    fn strip(&mut self, placed: &Placed, nodes: &mut Nodes) {
        for rule in &placed.strip.rules {
            let y = placed.y + rule.y - 0.25;
            self.decor(ArtifactType::Layout, |pen| pen.rect(rule.x, y, rule.width, 0.5, rule.ink));
        }
        if let Some(Shown { image, x, width, height, node }) = &placed.strip.picture {
            if let Some(size) = Size::from_wh(*width, *height) {
                let content = self.surface.start_tagged(ContentTag::Other);
                self.surface.push_transform(&Transform::from_translate(*x, placed.y));
                self.surface.draw_image(image.clone(), size);
                self.surface.pop();
                self.surface.end_tagged();
                nodes.content(*node, content);
            }
        }
        for set in &placed.strip.sets {
            let y = placed.y + set.drop;
            let mut rest = set.line.pieces.as_slice();
            while let Some(first) = rest.first() {
                let many = rest.iter().take_while(|piece| piece.link == first.link).count();
                let (alike, others) = rest.split_at(many);
                self.tagged(alike, set.x, y, set.node, nodes);
                rest = others;
            }
        }
    }

    /// Pieces that lead to one place, or nowhere.
    fn tagged(&mut self, pieces: &[Piece], x: f32, y: f32, node: usize, nodes: &mut Nodes) {
        for piece in pieces {
            self.ground(piece, x, y);
        }
        let content = self.surface.start_tagged(ContentTag::Span(SpanTag::empty()));
        pieces.iter().for_each(|piece| self.piece(piece, x, y));
        self.surface.end_tagged();
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return };
        let Some(link) = &first.link else { return nodes.content(node, content) };
        let part = nodes.link(node, content);
        let (size, end) = (first.look.size, x + last.x + last.width);
        if let Some(rect) = Rect::from_ltrb(x + first.x, y - size, end.max(x + first.x + 0.1), y + size * 0.25) {
            self.clicks.push(Click { node, part, link: link.clone(), rect });
        }
    }

    fn line(&mut self, line: &Line, x: f32, y: f32) {
        line.pieces.iter().for_each(|piece| self.piece(piece, x, y));
    }

    /// What is behind the letters.
    fn ground(&mut self, piece: &Piece, x: f32, y: f32) {
        if let Some(ink) = piece.look.back {
            let size = piece.look.size;
            self.decor(ArtifactType::Layout, |pen| pen.rect(x + piece.x, y - size, piece.width, size * 1.3, ink));
        }
    }

    fn piece(&mut self, piece: &Piece, x: f32, y: f32) {
        let (look, x) = (&piece.look, x + piece.x);
        let paint = fill(look.ink);
        let bold = Stroke { paint: paint.paint.clone(), width: look.size * 0.032, ..Stroke::default() };
        self.surface.set_fill(Some(paint));
        self.surface.set_stroke(look.bold.then_some(bold));
        if look.italic {
            self.surface.push_transform(&Transform::from_row(1.0, 0.0, -0.2, 1.0, 0.2 * y, 0.0));
        }
        let glyphs: Vec<KrillaGlyph> = piece.glyphs.iter().map(glyph).collect();
        let font = self.fonts.font(piece.face).clone();
        self.surface.draw_glyphs(Point::from_xy(x, y), &glyphs, font, &piece.text, look.size, false);
        if look.italic {
            self.surface.pop();
        }
        if look.struck {
            self.rect(x, y - look.size * 0.32, piece.width, 0.6, look.ink);
        }
    }
}

fn glyph(glyph: &Glyph) -> KrillaGlyph {
    let Glyph { id, advance, dx, dy, text } = glyph;
    KrillaGlyph::new(GlyphId::new(*id), *advance, *dx, *dy, 0.0, text.clone(), None)
}
