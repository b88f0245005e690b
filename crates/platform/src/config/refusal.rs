//! Why a configuration was not accepted, as one sentence for the person at the terminal.

use super::layers::Source;

/// Why a configuration was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum ConfigRefusal {
    #[error("{key} is {value:?} ({origin}), but it must be {right}.")]
    Wrong { key: &'static str, value: String, origin: Source, right: &'static str },
    #[error("{place} has the key {key:?}, which Kippu does not know. Did you mean {nearest:?}?")]
    Unknown { place: String, key: String, nearest: String },
    #[error("{file} is not a configuration file: {reason}")]
    Unreadable { file: String, reason: String },
    #[error("{file} lies in the data folder and cannot say where the data folder is. Use --data or KIPPU_DATA.")]
    DataInItself { file: String },
    #[error("blobs is an S3 bucket, so {missing} must be set too.")]
    NoKey { missing: &'static str },
}
