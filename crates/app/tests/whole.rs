//! A whole installation, moved, saved and brought back by the commands people use.

mod kippu;

use kippu::{Demo, kippu};
use service::Location;
use testing::Database;

#[test]
fn an_installation_moves_to_another_database_and_back() {
    let demo = Demo::grown(40);
    let folder = demo.folder();
    let there = match Database::postgres() {
        Some(database) => database,
        None => Database::sqlite(),
    };
    let target = match there.location() {
        Location::Postgres(url) => url,
        Location::File(path) => path.display().to_string(),
    };
    let moved = kippu(folder, &["migrate", "--to", &target]);
    assert!(moved.contains("the counts of both databases agree"), "{moved}");
    let back = folder.join("back.db");
    let returned = match there.location() {
        Location::Postgres(url) => kippu(folder, &["migrate", "--database", &url, "--to", &back.display().to_string()]),
        Location::File(_) => return,
    };
    assert_eq!(counts(&moved), counts(&returned));
    let refused = kippu::refused(folder, &["migrate", "--to", &target]);
    assert!(refused.contains("not empty"), "{refused}");
}

#[test]
fn a_backup_holds_everything_and_comes_back() {
    let demo = Demo::grown(40);
    let folder = demo.folder();
    let backup = folder.join("all.tar").display().to_string();
    kippu(folder, &["backup", &backup]);
    let rehearsed = kippu(folder, &["restore", "--verify", &backup]);
    assert!(rehearsed.contains("can be restored: 40 tickets") || rehearsed.contains("tickets"), "{rehearsed}");
    let fresh = tempfile::tempdir().unwrap();
    kippu(fresh.path(), &["restore", &backup]);
    let doctor = kippu(fresh.path(), &["doctor"]);
    assert!(!doctor.contains("ILL"), "{doctor}");
    let agents = kippu(fresh.path(), &["user", "list"]);
    assert!(agents.contains("administrator") && agents.contains("tsukishiro.example"), "{agents}");
    let refused = kippu::refused(fresh.path(), &["restore", &backup]);
    assert!(refused.contains("already holds an installation"), "{refused}");
}

#[test]
fn a_damaged_backup_is_refused() {
    let demo = Demo::grown(5);
    let folder = demo.folder();
    let backup = folder.join("all.tar");
    kippu(folder, &["backup", &backup.display().to_string()]);
    let bytes = std::fs::read(&backup).unwrap();
    let torn = folder.join("torn.tar");
    std::fs::write(&torn, &bytes[..bytes.len() / 2]).unwrap();
    let fresh = tempfile::tempdir().unwrap();
    let sentence = kippu::refused(fresh.path(), &["restore", "--verify", &torn.display().to_string()]);
    assert!(
        sentence.contains("torn") || sentence.contains("damaged") || sentence.contains("should hold"),
        "{sentence}"
    );
}

#[test]
fn a_set_up_is_brought_in_and_saved_as_a_file() {
    let demo = Demo::grown(5);
    let folder = demo.folder();
    assert!(kippu(folder, &["setup", "list"]).contains("it           IT helpdesk | ITヘルプデスク"));
    let agents = kippu(folder, &["user", "list"]);
    let administrator = agents.lines().find(|line| line.starts_with("administrator")).unwrap();
    let address = administrator.split_whitespace().find(|word| word.contains('@')).unwrap();
    assert!(kippu(folder, &["setup", "show", "it"]).contains("Service desk (new)"));
    let made = kippu(folder, &["setup", "import", "it", "--as", address, "--language", "ja", "--rules", "off"]);
    assert!(made.contains("サービスデスク (新規)") && made.contains("flows are off"), "{made}");
    let file = folder.join("ours.json").display().to_string();
    let saved = kippu(folder, &["setup", "export", &file, "--name", "Ours"]);
    assert!(saved.contains("ours.json holds"), "{saved}");
    let again = kippu(folder, &["setup", "show", &file, "--language", "ja"]);
    assert!(
        again.contains("サービスデスク (すでにあるため、そのまま残します)") && !again.contains("(新規)"),
        "{again}"
    );
    std::fs::write(&file, "{\"kippu\":\"setup\",\"version\":9}").unwrap();
    assert!(kippu::refused(folder, &["setup", "show", &file]).contains("newer Kippu"));
}

#[test]
fn wrong_words_are_answered_with_a_sentence() {
    let table: [(&[&str], &str); 9] = [
        (&["serve", "--listen", "nowhere"], "listen"),
        (&["migrate", "--to", "mysql://x"], "neither postgres"),
        (&["user", "invite", "not-an-address", "--name", "X"], "is no address"),
        (&["user", "password", "nobody@x.example"], "no agent has the address"),
        (&["setup", "show", "/nowhere.json"], "/nowhere.json: "),
        (&["setup", "import", "it", "--as", "nobody@x.example"], "no agent has the address"),
        (&["setup", "import", "it", "--as", "nobody@x.example", "--rules", "x"], "is none of act"),
        (&["mail", "inspect", "/nowhere/at/all.eml"], "/nowhere/at/all.eml"),
        (&["restore", "/nowhere.tar"], "/nowhere.tar"),
    ];
    for (words, said) in table {
        let folder = tempfile::tempdir().unwrap();
        let sentence = kippu::refused(folder.path(), words);
        assert!(sentence.contains(said), "{words:?}: {sentence}");
        assert!(!sentence.contains("panicked"), "{words:?}: {sentence}");
    }
}

/// The lines `ROWS  TABLE` of a report.
fn counts(report: &str) -> Vec<(String, String)> {
    let line = |line: &str| {
        let mut words = line.split_whitespace();
        let (rows, table) = (words.next()?, words.next()?);
        (rows.parse::<i64>().is_ok() && words.next().is_none()).then(|| (rows.to_owned(), table.to_owned()))
    };
    report.lines().filter_map(line).collect()
}
