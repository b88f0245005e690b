//! An untouched desk's database per test: a file of SQLite, or a database of its own in the PostgreSQL that `bin/test` started.
//!
//! All migrations run once for each kind; every test gets a copy of what they made. They cost a hundred times what the copy does.

use service::Location;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

pub enum Database {
    Sqlite(tempfile::TempDir),
    Postgres { server: String, name: String },
}

static NEXT: AtomicU32 = AtomicU32::new(1);

/// Held while the one that is copied is made; any number that is ours alone will do.
const MAKING: &str = "SELECT pg_advisory_lock(5405612)";

impl Database {
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        std::fs::copy(sqlite_model(), file_in(folder.path())).expect("the model can be copied");
        Self::Sqlite(folder)
    }

    /// None, and a line that says so, when no PostgreSQL was started for the tests; `KIPPU_REQUIRE_PEERS=1` makes that a failure.
    pub fn postgres() -> Option<Self> {
        let Ok(server) = std::env::var("KIPPU_TEST_POSTGRES") else {
            assert!(std::env::var_os("KIPPU_REQUIRE_PEERS").is_none(), "KIPPU_TEST_POSTGRES is not set: run bin/test");
            eprintln!("skipped: KIPPU_TEST_POSTGRES is not set (bin/test starts a PostgreSQL and sets it)");
            return None;
        };
        let name = format!("t{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let made = on_server(&server, |client| {
            let model = postgres_model(client, &server)?;
            client.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE {model}"))
        });
        made.expect("PostgreSQL copies the model");
        Some(Self::Postgres { server, name })
    }

    pub fn location(&self) -> Location {
        match self {
            Self::Sqlite(folder) => Location::File(file_in(folder.path())),
            Self::Postgres { server, name } => database_of(server, name),
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Self::Postgres { server, name } = self {
            let gone = on_server(server, |client| client.batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)")));
            if let Err(error) = gone {
                eprintln!("PostgreSQL: {error}");
            }
        }
    }
}

fn file_in(folder: &Path) -> PathBuf {
    folder.join("kippu.db")
}

/// Beside the test's program, so that it goes with it. Whoever comes first makes it; two at once make the same.
fn sqlite_model() -> PathBuf {
    let program = std::env::current_exe().expect("a program has a place");
    let beside = program.parent().expect("a program is in a folder");
    let model = beside.join(format!("{}.db", model_name()));
    if !model.exists() {
        let making = tempfile::tempdir_in(beside).expect("a folder can be made beside the program");
        let file = file_in(making.path());
        store::migrate(&Location::File(file.clone())).expect("a fresh file can be migrated");
        std::fs::rename(file, &model).expect("the model can be put in its place");
    }
    model
}

fn postgres_model(client: &mut postgres::Client, server: &str) -> Result<String, postgres::Error> {
    let name = model_name();
    if !exists(client, &name)? {
        client.batch_execute(MAKING)?;
        if !exists(client, &name)? {
            let unfinished = format!("{name}_unfinished");
            client.batch_execute(&format!("DROP DATABASE IF EXISTS {unfinished}"))?;
            client.batch_execute(&format!("CREATE DATABASE {unfinished}"))?;
            store::migrate(&database_of(server, &unfinished)).expect("a fresh database can be migrated");
            client.batch_execute(&format!("ALTER DATABASE {unfinished} RENAME TO {name}"))?;
        }
        client.batch_execute("SELECT pg_advisory_unlock_all()")?;
    }
    Ok(name)
}

fn model_name() -> String {
    format!("kippu_model_{}", &store::schema_digest().as_str()[..16])
}

fn exists(client: &mut postgres::Client, name: &str) -> Result<bool, postgres::Error> {
    Ok(client.query_opt("SELECT 1 FROM pg_database WHERE datname = $1", &[&name])?.is_some())
}

/// The server's address names the database that all PostgreSQL servers have.
fn database_of(server: &str, name: &str) -> Location {
    let (host, _) = server.rsplit_once('/').expect("the server's address ends in a database");
    Location::Postgres(format!("{host}/{name}"))
}

/// On a thread of its own, because the client brings its own runtime.
fn on_server<T: Send>(
    server: &str,
    ask: impl FnOnce(&mut postgres::Client) -> Result<T, postgres::Error> + Send,
) -> Result<T, postgres::Error> {
    std::thread::scope(|scope| {
        let asking = scope.spawn(|| ask(&mut postgres::Client::connect(server, postgres::NoTls)?));
        asking.join().expect("the thread ends")
    })
}
