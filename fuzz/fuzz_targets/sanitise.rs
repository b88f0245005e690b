//! A page becomes a clean one: nothing in it runs, loads or leads to something that runs.
#![no_main]

use base::CleanHtml;
use base::markup::{Markup, Token, decoded};
use libfuzzer_sys::fuzz_target;

const ACTIVE: [&str; 10] =
    ["script", "style", "iframe", "object", "embed", "form", "input", "base", "meta", "svg"];

fuzz_target!(|html: &str| {
    let clean = CleanHtml::clean(html);
    for token in Markup::new(clean.as_str()) {
        let Token::Open(tag) = token else { continue };
        assert!(!ACTIVE.contains(&tag.name.as_str()), "{}", tag.name);
        for (name, value) in &tag.attributes {
            assert!(!name.starts_with("on"), "{name}");
            let address = decoded(value).to_lowercase();
            let address: String = address.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
            let leads = matches!(name.as_str(), "href" | "src");
            assert!(!leads || !address.starts_with("javascript:") && !address.starts_with("data:text"), "{address}");
            assert!(name != "src" || !address.starts_with("http"), "{address}");
        }
    }
});
