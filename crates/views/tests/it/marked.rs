use base::{Language, words};
use views::agent::marked::{Marked, Particular};

#[test]
fn what_people_are_called_is_never_markup() {
    let who = ("who", Particular::Name("<i>A & B</i>\u{F0002}".into()));
    let sentence = Marked::tell(words::of(Language::English), "event-note-added", [who]);
    assert_eq!(sentence.to_string(), "<b>&lt;i&gt;A &amp; B&lt;/i&gt;</b> wrote a note");
}
