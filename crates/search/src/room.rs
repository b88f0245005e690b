//! An index that is open for reading.

use crate::Broken;
use crate::schema::{Fields, TOKENIZER};
use crate::tokenizer::analyzer;
use std::path::Path;
use tantivy::{IndexReader, ReloadPolicy};

#[derive(Clone)]
pub(crate) struct Room {
    pub index: tantivy::Index,
    pub reader: IndexReader,
    pub fields: Fields,
}

impl Room {
    /// What lies in a folder; an error where it is torn, or of another schema.
    pub fn open(folder: &Path) -> Result<Self, Broken> {
        let (schema, _) = Fields::build();
        let index = tantivy::Index::open_in_dir(folder)?;
        if index.schema() == schema { Self::of(index) } else { Err(Broken("the index has another schema".into())) }
    }

    /// An empty one in an empty folder.
    pub fn create(folder: &Path) -> Result<Self, Broken> {
        let (schema, _) = Fields::build();
        Self::of(tantivy::Index::create_in_dir(folder, schema)?)
    }

    pub fn in_memory() -> Result<Self, Broken> {
        let (schema, _) = Fields::build();
        Self::of(tantivy::Index::create_in_ram(schema))
    }

    fn of(index: tantivy::Index) -> Result<Self, Broken> {
        let (_, fields) = Fields::build();
        index.tokenizers().register(TOKENIZER, analyzer());
        // Documents are not stored, so there are no blocks of them to keep.
        let reader =
            index.reader_builder().reload_policy(ReloadPolicy::Manual).doc_store_cache_num_blocks(1).try_into()?;
        Ok(Self { index, reader, fields })
    }
}
