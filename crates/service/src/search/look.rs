//! Looking at indexes from outside, while other processes keep them.

use super::mark::{Mark, Standing};
use search::{Broken, Index, Size};
use std::path::Path;

/// An index that a process keeps, or kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    pub size: Size,
    /// Until where the log is in it.
    pub place: desk::event::Place,
    pub standing: Standing,
}

/// Every index beneath a folder; an error for each that cannot be read, which the next start builds again.
pub fn look(folder: &Path) -> Vec<Result<Kept, Broken>> {
    Index::kept(folder).into_iter().map(|kept| kept.and_then(|(size, mark)| known(size, &mark))).collect()
}

fn known(size: Size, mark: &str) -> Result<Kept, Broken> {
    let mark: Mark = serde_json::from_str(mark).map_err(|error| Broken(error.to_string()))?;
    let standing = match &mark.walk {
        Some(walk) => Standing::Building { done: walk.done, total: walk.total },
        None => Standing::Current,
    };
    Ok(Kept { size, place: mark.place, standing })
}
