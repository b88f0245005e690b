use views::admin::{Form, Reason};

#[test]
fn what_was_typed_goes_before_what_is_kept() {
    let form = Form::typed(vec![("name".into(), "Billing".into())]).or("name", "Support").or("version", 3);
    assert_eq!((form.text("name"), form.text("version"), form.text("nothing")), ("Billing", "3", ""));
    assert_eq!(form.without("version").or("version", 4).text("version"), "4");
}

#[test]
fn a_reason_stands_beside_its_field_alone() {
    let form = Form::default().refused(Reason { field: "name", key: "refusal-name-empty" });
    assert_eq!(form.reason("name"), Some("refusal-name-empty"));
    assert_eq!(form.reason(""), None);
}
