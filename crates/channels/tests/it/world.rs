//! The intake of these tests: it keeps what it is given and can be told to refuse.

use base::Email;
use bytes::Bytes;
use channels::ports::{Envelope, Health, Intake, IntakeFault, Place, Progress, Receipt, Recipient, Skipped};
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

    async fn receive(&self, raw: Bytes, envelope: Envelope) -> Result<Receipt, IntakeFault> {
        let delay = *self.delay.lock().unwrap();
        tokio::time::sleep(delay).await;
        if let Some(fault) = self.fault.lock().unwrap().clone() {
            return Err(fault);
        }
        let mut kept = self.kept.lock().unwrap();
        kept.push((raw, envelope));
        Ok(Receipt { id: format!("m{}", kept.len()) })
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
}
