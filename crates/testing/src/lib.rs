//! What all tests share: a desk on either database, a clock that stands still, and one cast of people.

pub mod cast;
mod database;
mod keys;
pub mod peers;
mod talk;

pub use cast::{Cast, email, refusal};
pub use database::Database;
pub use keys::mail_key;
pub use store::plans;
pub use talk::Talk;

use base::{Moment, SettableClock};
use desk::Actor;
use service::{Desk, Settings, Signer};
use std::sync::Arc;

/// Sunday, 1 March 2026, 09:30 UTC: when every test begins.
pub const START: Moment = Moment(1_772_357_400_000);

/// A desk with an empty database, which goes away with it.
pub struct World {
    pub desk: Arc<Desk>,
    pub clock: Arc<SettableClock>,
    database: Database,
}

impl World {
    pub fn on(database: Database) -> Self {
        let clock = Arc::new(SettableClock::at(START));
        let settings = Settings { location: database.location(), clock: clock.clone(), signer: Arc::new(TestSigner) };
        let desk = Desk::open(settings).expect("a fresh database opens");
        Self { desk, clock, database }
    }

    pub fn database(&self) -> &Database {
        &self.database
    }

    /// Where the log ends; as long as nothing happens, in the same place.
    pub async fn log_end(&self) -> Option<i64> {
        let newest = self.desk.ask(Actor::System, |read| Ok(store::events::newest(read, i64::MAX, 1)?)).await;
        newest.expect("the log can be read").first().map(|event| event.place.position)
    }
}

/// Signs without a secret: good enough to tell right from wrong in a test.
pub struct TestSigner;

impl Signer for TestSigner {
    fn sign(&self, context: &str, data: &str) -> String {
        base::Digest::of(format!("{context}|{data}").as_bytes()).as_str()[..20].to_owned()
    }

    fn verify(&self, context: &str, data: &str, tag: &str) -> bool {
        self.sign(context, data) == tag
    }
}

/// Writes each test twice: on SQLite and on PostgreSQL. The body is an `async fn(World)`.
///
/// ```ignore
/// testing::on_both! {
///     async fn nobody_snoozes_into_the_past(world: World) { … }
/// }
/// ```
#[macro_export]
macro_rules! on_both {
    ($($(#[$meta:meta])* async fn $name:ident($world:ident: World) $body:block)*) => {$(
        mod $name {
            use super::*;

            async fn sentence($world: $crate::World) $body

            $(#[$meta])*
            #[test]
            fn sqlite() {
                $crate::run(|| sentence($crate::World::on($crate::Database::sqlite())));
            }

            $(#[$meta])*
            #[test]
            fn postgres() {
                if let Some(database) = $crate::Database::postgres() {
                    $crate::run(|| sentence($crate::World::on(database)));
                }
            }
        }
    )*};
}

/// Runs an asynchronous test body.
pub fn run<F: Future<Output = ()>>(body: impl FnOnce() -> F) {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime starts")
        .block_on(async { body().await });
}
