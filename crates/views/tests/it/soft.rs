use views::Soft;

#[test]
fn an_address_ends_a_line_after_its_signs_and_nothing_of_it_is_markup() {
    assert_eq!(Soft("aya@hinode.example").to_string(), "aya@<wbr>hinode.<wbr>example");
    assert_eq!(Soft("<b>.x\"").to_string(), "&lt;b&gt;.<wbr>x&quot;");
    assert_eq!(Soft(".a b.").to_string(), ".a b.", "not at its ends");
}
