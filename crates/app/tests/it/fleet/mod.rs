//! Several processes on one PostgreSQL and one file store, behind a plain load balancer.

mod balancer;
mod bucket;
mod failover;
mod killed;
mod rolling;
mod together;

pub use balancer::Balancer;

use crate::browser::Browser;
use crate::office::Office;
use crate::program::{Place, Running};
use service::{Location, access, people};
use tempfile::TempDir;
use testing::{Database, cast, email};

/// Both processes and anybody who looks over their shoulder seal with it.
const KEY: &str = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

pub struct Fleet {
    pub places: Vec<Place>,
    pub pages: Balancer,
    pub mail: Balancer,
    _bucket: TempDir,
    _database: Option<Database>,
}

impl Fleet {
    /// None, said aloud, where there is no PostgreSQL.
    pub async fn of(processes: usize) -> Option<Self> {
        let database = Database::postgres()?;
        let location = database.location();
        Some(Self { _database: Some(database), ..Self::on(location, processes, &[]).await })
    }

    pub async fn on(location: Location, processes: usize, more: &[(&'static str, String)]) -> Self {
        let bucket = tempfile::tempdir().unwrap();
        let files = bucket::serve(bucket.path()).await;
        let said = [
            ("KIPPU_SECRET_KEY", KEY.to_owned()),
            ("KIPPU_BLOBS", files),
            ("KIPPU_BLOBS_KEY", "key".to_owned()),
            ("KIPPU_BLOBS_SECRET", "secret".to_owned()),
            ("KIPPU_PROXIES", "127.0.0.1".to_owned()),
        ];
        let said = [&said, more].concat();
        let places: Vec<Place> = (0..processes).map(|_| Place::one_of(location.clone(), said.clone())).collect();
        let pages = Balancer::over(places.iter().map(|place| place.http).collect()).await;
        let mail = Balancer::over(places.iter().map(|place| place.lmtp).collect()).await;
        Self { places, pages, mail, _bucket: bucket, _database: None }
    }

    /// One after the other, as they would be started.
    pub async fn start(&self) -> Vec<Running> {
        let mut running = Vec::new();
        for place in &self.places {
            running.push(place.start().await);
        }
        running
    }

    /// A desk that was set up through the balancer.
    pub async fn office(&self) -> Office {
        // Each start prints a new link, and the last one counts.
        let links = self.places.iter().rev().find_map(Place::printed_link);
        Office::found(Browser::at(self.pages.address), &links.expect("one of them was started")).await
    }

    /// A colleague, signed in.
    pub async fn colleague(&self) -> Browser {
        let desk = self.places[0].desk();
        let signed = desk.change(service::Actor::System, |tx| {
            let team = people::teams(tx)?[0].id;
            let wish = access::Invite {
                name: "Ben Okada".into(),
                email: email("ben@desk.example"),
                role: desk::Role::Agent,
                levels: [(team, desk::Level::Full)].into(),
                language: base::Language::English,
            };
            let ben = access::hire(tx, wish, cast::HASH)?;
            access::sign_in(tx, ben, "A browser", "127.0.0.1")
        });
        let (token, _) = signed.await.unwrap();
        let mut browser = Browser::at(self.pages.address);
        browser.take_cookie("kippu", token.reveal());
        browser
    }
}
