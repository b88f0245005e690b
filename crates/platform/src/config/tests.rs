//! What the layers promise, tried with made-up environments and files.

use super::*;

fn environment<const N: usize>(said: [(&str, &str); N]) -> BTreeMap<String, String> {
    said.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

fn folder_with(file: &str) -> (tempfile::TempDir, Flags) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("kippu.toml"), file).unwrap();
    let flags = Flags { data: Some(folder.path().display().to_string()), ..Flags::default() };
    (folder, flags)
}

fn nowhere() -> Flags {
    Flags { data: Some("/nonexistent/kippu".into()), ..Flags::default() }
}

fn refusal(flags: &Flags, environment: &BTreeMap<String, String>) -> String {
    Config::assemble(flags, environment).unwrap_err().to_string()
}

#[test]
fn with_nothing_said_it_runs_on_sqlite_in_the_data_folder() {
    let config = Config::assemble(&nowhere(), &environment([])).unwrap();
    assert_eq!(config.database, Database::Sqlite("/nonexistent/kippu/kippu.db".into()));
    assert_eq!(config.blobs, BlobsConfig::Folder("/nonexistent/kippu/blobs".into()));
    assert_eq!(config.url(), "http://127.0.0.1:8080");
}

#[test]
fn a_flag_wins_over_the_environment_and_that_over_the_file() {
    let (_folder, flags) = folder_with("listen = '127.0.0.1:1'\nsmtp = '127.0.0.1:25'\nworkers = 3\n");
    let flags = Flags { listen: Some("127.0.0.1:3".into()), ..flags };
    let said = environment([("KIPPU_LISTEN", "127.0.0.1:2"), ("KIPPU_SMTP", "127.0.0.1:26")]);
    let config = Config::assemble(&flags, &said).unwrap();
    assert_eq!((config.listen.port(), config.smtp.unwrap().port(), config.workers.get()), (3, 26, 3));
}

#[test]
fn every_flag_is_a_key() {
    let serde_json::Value::Object(flags) = serde_json::to_value(Flags::default()).unwrap() else { panic!() };
    let unknown: Vec<_> = flags.keys().filter(|name| *name != "config" && keys::find(name).is_none()).collect();
    assert_eq!(unknown, Vec::<&String>::new());
}

#[test]
fn a_wrong_value_is_answered_with_what_would_be_right() {
    assert_eq!(
        refusal(&nowhere(), &environment([("KIPPU_LISTEN", "8080")])),
        "listen is \"8080\" (environment KIPPU_LISTEN), but it must be an address and a port, such as 127.0.0.1:8080."
    );
}

#[test]
fn each_key_refuses_what_it_cannot_be() {
    let wrong = [
        ("KIPPU_PUBLIC_URL", "help.example.com"),
        ("KIPPU_PUBLIC_URL", "https://help.example.com/desk"),
        ("KIPPU_DATABASE", "mysql://localhost/kippu"),
        ("KIPPU_LMTP", "unix:"),
        ("KIPPU_SMTP", "mail.example.com"),
        ("KIPPU_SECRET_KEY", "c2hvcnQ="),
        ("KIPPU_LOG", "loud"),
        ("KIPPU_LOG_FORMAT", "xml"),
        ("KIPPU_WORKERS", "0"),
        ("KIPPU_OUTGOING_ALLOW", "10.0.0.0/33"),
        ("KIPPU_PROXIES", "localhost"),
    ];
    for (name, value) in wrong {
        let said = refusal(&nowhere(), &environment([(name, value)]));
        assert!(said.contains(name) && said.contains("but it must be"), "{said}");
    }
}

#[test]
fn a_slip_in_the_file_is_answered_with_the_nearest_key() {
    let (_folder, flags) = folder_with("databse = 'postgres://localhost/kippu'\n");
    assert!(refusal(&flags, &environment([])).ends_with("Did you mean \"database\"?"));
}

#[test]
fn a_slip_in_the_environment_is_refused_but_what_kubernetes_sets_is_not() {
    let said = refusal(&nowhere(), &environment([("KIPPU_DATABSE", "x")]));
    assert!(said.contains("KIPPU_DATABASE"), "{said}");
    let kubernetes = environment([("KIPPU_SERVICE_HOST", "10.0.0.1"), ("KIPPU_PORT", "tcp://10.0.0.1:80")]);
    assert!(Config::assemble(&nowhere(), &kubernetes).is_ok());
}

#[test]
fn a_file_that_was_named_must_be_there() {
    let flags = Flags { config: Some("/nonexistent/kippu.toml".into()), ..nowhere() };
    assert!(refusal(&flags, &environment([])).starts_with("/nonexistent/kippu.toml is not a configuration file"));
}

#[test]
fn the_data_folder_is_not_named_inside_itself() {
    let (_folder, flags) = folder_with("data = '/elsewhere'\n");
    assert!(refusal(&flags, &environment([])).contains("cannot say where the data folder is"));
}

#[test]
fn a_secret_can_be_read_from_a_file() {
    let (folder, flags) = folder_with("");
    let path = folder.path().join("database");
    std::fs::write(&path, "postgres://kippu:pass@localhost/kippu\n").unwrap();
    let config = Config::assemble(&flags, &environment([("KIPPU_DATABASE_FILE", path.to_str().unwrap())])).unwrap();
    assert_eq!(config.database, Database::Postgres(Hidden::new("postgres://kippu:pass@localhost/kippu")));
}

#[test]
fn no_secret_is_shown_and_each_value_says_where_it_came_from() {
    let said = environment([
        ("KIPPU_DATABASE", "postgres://kippu:opensesame@localhost/kippu?password=opensesame"),
        ("KIPPU_BLOBS", "s3://bucket/desk?endpoint=http://127.0.0.1:9000&region=eu-1"),
        ("KIPPU_BLOBS_KEY", "opensesame"),
        ("KIPPU_BLOBS_SECRET", "opensesame"),
        ("KIPPU_SECRET_KEY", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="),
    ]);
    let config = Config::assemble(&nowhere(), &said).unwrap();
    let shown = config.shown();
    assert!(!shown.contains("opensesame") && !shown.contains("MDEy"), "{shown}");
    assert!(!format!("{config:?}").contains("opensesame"));
    assert!(shown.contains("postgres://kippu@localhost/kippu (password hidden)"), "{shown}");
    assert!(shown.contains("flag --data") && shown.contains("environment KIPPU_BLOBS") && shown.contains("default"));
}

#[test]
fn a_bucket_needs_a_key() {
    assert_eq!(
        refusal(&nowhere(), &environment([("KIPPU_BLOBS", "s3://bucket"), ("KIPPU_BLOBS_KEY", "id")])),
        "blobs is an S3 bucket, so blobs_secret must be set too."
    );
}

#[test]
fn a_wrong_database_is_refused_without_its_password() {
    let said = refusal(&nowhere(), &environment([("KIPPU_DATABASE", "mysql://kippu:opensesame@localhost/kippu")]));
    assert!(!said.contains("opensesame"), "{said}");
}
