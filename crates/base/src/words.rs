//! The words on screen and in letters: Fluent files of `locales/`, one folder per language, built into the binary.

use crate::Language;
use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;
pub use fluent_bundle::{FluentArgs as Args, FluentValue as Value};
use rust_embed::RustEmbed;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../locales"]
struct Files;

/// All messages of one language. Those without variables are resolved once, because a page asks for a hundred.
pub struct Words {
    language: Language,
    plain: HashMap<String, String>,
    bundle: FluentBundle<FluentResource>,
}

static ALL: LazyLock<[Words; 2]> = LazyLock::new(|| Language::ALL.map(Words::load));

/// The words of a language.
pub fn of(language: Language) -> &'static Words {
    match language {
        Language::English => &ALL[0],
        Language::Japanese => &ALL[1],
    }
}

impl Words {
    pub fn language(&self) -> Language {
        self.language
    }

    /// A message without variables. An unknown key shows itself, so that a gap is seen and not silent.
    pub fn say<'a>(&'a self, key: &'a str) -> &'a str {
        self.plain.get(key).map_or(key, String::as_str)
    }

    /// A message with variables.
    pub fn tell(&self, key: &str, args: &Args) -> String {
        let pattern = self.bundle.get_message(key).and_then(|message| message.value());
        let Some(pattern) = pattern else { return key.to_owned() };
        self.bundle.format_pattern(pattern, Some(args), &mut Vec::new()).into_owned()
    }

    /// A message with one variable.
    pub fn with<'v>(&self, key: &str, name: &'v str, value: impl Into<Value<'v>>) -> String {
        let mut args = Args::new();
        args.set(Cow::Borrowed(name), value);
        self.tell(key, &args)
    }

    pub fn knows(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// The keys of `locales/TAG/*.ftl`.
    pub fn keys(language: Language) -> Vec<String> {
        let mut keys = Vec::new();
        for resource in resources(language) {
            keys.extend(resource.entries().filter_map(|entry| match entry {
                fluent_syntax::ast::Entry::Message(message) => Some(message.id.name.to_owned()),
                _ => None,
            }));
        }
        keys
    }

    fn load(language: Language) -> Self {
        let tag = language.tag().parse().expect("our own language tags are well formed");
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        bundle.set_use_isolating(false);
        for resource in resources(language) {
            bundle.add_resource(resource).unwrap_or_else(|errors| panic!("locales/{}: {errors:?}", language.tag()));
        }
        let mut plain = HashMap::new();
        for key in Self::keys(language) {
            let Some(pattern) = bundle.get_message(&key).and_then(|message| message.value()) else { continue };
            let mut errors = Vec::new();
            let text = bundle.format_pattern(pattern, None, &mut errors).into_owned();
            if errors.is_empty() {
                plain.insert(key, text);
            }
        }
        Self { language, plain, bundle }
    }
}

fn resources(language: Language) -> Vec<FluentResource> {
    let folder = format!("{}/", language.tag());
    Files::iter()
        .filter(|path| path.starts_with(&folder) && path.ends_with(".ftl"))
        .filter_map(|path| Files::get(&path))
        .map(|file| {
            let text = String::from_utf8_lossy(&file.data).into_owned();
            FluentResource::try_new(text).unwrap_or_else(|(_, errors)| panic!("{folder}: {errors:?}"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn both_languages_have_every_word_once() {
        let english = Words::keys(Language::English);
        let japanese = Words::keys(Language::Japanese);
        let (en, ja): (BTreeSet<_>, BTreeSet<_>) = (english.iter().collect(), japanese.iter().collect());
        assert_eq!(en.difference(&ja).collect::<Vec<_>>(), Vec::<&&String>::new(), "missing in Japanese");
        assert_eq!(ja.difference(&en).collect::<Vec<_>>(), Vec::<&&String>::new(), "missing in English");
        assert_eq!(english.len(), en.len(), "a key stands twice");
    }

    #[test]
    fn one_is_not_counted_as_many_in_english() {
        let counts = "all changed days done here kept letters load looked matched minutes most n objects opened parts \
                      rules seconds tickets to views x";
        let many = "changes counts days entries events fields files hours links mails messages minutes notifications \
                    objects points replies rules seconds steps tasks things tickets";
        let mut args = Args::new();
        for name in counts.split(' ') {
            args.set(name, 1);
        }
        for key in Words::keys(Language::English) {
            let said = of(Language::English).tell(&key, &args);
            let plain = [" more ", " new ", " open "].iter().fold(said.clone(), |said, word| said.replace(*word, " "));
            let wrong = many.split(' ').find(|many| plain.contains(&format!("1 {many}")));
            assert_eq!(wrong, None, "{key}: {said}");
        }
    }
}
