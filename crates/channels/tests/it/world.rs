//! The intake of these tests: it keeps what it is given and can be told to refuse.

use base::Email;
use base::Moment;
use bytes::Bytes;
use channels::ports::{
    Away, Compared, Envelope, Health, Intake, IntakeFault, Place, Progress, Receipt, Recipient, Skipped, Source,
};
use channels::server::Trouble;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Knows every address at `desk.example`, except `nobody@`; is unsure about `later@`.
#[derive(Default)]
pub struct Keeper {
    pub kept: Mutex<Vec<(Bytes, Envelope)>>,
    pub fault: Mutex<Option<IntakeFault>>,
    /// How long it takes to make a message durable.
    pub delay: Mutex<Duration>,
    /// Who remembers the names of what is kept.
    pub notebook: Mutex<Option<Arc<Notebook>>>,
    /// The one message that is a letter of our own, sent round to see whether it arrives.
    pub probe: Mutex<Option<&'static str>>,
    /// What was refused at the door.
    pub away: Mutex<Vec<Away>>,
}

impl Keeper {
    pub fn new() -> Arc<Self> {
        Arc::default()
    }

    pub fn refusing(fault: IntakeFault) -> Arc<Self> {
        Arc::new(Self { fault: Mutex::new(Some(fault)), ..Self::default() })
    }

    pub fn messages(&self) -> Vec<Bytes> {
        self.kept.lock().unwrap().iter().map(|(raw, _)| raw.clone()).collect()
    }

    pub fn envelopes(&self) -> Vec<Envelope> {
        self.kept.lock().unwrap().iter().map(|(_, envelope)| envelope.clone()).collect()
    }
}

impl Intake for Keeper {
    async fn recipient(&self, address: &Email) -> Recipient {
        match (address.local(), address.domain().as_str()) {
            ("nobody", _) => Recipient::Unknown,
            ("later", _) => Recipient::Later,
            (_, "desk.example") => Recipient::Known,
            (_, _) => Recipient::Unknown,
        }
    }

    async fn turned_away(&self, away: Away) {
        self.away.lock().unwrap().push(away);
    }

    async fn receive(&self, raw: Bytes, envelope: Envelope) -> Result<Receipt, IntakeFault> {
        let delay = *self.delay.lock().unwrap();
        tokio::time::sleep(delay).await;
        if let Some(fault) = self.fault.lock().unwrap().clone() {
            return Err(fault);
        }
        if let (Source::Fetched { name, .. }, Some(notebook)) = (&envelope.source, &*self.notebook.lock().unwrap()) {
            notebook.kept.lock().unwrap().push((name.clone(), Moment(0)));
        }
        let spent = self.probe.lock().unwrap().is_some_and(|probe| raw.starts_with(probe.as_bytes()));
        let mut kept = self.kept.lock().unwrap();
        kept.push((raw, envelope));
        Ok(Receipt { id: format!("m{}", kept.len()), spent })
    }
}

/// Waits until something holds, for at most ten seconds.
pub async fn until(what: &str, mut holds: impl FnMut() -> bool) {
    for _ in 0..1000 {
        if holds() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("waited in vain: {what}");
}

/// The memory of one mailbox in these tests.
#[derive(Default)]
pub struct Notebook {
    place: Mutex<Option<Place>>,
    pub skipped: Mutex<Vec<Skipped>>,
    health: Mutex<Vec<Health>>,
    pub bookmark: Mutex<String>,
    /// Names that were passed over, and names whose messages a keeper has, with when.
    pub passed: Mutex<Vec<String>>,
    pub kept: Mutex<Vec<(String, Moment)>>,
    /// Whether a comparison is due.
    pub due: Mutex<bool>,
    pub compared: Mutex<Vec<Compared>>,
}

impl Notebook {
    pub fn at(place: Option<Place>) -> Arc<Self> {
        Arc::new(Self { place: Mutex::new(place), ..Self::default() })
    }

    pub fn last(&self) -> Option<Place> {
        *self.place.lock().unwrap()
    }

    pub fn health(&self) -> Vec<Health> {
        self.health.lock().unwrap().clone()
    }

    /// What the last good look complained of.
    pub fn warning(&self) -> Option<Trouble> {
        match self.health().last() {
            Some(Health::Well { warning, .. }) => warning.clone(),
            Some(Health::Ill { .. }) | None => None,
        }
    }
}

impl Progress for Notebook {
    async fn place(&self) -> Result<Option<Place>, String> {
        Ok(self.last())
    }

    async fn reached(&self, place: Place) -> Result<(), String> {
        *self.place.lock().unwrap() = Some(place);
        Ok(())
    }

    async fn skipped(&self, message: Skipped) -> Result<(), String> {
        self.skipped.lock().unwrap().push(message);
        Ok(())
    }

    async fn health(&self, health: Health) {
        self.health.lock().unwrap().push(health);
    }

    async fn bookmark(&self) -> Result<String, String> {
        Ok(self.bookmark.lock().unwrap().clone())
    }

    async fn unknown(&self, names: Vec<String>) -> Result<Vec<String>, String> {
        let (passed, kept) = (self.passed.lock().unwrap(), self.kept.lock().unwrap());
        let skipped = self.skipped.lock().unwrap();
        let known = |name: &String| {
            passed.contains(name)
                || kept.iter().any(|(other, _)| other == name)
                || skipped.iter().any(|other| other.name == *name)
        };
        Ok(names.into_iter().filter(|name| !known(name)).collect())
    }

    async fn kept_before(&self, names: Vec<String>, moment: Moment) -> Result<Vec<String>, String> {
        let kept = self.kept.lock().unwrap();
        Ok(names.into_iter().filter(|name| kept.iter().any(|(other, at)| other == name && *at < moment)).collect())
    }

    async fn passed_over(&self, names: Vec<String>, bookmark: Option<String>) -> Result<(), String> {
        self.passed.lock().unwrap().extend(names);
        if let Some(bookmark) = bookmark {
            *self.bookmark.lock().unwrap() = bookmark;
        }
        Ok(())
    }

    async fn compared_at(&self) -> Result<Option<Moment>, String> {
        Ok((!*self.due.lock().unwrap()).then_some(Moment(i64::MAX / 2)))
    }

    async fn compared(&self, found: Compared) -> Result<(), String> {
        *self.due.lock().unwrap() = false;
        self.compared.lock().unwrap().push(found);
        Ok(())
    }
}
