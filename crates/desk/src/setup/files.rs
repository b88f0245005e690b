//! The files that macros show and take along. Each macro lists its own; the bytes stand beside everything else, once each,
//! under their digest, so that what was damaged on its way is noticed. Doors put them in and take them out: verbs know
//! files by their digests.

use super::file::{FilePart, MacroPart, SetUp};
use super::{LARGEST_FILE, MOST_FILE_OCTETS, Part, SetUpFault};
use crate::Refusal;
use crate::conversation::{NewAttachment, file_name, is_shown, plain_type};
use base::{CleanHtml, Digest, Language};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The bytes of a file, in base64.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Contents(String);

impl Contents {
    pub fn of(octets: &[u8]) -> Self {
        Self(STANDARD.encode(octets))
    }

    /// # Errors
    /// They are not what they were.
    pub fn octets(&self) -> Result<Vec<u8>, Refusal> {
        STANDARD.decode(&self.0).map_err(|_| Refusal::SetUpFileBroken)
    }
}

impl fmt::Debug for Contents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Contents({})", self.0.len())
    }
}

impl FilePart {
    /// As an upload is taken.
    fn wish(&self) -> Result<NewAttachment, Refusal> {
        if self.size > LARGEST_FILE {
            return Err(Refusal::SetUpFilesTooLarge);
        } else if self.inline && !is_shown(&self.content_type) {
            return Err(Refusal::SetUpFileBroken);
        }
        Ok(NewAttachment {
            digest: self.digest.clone(),
            name: file_name(&self.name),
            content_type: plain_type(&self.content_type),
            size: self.size,
            inline: self.inline,
            content_id: Some(self.id.to_string()),
        })
    }
}

impl MacroPart {
    /// Each under the number that it has in the file.
    pub(super) fn attachments(&self) -> Result<Vec<NewAttachment>, Refusal> {
        let numbers: BTreeSet<i64> = self.files.iter().map(|file| file.id).collect();
        if numbers.len() != self.files.len() {
            return Err(Refusal::SetUpTwice);
        }
        self.files.iter().map(FilePart::wish).collect()
    }

    /// What it says, with those of its pictures that there are.
    pub(super) fn form(&self, html: &str) -> CleanHtml {
        let is_there = |id: &str| self.files.iter().any(|file| file.inline && file.id.to_string() == id);
        CleanHtml::clean(html).map_images(|id| is_there(id).then(|| format!("cid:{id}")))
    }
}

impl SetUp {
    /// What its files are known by, each once.
    pub fn digests(&self) -> BTreeSet<Digest> {
        self.macros.iter().flat_map(|one| &one.files).map(|file| file.digest.clone()).collect()
    }

    pub fn put_in(&mut self, octets: &[u8]) {
        self.files.insert(Digest::of(octets), Contents::of(octets));
    }

    /// Of its octets, those that are files.
    pub(super) fn octets_of_files(&self) -> usize {
        self.files.values().map(|contents| contents.0.len()).sum()
    }

    /// Every file that something names is there and whole, and no other.
    pub(super) fn has_its_files(&self) -> Result<(), SetUpFault> {
        let (mut sizes, mut sum): (BTreeMap<&Digest, i64>, i64) = (BTreeMap::new(), 0);
        for (one, file) in self.macros.iter().flat_map(|one| one.files.iter().map(move |file| (one, file))) {
            let wrong = |refusal| SetUpFault {
                part: Some(Part::Files),
                name: format!("{}: {}", one.name.of(Language::default()), file.name),
                refusal,
            };
            let size = match sizes.get(&file.digest) {
                Some(size) => *size,
                None => {
                    let size = self.size_of(&file.digest).map_err(wrong)?;
                    sizes.insert(&file.digest, size);
                    sum += size;
                    size
                }
            };
            if size != file.size {
                return Err(wrong(Refusal::SetUpFileBroken));
            } else if sum > MOST_FILE_OCTETS {
                return Err(wrong(Refusal::SetUpFilesTooLarge));
            }
        }
        // What nothing names would lie about for ever.
        if sizes.len() == self.files.len() { Ok(()) } else { Err(Refusal::SetUpUnreadable.into()) }
    }

