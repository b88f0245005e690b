use views::Caps;

#[test]
fn each_press_is_a_key_cap_and_no_key_is_none() {
    assert_eq!(Caps("g i").to_string(), r#"<kbd class="kbd">G</kbd><kbd class="kbd">I</kbd>"#);
    assert_eq!(Caps("mod+j").to_string(), r#"<kbd class="kbd">Ctrl</kbd><kbd class="kbd">J</kbd>"#);
    assert_eq!(Caps("<").to_string(), r#"<kbd class="kbd">&lt;</kbd>"#);
    assert_eq!(Caps("").to_string(), "");
}
