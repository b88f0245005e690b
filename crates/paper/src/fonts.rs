//! Fonts: which one holds a character, and how wide a text is in it.

use harfrust::{Direction, ShapeOptions, Shaper, ShaperData, UnicodeBuffer};
use krilla::Data;
use krilla::text::Font;
use skrifa::charmap::Charmap;
use skrifa::{FontRef, MetadataProvider};
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

/// Stands for a character that no font holds. What is copied or searched is the character itself.
const UNKNOWN: char = '□';

/// In the order in which they are asked.
pub struct Fonts(Vec<Face>);

struct Face {
    data: Data,
    font: Font,
}

impl Fonts {
    /// The first holds most of what is written. What cannot be read as a font (TTF, OTF) is left out and counted.
    pub fn new(files: impl IntoIterator<Item = Arc<dyn AsRef<[u8]> + Send + Sync>>) -> (Self, usize) {
        let mut broken = 0;
        let mut faces = Vec::new();
        for file in files {
            let data = Data::from(file);
            let sound = FontRef::new(data.as_ref()).is_ok_and(|font| font.charmap().has_map());
            match Font::new(data.clone(), 0).filter(|_| sound) {
                Some(font) => faces.push(Face { data, font }),
                None => broken += 1,
            }
        }
        (Self(faces), broken)
    }

    pub(crate) fn font(&self, face: usize) -> &Font {
        &self.0[face].font
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn shapers(&self) -> Vec<(FontRef<'_>, ShaperData)> {
        let refs = self.0.iter().filter_map(|face| FontRef::new(face.data.as_ref()).ok());
        refs.map(|font| (font.clone(), ShaperData::new(&font))).collect()
    }
}

/// One glyph; all lengths in ems.
#[derive(Clone, Debug)]
pub(crate) struct Glyph {
    pub(crate) id: u32,
    pub(crate) advance: f32,
    pub(crate) dx: f32,
    pub(crate) dy: f32,
    /// Which octets of the text it stands for.
    pub(crate) text: Range<usize>,
}

/// A text as glyphs of one font, from left to right.
#[derive(Debug)]
pub(crate) struct Shaped {
    pub(crate) glyphs: Vec<Glyph>,
    pub(crate) width: f32,
}

/// Shapes texts, each once.
pub(crate) struct Shapers<'f> {
    faces: Vec<(Shaper<'f>, Charmap<'f>)>,
    holders: HashMap<char, Option<usize>>,
    /// By font and direction.
    known: HashMap<(usize, bool), HashMap<Box<str>, Rc<Shaped>>>,
}

/// Texts longer than this are not remembered: they hardly come twice.
const REMEMBERED: usize = 64;

impl<'f> Shapers<'f> {
    pub(crate) fn new(fonts: &'f [(FontRef<'f>, ShaperData)]) -> Self {
        let face = |(font, data): &'f (FontRef<'f>, ShaperData)| (data.shaper(font).build(), font.charmap());
        Self { faces: fonts.iter().map(face).collect(), holders: HashMap::new(), known: HashMap::new() }
    }

    /// The font that holds a character. None: nobody does.
    pub(crate) fn holder(&mut self, c: char) -> Option<usize> {
        let faces = &self.faces;
        *self.holders.entry(c).or_insert_with(|| faces.iter().position(|(_, charmap)| charmap.map(c).is_some()))
    }

    pub(crate) fn shape(&mut self, face: usize, leftwards: bool, text: &str) -> Rc<Shaped> {
        let known = self.known.entry((face, leftwards)).or_default();
        if let Some(shaped) = known.get(text) {
            return shaped.clone();
        }
        let shaped = Rc::new(shape(&self.faces[face].0, leftwards, text));
        if text.len() <= REMEMBERED {
            known.insert(text.into(), shaped.clone());
        }
        shaped
    }

    /// A mark for each character that nobody holds, and the font of the mark.
    pub(crate) fn unknown(&mut self, text: &str) -> (usize, Rc<Shaped>) {
        let face = self.holder(UNKNOWN).unwrap_or(0);
        let mark = self.shape(face, false, UNKNOWN.encode_utf8(&mut [0; 4]));
        let mut glyphs: Vec<Glyph> = Vec::new();
        for (at, c) in text.char_indices() {
            let end = at + c.len_utf8();
            match glyphs.last_mut() {
                // What only changes the character before has no mark of its own.
                Some(last) if clings(c) => last.text.end = end,
                Some(_) | None => glyphs.extend(mark.glyphs.iter().map(|one| Glyph { text: at..end, ..one.clone() })),
            }
        }
        let width = glyphs.iter().map(|glyph| glyph.advance).sum();
        (face, Rc::new(Shaped { glyphs, width }))
    }
}

/// It only changes the character before it, or is not seen at all: it stays in that one's font.
pub(crate) fn clings(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{20d0}'..='\u{20ff}' | '\u{3099}'..='\u{309a}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0000}'..='\u{e01ef}')
}

fn shape(shaper: &Shaper<'_>, leftwards: bool, text: &str) -> Shaped {
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    buffer.set_direction(if leftwards { Direction::RightToLeft } else { Direction::LeftToRight });
    let shaped = shaper.shape(buffer, ShapeOptions::new());
    let em = (shaper.units_per_em() as f32).max(1.0);
    let mut starts: Vec<usize> = shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
    starts.sort_unstable();
    starts.dedup();
    let end = |start: usize| {
        let next = starts.partition_point(|known| *known <= start);
        starts.get(next).copied().unwrap_or(text.len())
    };
    let pairs = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
    let glyphs: Vec<Glyph> = pairs
        .map(|(info, place)| Glyph {
            id: info.glyph_id,
            advance: place.x_advance as f32 / em,
            dx: place.x_offset as f32 / em,
            dy: place.y_offset as f32 / em,
            text: info.cluster as usize..end(info.cluster as usize),
        })
        .collect();
    let width = glyphs.iter().map(|glyph| glyph.advance).sum();
    Shaped { glyphs, width }
}
