//! The one place where all is wired: a configuration becomes an open desk with its files and its key.

use base::SystemClock;
use channels::desk::{Outside, Panels, Premises, Rush};
use channels::trust::Examiner;
use platform::blobs::Blobs;
use platform::config::{Config, Database};
use platform::passwords::Passwords;
use platform::secrets::Secrets;
use service::search::{Feed, Finder};
use service::{Desk, Location, Settings, Signer};
use std::sync::Arc;

/// Everything of one installation, open.
pub struct House {
    pub config: Config,
    pub desk: Arc<Desk>,
    pub blobs: Arc<Blobs>,
    pub secrets: Arc<Secrets>,
    pub passwords: Arc<Passwords>,
    pub examiner: Examiner,
    pub outside: Arc<Outside>,
    pub rush: Rush,
    pub panels: Arc<Panels>,
    /// Finds nothing until somebody feeds it ([`House::feed`]).
    pub finder: Arc<Finder>,
}

impl House {
    /// Makes the data folder where it is missing, and brings the database up to date.
    ///
    /// # Errors
    /// A sentence for a terminal.
    pub fn open(config: Config) -> Result<Self, String> {
        let folder = config.data.display();
        std::fs::create_dir_all(&config.data)
            .map_err(|error| format!("the data folder {folder} cannot be made: {error}"))?;
        let secrets = Arc::new(Secrets::open_or_create(&config).map_err(|fault| fault.to_string())?);
        let blobs = Arc::new(Blobs::open(&config.blobs).map_err(|fault| fault.to_string())?);
        let settings = Settings {
            location: location(&config),
            clock: Arc::new(SystemClock),
            signer: Arc::new(Key(secrets.clone())),
        };
        let copy = config.database_read.as_ref().map(place);
        let desk =
            Desk::open_with_copy(settings, copy).map_err(|fault| format!("the database cannot be opened: {fault}"))?;
        let passwords = Arc::new(Passwords::new(config.workers));
        let examiner = examiner(&config)?;
        let outside = Outside::new(config.outgoing_allow.clone()).map_err(|fault| fault.to_string())?;
        let (finder, rush, panels) = (Arc::default(), Rush::default(), Arc::default());
        Ok(Self { config, desk, blobs, secrets, passwords, examiner, outside, finder, rush, panels })
    }
}

impl House {
    /// Keeps the search index of this process in the data folder.
    pub fn feed(&self) -> Feed {
        Feed::into(self.finder.clone(), self.config.data.join("search"))
    }

    /// What the mail doors hold of it.
    pub fn premises(&self) -> Premises {
        let (desk, blobs, secrets) = (self.desk.clone(), self.blobs.clone(), self.secrets.clone());
        let (examiner, outside, rush) = (self.examiner.clone(), self.outside.clone(), self.rush.clone());
        let panels = self.panels.clone();
        Premises { desk, blobs, secrets, examiner, outside, rush, panels, url: self.config.url() }
    }
}

/// Who asks the DNS about messages, as the configuration has it.
pub fn examiner(config: &Config) -> Result<Examiner, String> {
    Examiner::new(&config.dns, config.mail_hosts.clone())
}

pub fn location(config: &Config) -> Location {
    place(&config.database)
}

fn place(database: &Database) -> Location {
    match database {
        Database::Sqlite(path) => Location::File(path.clone()),
        Database::Postgres(url) => Location::Postgres(url.reveal().to_owned()),
    }
}

/// Signs with the installation's key.
pub struct Key(pub Arc<Secrets>);

impl Signer for Key {
    fn sign(&self, context: &str, data: &str) -> String {
        self.0.sign(context, data)
    }

    fn verify(&self, context: &str, data: &str, tag: &str) -> bool {
        self.0.verify(context, data, tag)
    }
}
