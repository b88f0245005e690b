//! What very many people say: paragraphs of the stories, mixed anew.

use crate::demo::content::{Content, Said};
use crate::demo::draw::Draw;
use crate::demo::fill::{Blanks, slots};
use base::{Language, Moment};
use std::collections::BTreeMap;

/// Where a message is said to end: about 600 characters on the average, with its last paragraph.
const SHORTEST: i64 = 260;
const LONGEST: i64 = 760;

/// The paragraphs and subjects of one language; who is spoken of is still to be filled in.
#[derive(Default)]
struct Words {
    subjects: Vec<String>,
    asked: Vec<String>,
    answered: Vec<String>,
    noted: Vec<String>,
}

pub struct Pool {
    japanese: Words,
    english: Words,
}

impl Pool {
    pub fn of(content: &Content, seed: u64, now: Moment) -> Self {
        let mut pool = Self { japanese: Words::default(), english: Words::default() };
        let mut draw = Draw::seeded(seed);
        for thread in content.threads.iter().filter(|thread| thread.sender.is_none()) {
            let zone = &content.company.time_zone;
            let blanks = Blanks { language: thread.language, start: now, zone, words: slots(&thread.slots, &mut draw) };
            let words = match thread.language {
                Language::Japanese => &mut pool.japanese,
                Language::English => &mut pool.english,
            };
            words.subjects.extend(thread.subjects.iter().map(|subject| blanks.fill(subject)));
            for message in &thread.messages {
                let said = match message.kind {
                    Said::Incoming => &mut words.asked,
                    Said::Reply => &mut words.answered,
                    Said::Note => &mut words.noted,
                };
                said.extend(
                    blanks.fill(&message.text).split("\n\n").map(str::to_owned).filter(|text| !text.contains("{org}")),
                );
            }
        }
        pool
    }

    pub fn subject(&self, language: Language, draw: &mut Draw) -> String {
        let subjects = &self.words(language).subjects;
        draw.pick(subjects).filter(|subject| !subject.contains('{')).or(subjects.first()).cloned().unwrap_or_default()
    }

    /// A text of several paragraphs with the people's names in it.
    pub fn text(&self, said: Said, people: &BTreeMap<&str, String>, language: Language, draw: &mut Draw) -> String {
        let words = self.words(language);
        let paragraphs = match said {
            Said::Incoming => &words.asked,
            Said::Reply => &words.answered,
            Said::Note => &words.noted,
        };
        let enough = draw.between(SHORTEST, LONGEST) as usize;
        let (mut text, mut length) = (String::with_capacity(2400), 0);
        while length < enough {
            let Some(paragraph) = draw.pick(paragraphs) else { break };
            if length > 0 {
                text.push_str("\n\n");
            }
            text.push_str(paragraph);
            length += paragraph.chars().count() + 2;
        }
        Blanks { language, start: Moment(0), zone: "UTC", words: people.clone() }.fill(&text)
    }

    fn words(&self, language: Language) -> &Words {
        match language {
            Language::Japanese => &self.japanese,
            Language::English => &self.english,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_has_about_600_characters_in_either_language() {
        let content = Content::read().unwrap();
        let pool = Pool::of(&content, 1, Moment(1_772_357_400_000));
        let mut draw = Draw::seeded(4);
        let people = ["customer", "customer_call", "agent", "agent_call"].map(|who| (who, "Noa".to_owned())).into();
        for language in Language::ALL {
            let texts: Vec<String> =
                (0..400).map(|_| pool.text(Said::Incoming, &people, language, &mut draw)).collect();
            let average = texts.iter().map(|text| text.chars().count()).sum::<usize>() / texts.len();
            assert!((500..700).contains(&average), "{language:?}: {average}");
            assert!(texts.iter().all(|text| !text.contains("{customer")), "{language:?}");
        }
    }
}
