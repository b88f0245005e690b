//! A desk with files and secrets of its own, as the doors know it.

use channels::desk::{Outside, Premises};
use channels::trust::Examiner;
use platform::blobs::Blobs;
use platform::config::{BlobsConfig, Networks};
use platform::secrets::Secrets;
use std::sync::Arc;
use tempfile::TempDir;
use testing::World;

/// The folder holds the files for as long as somebody holds it.
pub fn premises(world: &World) -> (Premises, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let premises = Premises {
        desk: world.desk.clone(),
        blobs: Arc::new(Blobs::open(&BlobsConfig::Folder(folder.path().to_owned())).unwrap()),
        secrets: Arc::new(Secrets::random()),
        examiner: Examiner::silent(),
        outside: Outside::new(Networks::read("127.0.0.0/8").unwrap()).unwrap(),
        rush: channels::desk::Rush::default(),
        panels: Arc::default(),
        url: "https://desk.example".into(),
    };
    (premises, folder)
}
