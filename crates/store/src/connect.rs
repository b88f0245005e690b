//! Opening a connection, as the place of the database and its address say.

use crate::conn::{self, Conn};
use crate::tls;
use desk::Fault;
use postgres::config::TargetSessionAttrs;
use rusqlite::config::DbConfig;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Where the database is.
#[derive(Clone, Debug)]
pub enum Location {
    /// A file of SQLite.
    File(PathBuf),
    /// `postgres://user:password@host/name`
    Postgres(String),
}

/// A server that does not answer is away, and the next one of its address is tried.
const PATIENCE: Duration = Duration::from_secs(5);
/// What was sent and is not acknowledged by the other side within this time shows that nobody is there.
const SILENCE: Duration = Duration::from_secs(15);

pub(crate) fn connect(location: &Location) -> Result<Conn, Fault> {
    match location {
        Location::File(path) => sqlite(path),
        Location::Postgres(url) => Ok(Conn::Postgres(Box::new(postgres(url)?), HashMap::new())),
    }
}

fn sqlite(path: &Path) -> Result<Conn, Fault> {
    let conn = rusqlite::Connection::open(path).map_err(conn::sqlite)?;
    conn.set_prepared_statement_cache_capacity(512);
    // A plan does not depend on the values it is first asked with; otherwise each change of them is a plan made anew.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(conn::sqlite)?;
    conn.busy_timeout(Duration::from_secs(10)).map_err(conn::sqlite)?;
    conn.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -16000; PRAGMA journal_size_limit = 67108864; PRAGMA wal_autocheckpoint = 16384;",
    )
    .map_err(conn::sqlite)?;
    Ok(Conn::Sqlite(conn))
}

/// An address may name several servers with commas between; of those, the one that takes changes.
pub(crate) fn postgres(url: &str) -> Result<postgres::Client, Fault> {
    let wish = tls::Wish::read(url)?;
    let mut config: postgres::Config = wish.url.parse().map_err(conn::postgres)?;
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(PATIENCE);
    }
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(SILENCE);
    }
    if config.get_hosts().len() > 1 && config.get_target_session_attrs() == TargetSessionAttrs::Any {
        config.target_session_attrs(TargetSessionAttrs::ReadWrite);
    }
    config.application_name("kippu");
    match wish.connector()? {
        Some(connector) => config.connect(connector).map_err(conn::postgres),
        None => config.connect(postgres::NoTls).map_err(conn::postgres),
    }
}
