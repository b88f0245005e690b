//! Where PDFs are made: one at a time, beside the threads that serve, with the fonts of the house.

use crate::assets;
use desk::Fault;
use paper::{Document, Fonts, Pictures};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use tokio::sync::Semaphore;

/// Fonts that come with Kippu: Japanese, Latin, Greek and Cyrillic; then pictographs.
const OURS: [&str; 2] = ["paper.ttf", "paper-emoji.ttf"];
/// Of the folder: how many files, and octets of one.
const FILES: usize = 20;
const OCTETS: u64 = 40_000_000;

type Bytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

pub struct Press {
    /// Further fonts lie here.
    folder: Option<PathBuf>,
    /// Read when the first PDF is made, and kept.
    fonts: OnceLock<Fonts>,
    place: Arc<Semaphore>,
}

impl Default for Press {
    fn default() -> Self {
        Self { folder: None, fonts: OnceLock::new(), place: Arc::new(Semaphore::new(1)) }
    }
}

impl Press {
    pub fn with_fonts_in(folder: PathBuf) -> Self {
        Self { folder: Some(folder), ..Self::default() }
    }

    pub(crate) async fn print(self: Arc<Self>, document: Document, pictures: Pictures) -> Result<Vec<u8>, Fault> {
        let place = self.place.clone().acquire_owned().await.map_err(Fault::new)?;
        let work = move || {
            // Whoever asked may be gone; the place is free when the work is done.
            let _place = place;
            paper::print(&document, self.fonts(), pictures)
        };
        tokio::task::spawn_blocking(work).await.map_err(Fault::new)?.map_err(Fault::new)
    }

    fn fonts(&self) -> &Fonts {
        self.fonts.get_or_init(|| {
            let ours = OURS.iter().filter_map(|name| assets::held(name)).map(|bytes| Arc::new(bytes) as Bytes);
            let (fonts, broken) = Fonts::new(ours.chain(self.folder.iter().flat_map(|folder| theirs(folder))));
            if broken > 0 {
                tracing::warn!(broken, "some files in the folder of fonts cannot be read as a font");
            }
            fonts
        })
    }
}

/// By name; a folder that is not there holds none.
fn theirs(folder: &Path) -> Vec<Bytes> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.retain(|file| {
        let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let fits = std::fs::metadata(file).is_ok_and(|file| file.is_file() && file.len() <= OCTETS);
        fits && (ending.eq_ignore_ascii_case("ttf") || ending.eq_ignore_ascii_case("otf"))
    });
    files.sort();
    files.truncate(FILES);
    files.iter().filter_map(|file| std::fs::read(file).ok()).map(|bytes| Arc::new(bytes) as Bytes).collect()
}
