//! Pictures that somebody sent: looked at before they are believed.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use krilla::geom::Size;
use krilla::image::Image;
use krilla::page::PageSettings;
use krilla::{Data, Document};
use std::collections::HashMap;

/// Octets of one picture.
pub(crate) const OCTETS: usize = 10_000_000;
/// Pixels of one picture, and of all in a document.
const PIXELS: u64 = 25_000_000;
const ALL_PIXELS: u64 = 150_000_000;

/// Pictures by name. One whose name is a `data:` address brings itself.
#[derive(Default)]
pub struct Pictures {
    files: HashMap<String, Vec<u8>>,
    seen: HashMap<String, Option<Image>>,
    pixels: u64,
}

impl Pictures {
    /// Octets of all pictures of one document that are worth fetching.
    pub const OCTETS: u64 = 60_000_000;

    pub fn add(&mut self, name: String, bytes: Vec<u8>) {
        self.files.insert(name, bytes);
    }

    /// None: there is none, it is no picture, or it is too big.
    pub(crate) fn image(&mut self, name: &str) -> Option<Image> {
        if let Some(seen) = self.seen.get(name) {
            return seen.clone();
        }
        let bytes = self.files.remove(name).or_else(|| inside(name));
        let image = bytes.and_then(|bytes| self.read(bytes));
        self.seen.insert(name.to_owned(), image.clone());
        image
    }

    fn read(&mut self, bytes: Vec<u8>) -> Option<Image> {
        if bytes.len() > OCTETS {
            return None;
        }
        let read = match bytes.as_slice() {
            [0x89, b'P', b'N', b'G', ..] => Image::from_png,
            [0xff, 0xd8, 0xff, ..] => Image::from_jpeg,
            [b'G', b'I', b'F', b'8', ..] => Image::from_gif,
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Image::from_webp,
            _ => return None,
        };
        let image = read(Data::from(bytes), false).ok()?;
        let pixels = u64::from(image.size().0) * u64::from(image.size().1);
        if pixels == 0 || pixels > PIXELS || self.pixels + pixels > ALL_PIXELS || !is_sound(&image) {
            return None;
        }
        self.pixels += pixels;
        Some(image)
    }
}

/// One broken picture would break the whole document, so each is tried in one of its own.
fn is_sound(image: &Image) -> bool {
    let (Some(page), Some(size)) = (PageSettings::from_wh(10.0, 10.0), Size::from_wh(10.0, 10.0)) else { return false };
    let mut document = Document::new();
    let mut page = document.start_page_with(page);
    let mut surface = page.surface();
    surface.draw_image(image.clone(), size);
    surface.finish();
    page.finish();
    document.finish().is_ok()
}

/// What a `data:` address holds.
fn inside(name: &str) -> Option<Vec<u8>> {
    let (head, data) = name.strip_prefix("data:image/")?.split_once(',')?;
    let data: String = data.chars().filter(|c| !c.is_whitespace()).collect();
    head.ends_with(";base64").then(|| STANDARD.decode(data).ok()).flatten()
}
