//! Forms that bring keys: private ones never go into the file store, they are read in memory and sealed.

use crate::agent::fields::Fields;
use axum::extract::Multipart;
use desk::Refusal;

/// Octets of everything.
const LARGEST: usize = 512 << 10;

/// What came: a file, or the text that was pasted.
#[derive(Default)]
pub struct KeyForm {
    pub file: Vec<u8>,
    pub fields: Fields,
}

impl KeyForm {
    pub async fn read(mut form: Multipart) -> Result<Self, Refusal> {
        let mut read = Self::default();
        let mut left = LARGEST;
        while let Some(mut field) = form.next_field().await.map_err(|_| Refusal::FormIncomplete)? {
            let (name, is_file) = (field.name().unwrap_or_default().to_owned(), field.file_name().is_some());
            let mut bytes = Vec::new();
            while let Some(chunk) = field.chunk().await.map_err(|_| Refusal::FormIncomplete)? {
                left = left.checked_sub(chunk.len()).ok_or(Refusal::KeyUnreadable)?;
                bytes.extend_from_slice(&chunk);
            }
            if is_file && !bytes.is_empty() {
                read.file = bytes;
            } else if !is_file {
                read.fields.0.push((name, String::from_utf8_lossy(&bytes).into_owned()));
            }
        }
        if read.file.is_empty() {
            read.file = read.fields.text("text").as_bytes().to_vec();
        }
        Ok(read)
    }
}
