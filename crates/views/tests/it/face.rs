use desk::people::PersonId;
use views::agent::Face;

#[test]
fn a_face_shows_what_its_name_begins_with() {
    for (name, shown) in [
        ("Aya Mori", "AM"),
        ("佐藤 美緒", "佐"),
        ("小林　さくら", "小"),
        ("kei@customer.example", "K"),
        ("Plato", "P"),
        ("", "?"),
        ("…", "?"),
    ] {
        assert_eq!(Face::nobody(name).initials, shown, "{name:?}");
    }
}

#[test]
fn the_same_person_always_has_the_same_tone() {
    assert_eq!(Face::of(PersonId(8), "A").tone, 1);
    assert_eq!(Face::of(PersonId(7), "B").tone, 8);
}
