//! What every page shows of the installation itself.

use base::Language;
use desk::Done;
use store::{Read, settings};

#[derive(Clone, Debug, PartialEq)]
pub struct House {
    /// Empty before the first set-up.
    pub organization: String,
    pub language: Language,
    /// IANA name.
    pub time_zone: String,
    /// Everything in it is invented.
    pub demo: bool,
}

impl Default for House {
    fn default() -> Self {
        Self { organization: String::new(), language: Language::default(), time_zone: "UTC".into(), demo: false }
    }
}

pub fn load(read: &mut Read) -> Done<House> {
    let unset = House::default();
    Ok(House {
        organization: settings::load(read, "organization")?.unwrap_or(unset.organization),
        language: settings::load(read, "language")?.as_deref().and_then(Language::from_tag).unwrap_or(unset.language),
        time_zone: settings::load(read, "time_zone")?.unwrap_or(unset.time_zone),
        demo: store::demo::is_marked(read)?,
    })
}
