//! Files that stand in a field: their bytes are in the blob store, what the field holds is a line for each.

use crate::Refusal;
use base::Digest;
use serde::{Deserialize, Serialize};

/// Files of one field, and megabytes of one file.
pub const MOST_FILES: u8 = 10;
pub const LARGEST_FILE: u32 = 25;
/// Endings that a field may be kept to.
const MOST_TYPES: usize = 30;
const LONGEST_NAME: usize = 150;

/// What a field of files takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileBounds {
    /// Files.
    pub most: u8,
    /// Megabytes of each.
    pub largest: u32,
    /// Endings without a point, in lower case; none: whatever comes.
    #[serde(default)]
    pub types: Vec<String>,
}

/// One of them. The proof says that the desk itself took it in: without one, a form could name what it was never given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldFile {
    pub name: String,
    pub content_type: String,
    /// Bytes.
    pub size: i64,
    pub digest: Digest,
    pub proof: String,
}

impl Default for FileBounds {
    fn default() -> Self {
        Self { most: 3, largest: 10, types: Vec::new() }
    }
}

impl FileBounds {
    /// # Errors
    /// Nothing could be put in, or more than the desk takes anywhere.
    pub fn sound(&self) -> Result<(), Refusal> {
        let ending = |ending: &String| {
            (1..=10).contains(&ending.len())
                && ending.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        let counted = (1..=MOST_FILES).contains(&self.most) && (1..=LARGEST_FILE).contains(&self.largest);
        if counted && self.types.len() <= MOST_TYPES && self.types.iter().all(ending) {
            Ok(())
        } else {
            Err(Refusal::BoundsInvalid)
        }
    }

    /// `pdf, .PNG jpeg` as people write it.
    pub fn types_of(text: &str) -> Vec<String> {
        let words = text.split([',', ' ', '、', '　', ';']);
        let clean = words.map(|word| word.trim().trim_start_matches(['.', '*']).to_lowercase());
        let mut types: Vec<String> = clean.filter(|word| !word.is_empty()).collect();
        types.dedup();
        types
    }

    /// # Errors
    /// A file is too large or of another kind, or there are too many.
    pub(super) fn take(&self, files: &[FieldFile]) -> Result<(), Refusal> {
        if files.len() > usize::from(self.most) {
            return Err(Refusal::FieldFilesTooMany);
        }
        let limit = i64::from(self.largest) * 1024 * 1024;
        for file in files {
            let ending = file.name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
            if file.size < 1 || file.size > limit {
                return Err(Refusal::FieldFileTooLarge);
            } else if !self.types.is_empty() && !self.types.contains(&ending) {
                return Err(Refusal::FieldFileType);
            }
        }
        Ok(())
    }

    /// For the browser's own choice: `.pdf,.png`.
    pub fn accept(&self) -> String {
        self.types.iter().map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(",")
    }
}

impl FieldFile {
    /// The name comes first, so that what is asked of the text is asked of it.
    pub fn written(&self) -> String {
        let Self { name, content_type, size, digest, proof } = self;
        format!("{name}|{content_type}|{size}|{digest}|{proof}")
    }

    /// None: it is none.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.rsplitn(5, '|');
        let (proof, digest, size, content_type, name) =
            (parts.next()?, parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let sound = !name.is_empty() && name.chars().count() <= LONGEST_NAME && !name.chars().any(char::is_control);
        let kind = content_type.len() <= 100 && content_type.chars().all(|c| c.is_ascii_graphic());
        (sound && kind).then_some(())?;
        Some(Self {
            name: name.to_owned(),
            content_type: content_type.to_owned(),
            size: size.parse().ok()?,
            digest: Digest::parse(digest)?,
            proof: proof.to_owned(),
        })
    }

    /// What is signed.
    pub fn told(&self) -> String {
        format!("{}|{}|{}|{}", self.name, self.content_type, self.size, self.digest)
    }

    /// A name that can stand in a line.
    pub fn named(name: &str) -> String {
        let plain: String = name.chars().map(|c| if c == '|' || c.is_control() { '_' } else { c }).collect();
        let count = plain.chars().count();
        // The end says what it is.
        plain.chars().skip(count.saturating_sub(LONGEST_NAME)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, size: i64) -> FieldFile {
        let digest = Digest::of(name.as_bytes());
        FieldFile { name: name.into(), content_type: "application/pdf".into(), size, digest, proof: "p".into() }
    }

    #[test]
    fn a_file_is_read_as_it_was_written() {
        let one = file(&FieldFile::named("見積|書.pdf"), 12);
        assert_eq!(one.name, "見積_書.pdf");
        assert_eq!(FieldFile::read(&one.written()), Some(one));
        for nonsense in ["", "a", "a|b|c|d", "a|b|1|zz|p", "|b|1|zz|p"] {
            assert_eq!(FieldFile::read(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn what_is_too_large_too_many_or_of_another_kind_is_refused() {
        let bounds = FileBounds { most: 2, largest: 1, types: FileBounds::types_of(".PDF, png") };
        assert_eq!(bounds.sound(), Ok(()));
        assert_eq!(bounds.accept(), ".pdf,.png");
        assert_eq!(bounds.take(&[file("a.pdf", 9), file("b.PNG", 9)]), Ok(()));
        assert_eq!(bounds.take(&[file("a.exe", 9)]), Err(Refusal::FieldFileType));
        assert_eq!(bounds.take(&[file("a.pdf", 1024 * 1024 + 1)]), Err(Refusal::FieldFileTooLarge));
        assert_eq!(bounds.take(&vec![file("a.pdf", 9); 3]), Err(Refusal::FieldFilesTooMany));
        assert_eq!(FileBounds { most: 0, ..bounds.clone() }.sound(), Err(Refusal::BoundsInvalid));
        assert_eq!(FileBounds { types: vec!["../x".into()], ..bounds }.sound(), Err(Refusal::BoundsInvalid));
    }
}
