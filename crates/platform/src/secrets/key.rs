//! The one key behind all of the installation's secrets, and the file it lives in.

use super::SecretFault;
use crate::Hidden;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hkdf::Hkdf;
use sha2::Sha256;
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;
use std::sync::Arc;
use zeroize::Zeroizing;

const LENGTH: usize = 32;

#[derive(Clone)]
pub struct MasterKey(Arc<Zeroizing<[u8; LENGTH]>>);

impl MasterKey {
    pub fn random() -> Self {
        let mut bytes = Zeroizing::new([0u8; LENGTH]);
        getrandom::fill(bytes.as_mut()).expect("the operating system has a source of randomness");
        Self(Arc::new(bytes))
    }

    pub fn from_base64(text: &Hidden, source: &str) -> Result<Self, SecretFault> {
        let bytes = Zeroizing::new(STANDARD.decode(text.reveal()).unwrap_or_default());
        Self::from_bytes(&bytes).ok_or_else(|| fault(source.as_ref(), "it does not hold 32 bytes in base64"))
    }

    /// Reads `secret.key`, or makes it when there is none.
    pub fn in_folder(folder: &Path) -> Result<Self, SecretFault> {
        let path = folder.join("secret.key");
        match read(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                create(folder, &path).map_err(|error| fault(&path, error))?;
                // Whoever came first made it: read what is there, not what we made.
                Self::read(&path)
            }
            Ok(_) | Err(_) => Self::read(&path),
        }
    }

    fn read(path: &Path) -> Result<Self, SecretFault> {
        let bytes = read(path).map_err(|error| fault(path, error))?;
        Self::from_bytes(&bytes).ok_or_else(|| fault(path, "it does not hold 32 bytes"))
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Some(Self(Arc::new(Zeroizing::new(bytes.try_into().ok()?))))
    }

    /// A key for one purpose; the purpose is a path (`sign`, `reply`) whose parts cannot run into each other.
    pub fn derive(&self, purpose: &[&str]) -> Zeroizing<[u8; LENGTH]> {
        let info: Vec<String> = purpose.iter().map(|part| format!("{}:{part}", part.len())).collect();
        let mut key = Zeroizing::new([0u8; LENGTH]);
        Hkdf::<Sha256>::new(Some(b"kippu"), self.0.as_ref().as_ref())
            .expand(info.concat().as_bytes(), key.as_mut())
            .expect("32 bytes are within what HKDF gives");
        key
    }
}

/// The bytes of the file, one more than a key has so that a longer one is noticed. Others on the machine are shut out.
fn read(path: &Path) -> std::io::Result<Zeroizing<Vec<u8>>> {
    let file = File::open(path)?;
    if file.metadata()?.permissions().mode() & 0o077 != 0 {
        file.set_permissions(Permissions::from_mode(0o600))?;
    }
    let mut bytes = Zeroizing::new(Vec::with_capacity(LENGTH + 1));
    file.take(LENGTH as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Written aside and linked into place: of two processes that start at once one wins, and nobody sees half a key.
fn create(folder: &Path, path: &Path) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    let aside = folder.join(format!(".secret.key.{}", base::Token::random().reveal()));
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&aside)?;
    file.write_all(MasterKey::random().0.as_ref().as_ref())?;
    file.sync_all()?;
    let linked = fs::hard_link(&aside, path);
    fs::remove_file(&aside)?;
    File::open(folder)?.sync_all()?;
    match linked {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

fn fault(path: &Path, reason: impl ToString) -> SecretFault {
    SecretFault::Key { file: path.display().to_string(), reason: reason.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn the_key_is_made_once_and_only_its_owner_may_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let first = MasterKey::in_folder(folder.path()).unwrap().derive(&["test"]);
        let second = MasterKey::in_folder(folder.path()).unwrap().derive(&["test"]);
        assert_eq!(first, second);
        assert_eq!(mode(&folder.path().join("secret.key")), 0o600);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn everyone_who_starts_at_once_gets_the_same_key() {
        let folder = tempfile::tempdir().unwrap();
        let start = || MasterKey::in_folder(folder.path()).unwrap().derive(&["test"]);
        let keys: Vec<_> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(start)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert!(keys.iter().all(|key| *key == keys[0]));
    }

    #[test]
    fn a_key_restored_for_all_to_read_is_shut_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret.key");
        fs::write(&path, [7; LENGTH]).unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
        MasterKey::in_folder(folder.path()).unwrap();
        assert_eq!(mode(&path), 0o600);
    }

    #[test]
    fn a_key_of_another_length_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret.key");
        for wrong in [vec![], vec![7; LENGTH - 1], vec![7; LENGTH + 1]] {
            fs::write(&path, &wrong).unwrap();
            assert!(MasterKey::in_folder(folder.path()).is_err());
            assert_eq!(fs::read(&path).unwrap(), wrong);
        }
    }

    #[test]
    fn a_purpose_is_not_another_purpose_cut_elsewhere() {
        let key = MasterKey::random();
        assert_ne!(key.derive(&["sign", "reply"]), key.derive(&["signreply"]));
        assert_ne!(key.derive(&["sign", "reply"]), key.derive(&["signr", "eply"]));
    }
}
