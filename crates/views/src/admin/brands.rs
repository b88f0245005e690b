//! Brands, and one of them.

use super::{Choice, Form};
use crate::Shell;
use crate::agent::Frame;
use askama::Template;
use base::Language;
use desk::channel::Mailbox;
use desk::ticket::{Brand, BrandId, Color};

#[derive(Template)]
#[template(path = "admin/brands.html")]
pub struct Brands<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// The first is the standard.
    pub brands: Vec<Brand>,
    pub mailboxes: Vec<Mailbox>,
}

#[derive(Template)]
#[template(path = "admin/brand.html")]
pub struct BrandPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// None: one to be made.
    pub brand: Option<Brand>,
    pub form: Form,
}

/// Where a brand's logo is read; the digest makes a new picture a new address.
pub fn logo_path(brand: &Brand) -> Option<String> {
    let logo = brand.logo.as_ref()?;
    Some(format!("/brands/{}/logo?{}", brand.id, logo.digest.to_string().chars().take(12).collect::<String>()))
}

impl Brands<'_> {
    fn title(&self) -> &str {
        self.shell.say("brands")
    }

    fn is_first(&self, id: &BrandId) -> bool {
        self.brands.first().is_some_and(|brand| brand.id == *id)
    }

    fn logo(&self, brand: &Brand) -> Option<String> {
        logo_path(brand)
    }

    fn mailboxes_of(&self, id: &BrandId) -> Vec<&Mailbox> {
        self.mailboxes.iter().filter(|mailbox| mailbox.brand == *id).collect()
    }
}

impl BrandPage<'_> {
    fn title(&self) -> &str {
        self.brand.as_ref().map_or_else(|| self.shell.say("brand-new"), |brand| &brand.name)
    }

    fn action(&self) -> String {
        self.brand.as_ref().map_or_else(|| "/admin/brands".into(), |brand| format!("/admin/brands/{}", brand.id))
    }

    fn logo(&self) -> Option<String> {
        self.brand.as_ref().and_then(logo_path)
    }

    fn colors(&self) -> &'static [Color] {
        Color::ALL
    }

    fn languages(&self) -> Vec<Choice> {
        let house = Choice::new("", self.shell.say("brand-language-house"));
        let named = |language: Language| Choice::new(language.tag(), language.endonym());
        std::iter::once(house).chain(Language::ALL.map(named)).collect()
    }
}
