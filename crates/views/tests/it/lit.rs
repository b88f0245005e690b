use views::agent::Lit;

#[test]
fn what_was_found_is_never_markup() {
    let lit = Lit::new([("a<b ", false), ("<script>&", true), ("</mark>", false)]);
    assert_eq!(lit.to_string(), "a&lt;b <mark>&lt;script&gt;&amp;</mark>&lt;/mark&gt;");
    assert_eq!(lit.raw(), "a<b <script>&</mark>");
}
