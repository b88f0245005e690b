//! An empty database per test: a file of SQLite, or a schema of its own in the PostgreSQL that `bin/test` started.

use service::Location;
use std::sync::atomic::{AtomicU32, Ordering};

pub enum Database {
    Sqlite(tempfile::TempDir),
    Postgres { server: String, schema: String },
}

static NEXT: AtomicU32 = AtomicU32::new(1);

impl Database {
    pub fn sqlite() -> Self {
        Self::Sqlite(tempfile::tempdir().expect("a temporary folder can be made"))
    }

    /// None, and a line that says so, when no PostgreSQL was started for the tests; `KIPPU_REQUIRE_PEERS=1` makes that a failure.
    pub fn postgres() -> Option<Self> {
        let Ok(server) = std::env::var("KIPPU_TEST_POSTGRES") else {
            assert!(std::env::var_os("KIPPU_REQUIRE_PEERS").is_none(), "KIPPU_TEST_POSTGRES is not set: run bin/test");
            eprintln!("skipped: KIPPU_TEST_POSTGRES is not set (bin/test starts a PostgreSQL and sets it)");
            return None;
        };
        let schema = format!("t{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        execute(&server, &format!("CREATE SCHEMA {schema}"));
        Some(Self::Postgres { server, schema })
    }

    pub fn location(&self) -> Location {
        match self {
            Self::Sqlite(folder) => Location::File(folder.path().join("kippu.db")),
            Self::Postgres { server, schema } => {
                Location::Postgres(format!("{server}?options=-c%20search_path%3D{schema}"))
            }
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Self::Postgres { server, schema } = self {
            execute(server, &format!("DROP SCHEMA {schema} CASCADE"));
        }
    }
}

/// On a thread of its own, because the client brings its own runtime.
fn execute(server: &str, sql: &str) {
    let (server, sql) = (server.to_owned(), sql.to_owned());
    let done = std::thread::spawn(move || {
        let mut client = postgres::Client::connect(&server, postgres::NoTls)?;
        client.batch_execute(&sql)
    });
    let done = done.join().expect("the thread ends");
    if let Err(error) = done {
        eprintln!("PostgreSQL: {error}");
    }
}
