use views::agent::described::{difference, span};

#[test]
fn two_versions_differ_in_what_went_and_what_came() {
    let lines = |all: &[&str]| all.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(difference(&lines(&["a", "b"]), &lines(&["b", "c"])), ["− a", "+ c"]);
}

#[test]
fn a_span_is_said_in_the_largest_unit_that_fits() {
    assert_eq!([span(2880), span(120), span(90)], [(2, "days"), (2, "hours"), (90, "minutes")]);
}
