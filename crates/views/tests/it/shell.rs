use base::{Language, words};
use desk::object::ObjectGlyph;
use desk::people::SHORTCUTS;
use desk::ticket::Glyph;
use std::fs;
use std::path::Path;

/// Everything that stands in the templates beneath a folder.
fn written(folder: &Path) -> String {
    let parts = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    parts
        .map(|path| if path.is_dir() { written(&path) } else { fs::read_to_string(&path).expect("a template") })
        .collect()
}

#[test]
fn every_key_that_a_page_has_can_be_moved() {
    let templates = written(&Path::new(env!("CARGO_MANIFEST_DIR")).join("templates"));
    for call in ["shell.keys(\"", "shell.caps(\""] {
        for rest in templates.split(call).skip(1) {
            let word = rest.split('"').next().unwrap_or_default();
            assert!(SHORTCUTS.iter().any(|shortcut| shortcut.word == word), "{word} has no standard");
        }
    }
    for rest in templates.split("data-key=\"").skip(1) {
        assert!(rest.starts_with("{{ shell.keys(") || rest.starts_with("mod+Enter\""), "{rest:.40}");
    }
}

#[test]
fn every_icon_that_can_be_chosen_has_a_word() {
    let of_views = Glyph::ALL.iter().map(|glyph| glyph.name());
    for name in of_views.chain(ObjectGlyph::ALL.iter().map(|glyph| glyph.name())) {
        for language in Language::ALL {
            assert!(words::of(language).knows(&format!("glyph-{name}")), "{name}");
        }
    }
}