    fn size_of(&self, digest: &Digest) -> Result<i64, Refusal> {
        let octets = self.files.get(digest).ok_or(Refusal::SetUpFileBroken)?.octets()?;
        if Digest::of(&octets) == *digest { Ok(octets.len() as i64) } else { Err(Refusal::SetUpFileBroken) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setup::{Ids, LARGEST};

    /// A set-up of one macro with these bytes as its picture and once more beside it.
    fn carrying(octets: &[u8]) -> SetUp {
        let file = |id, inline| FilePart {
            id,
            name: "../lid.png".into(),
            content_type: "image/png; x=y".into(),
            size: octets.len() as i64,
            digest: Digest::of(octets),
            inline,
        };
        let text = r#"{"kippu":"setup","version":1,"name":{"en":"Test"},"macros":[{"id":1,"name":"Lid","shortcut":"lid",
            "html":{"en":"<p>Lid <img src=\"cid:1\"><img src=\"cid:7\"></p>"}}]}"#;
        let mut setup = SetUp::read(text).unwrap();
        setup.macros[0].files = vec![file(1, true), file(2, false)];
        setup.put_in(octets);
        setup
    }

    fn refused(setup: &SetUp) -> (Option<Part>, Refusal) {
        let fault = SetUp::read(&setup.written()).unwrap_err();
        (fault.part, fault.refusal)
    }

    #[test]
    fn a_file_goes_along_once_and_comes_as_an_upload_does() {
        let setup = carrying(b"\x89PNG");
        assert_eq!(SetUp::read(&setup.written()).as_ref(), Ok(&setup));
        assert_eq!((setup.files.len(), setup.count(Part::Files)), (1, 2));
        let wish = setup.macros[0].wish(&Ids::default(), Language::English).unwrap();
        assert_eq!(wish.html_en.image_ids(), ["1"], "a picture that is not there is none");
        let files: Vec<_> = wish.files.iter().map(|file| (file.name.as_str(), file.content_type.as_str())).collect();
        assert_eq!(files, [("lid.png", "image/png"); 2]);
        let octets: Vec<_> = setup.files.values().map(Contents::octets).collect();
        assert_eq!(octets, [Ok(b"\x89PNG".to_vec())]);
    }

    #[test]
    fn what_is_damaged_missing_or_no_picture_is_refused() {
        let whole = carrying(b"\x89PNG");
        let contents = |text: &str| {
            let mut setup = whole.clone();
            setup.files.values_mut().for_each(|contents| *contents = Contents(text.into()));
            refused(&setup)
        };
        let broken = (Some(Part::Files), Refusal::SetUpFileBroken);
        assert_eq!(contents("no base64"), broken);
        assert_eq!(contents(&STANDARD.encode("other")), broken);
        let mut missing = whole.clone();
        missing.files.clear();
        assert_eq!(refused(&missing), broken);
        let mut longer = whole.clone();
        longer.macros[0].files[1].size += 1;
        assert_eq!(refused(&longer), broken);
        let mut page = whole.clone();
        page.macros[0].files[0].content_type = "text/html".into();
        assert_eq!(refused(&page), (Some(Part::Macros), Refusal::SetUpFileBroken));
        let mut twice = whole.clone();
        twice.macros[0].files[1].id = 1;
        assert_eq!(refused(&twice), (Some(Part::Macros), Refusal::SetUpTwice));
        let mut more = whole;
        more.put_in(b"nothing names it");
        assert_eq!(refused(&more), (None, Refusal::SetUpUnreadable));
    }

    #[test]
    fn files_are_bounded_each_and_together() {
        let most = LARGEST_FILE as usize;
        let whole = carrying(&vec![b'a'; most]);
        assert!(SetUp::read(&whole.written()).is_ok(), "they do not count as words");
        let larger = carrying(&vec![b'a'; most + 1]);
        assert_eq!(refused(&larger), (Some(Part::Macros), Refusal::SetUpFilesTooLarge));
        let mut many = whole;
        for (n, octets) in [vec![b'b'; most], vec![b'c'; 1]].into_iter().enumerate() {
            let file = FilePart {
                id: 3 + n as i64,
                size: octets.len() as i64,
                digest: Digest::of(&octets),
                ..many.macros[0].files[1].clone()
            };
            many.macros[0].files.push(file);
            many.put_in(&octets);
        }
        assert_eq!(refused(&many), (Some(Part::Files), Refusal::SetUpFilesTooLarge));
        let mut words = carrying(b"a");
        words.macros[0].text.en = "x".repeat(LARGEST);
        assert_eq!(refused(&words), (None, Refusal::SetUpTooLarge));
    }
}
