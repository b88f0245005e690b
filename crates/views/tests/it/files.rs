use views::agent::files::size;

#[test]
fn a_size_has_two_or_three_digits() {
    for (bytes, shown) in
        [(0, "0 B"), (999, "999 B"), (412_300, "412 kB"), (1_340_000, "1.3 MB"), (26_214_400, "26 MB")]
    {
        assert_eq!(size(bytes), shown);
    }
}
