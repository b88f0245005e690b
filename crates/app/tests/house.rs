//! The law of the house: which crate may use which. The table stands in ARCHITECTURE.md.

use std::collections::BTreeMap;
use std::process::Command;

const LAW: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("desk", &["base"]),
    ("mail", &["base"]),
    ("text", &["base"]),
    ("paper", &["base"]),
    ("platform", &["base"]),
    ("store", &["desk", "base"]),
    ("search", &["desk", "text", "base"]),
    ("views", &["desk", "paper", "base"]),
    ("service", &["store", "search", "desk", "text", "base"]),
    ("channels", &["service", "desk", "mail", "text", "platform", "base", "views"]),
    ("reactions", &["service", "desk", "mail", "text", "platform", "base"]),
    ("intelligence", &["service", "desk", "mail", "text", "platform", "base"]),
    ("web", &["views", "service", "desk", "platform", "paper", "base"]),
    ("testing", &["service", "store", "desk", "base"]),
];

/// What belongs to one room alone.
const ROOMS: &[(&str, &[&str])] = &[
    ("rusqlite", &["store", "app"]),
    ("postgres", &["store", "testing"]),
    ("tantivy", &["search"]),
    ("askama", &["views"]),
    ("axum", &["web"]),
    ("krilla", &["paper"]),
];

fn metadata() -> serde_json::Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo is there when its tests run");
    serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON")
}

/// Crate → what it uses in production.
fn uses() -> BTreeMap<String, Vec<String>> {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().expect("packages");
    let name = |value: &serde_json::Value| value["name"].as_str().unwrap_or_default().to_owned();
    packages
        .iter()
        .map(|package| {
            let dependencies = package["dependencies"].as_array().expect("dependencies");
            let production = dependencies.iter().filter(|dependency| dependency["kind"].is_null());
            (name(package), production.map(name).collect())
        })
        .collect()
}

#[test]
fn no_crate_looks_up_or_sideways() {
    let uses = uses();
    for (one, allowed) in LAW {
        let ours = uses[*one].iter().filter(|used| uses.contains_key(*used));
        for used in ours {
            assert!(allowed.contains(&used.as_str()), "{one} must not use {used}");
        }
    }
}

#[test]
fn the_law_names_every_crate() {
    let mut named: Vec<&str> = LAW.iter().map(|(one, _)| *one).chain(["app"]).collect();
    named.sort_unstable();
    assert_eq!(uses().keys().map(String::as_str).collect::<Vec<_>>(), named);
}

#[test]
fn what_belongs_to_one_room_stays_there() {
    let uses = uses();
    for (library, rooms) in ROOMS {
        for (one, used) in &uses {
            assert!(
                !used.iter().any(|used| used == library) || rooms.contains(&one.as_str()),
                "{one} must not use {library}"
            );
        }
    }
}

#[test]
fn production_never_uses_the_testing_crate() {
    for (one, used) in uses() {
        assert!(!used.contains(&"testing".to_owned()), "{one} uses testing");
    }
}

#[test]
fn every_refusal_and_event_has_its_words_in_both_languages() {
    for language in base::Language::ALL {
        let words = base::words::of(language);
        for refusal in desk::Refusal::ALL {
            assert!(words.knows(refusal.key()), "{} in {}", refusal.key(), language.endonym());
        }
        for kind in desk::Event::KINDS {
            let key = format!("event-{}", kind.replace('_', "-"));
            assert!(words.knows(&key), "{key} in {}", language.endonym());
        }
    }
}
