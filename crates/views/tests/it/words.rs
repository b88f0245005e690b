use base::Language;
use base::words::{self, Words};
use std::path::Path;

/// What templates call for words, and what each gives along.
const CALLS: &[(&str, fn(&Words, &str) -> String)] = &[
    ("shell.say(\"", |words, key| words.with(key, "nothing", 1)),
    ("shell.put(\"", |words, key| words.with(key, "nothing", 1)),
    ("shell.count(\"", |words, key| words.with(key, "n", 1)),
    ("shell.with(\"", |words, key| words.with(key, "x", "1")),
];

#[test]
fn templates_give_words_what_they_ask_for() {
    let (mut templates, mut seen) = (Vec::new(), 0);
    collect(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/templates")), &mut templates);
    for language in Language::ALL {
        let words = words::of(language);
        for (name, text) in &templates {
            for (call, tell) in CALLS {
                for rest in text.split(call).skip(1) {
                    let key = rest.split('"').next().unwrap();
                    let told = tell(words, key);
                    assert!(
                        words.knows(key) && !told.is_empty() && !told.contains("{$"),
                        "{name}: {call}{key}\": {told}"
                    );
                    seen += 1;
                }
            }
        }
    }
    assert!(seen > 1000, "{seen} calls are not all of them");
}

#[test]
fn a_command_is_among_the_words_by_which_it_is_found() {
    for (also, command) in [
        ("assign", "ticket-assignee"),
        ("attach", "composer-attach"),
        ("call", "call-log"),
        ("close", "ticket-solve"),
        ("copy", "ticket-copy"),
        ("draft", "drafts-title"),
        ("due", "deadline-title"),
        ("follow", "ticket-follow"),
        ("forward", "mode-forward"),
        ("group", "group-by"),
        ("link", "links-add"),
        ("macro", "shortcut-insert-macro"),
        ("merge", "ticket-merge"),
        ("merge", "bulk-merge"),
        ("note", "mode-note"),
        ("print", "ticket-print"),
        ("priority", "ticket-priority"),
        ("refer", "refer-command"),
        ("reply", "mode-reply"),
        ("requester", "ticket-requester-change"),
        ("schedule", "composer-later"),
        ("side", "sides-add"),
        ("snooze", "ticket-snooze"),
        ("sort", "sort-by"),
        ("spam", "ticket-spam"),
        ("split", "ticket-split"),
        ("status", "ticket-status"),
        ("tag", "ticket-tags"),
        ("task", "tasks-add"),
        ("time", "times-add"),
        ("trash", "ticket-trash"),
        ("undo", "frame-undo"),
    ] {
        for words in Language::ALL.map(words::of) {
            let (also, name) = (format!("palette-also-{also}"), words.say(command).to_lowercase());
            assert!(words.say(&also).split(", ").any(|word| name.contains(word)), "{also}: {name}");
        }
    }
}

fn collect(folder: &Path, into: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, into);
        } else {
            into.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
        }
    }
}
