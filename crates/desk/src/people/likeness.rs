//! Whether two people may be one, and whether an address may be several people's.

use super::{Person, domain, folded};
use base::Email;

crate::ticket_words! {
    /// Why two people may be one.
    Likeness { SameName = "same_name", SameNameThere = "same_name_there", SameMailbox = "same_mailbox", }
}

/// Names of mailboxes that a house reads together.
const SHARED: [&str; 22] = [
    "admin",
    "billing",
    "contact",
    "customer",
    "desk",
    "hello",
    "help",
    "helpdesk",
    "info",
    "inquiry",
    "jinji",
    "mail",
    "office",
    "order",
    "orders",
    "postmaster",
    "sales",
    "service",
    "soumu",
    "support",
    "team",
    "toiawase",
];

/// Several people may write from it: whoever does is only as certain as their name.
pub fn is_shared(email: &Email) -> bool {
    let local = email.local().to_lowercase();
    let first = local.split(['+', '.', '-', '_']).next().unwrap_or_default();
    SHARED.contains(&first)
}

/// The strongest reason; none: nothing speaks for it.
pub fn likeness(one: &Person, other: &Person) -> Option<Likeness> {
    let named = !one.name.trim().is_empty() && spelt(&one.name) == spelt(&other.name);
    let (Some(here), Some(there)) = (&one.email, &other.email) else { return named.then_some(Likeness::SameName) };
    let together = one.organization.is_some() && one.organization == other.organization;
    let same_house = here.domain() == there.domain() && domain(&here.domain()).is_ok();
    if named && (together || same_house) {
        Some(Likeness::SameNameThere)
    } else if mailbox(here) == mailbox(there) && !is_shared(here) {
        Some(Likeness::SameMailbox)
    } else {
        named.then_some(Likeness::SameName)
    }
}

/// What stands before the `@`, without a tag and without dots.
pub fn mailbox(email: &Email) -> String {
    email.local().to_lowercase().split('+').next().unwrap_or_default().replace('.', "")
}

/// A name whatever the case, the width of spaces and the order of its words.
fn spelt(name: &str) -> Vec<String> {
    let folded = folded(name);
    let mut words: Vec<String> = folded.split(' ').map(str::to_owned).collect();
    words.sort_unstable();
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::PersonId;
    use base::Moment;

    fn person(name: &str, email: &str) -> Person {
        Person {
            id: PersonId(1),
            name: name.into(),
            email: Email::parse(email),
            language: None,
            time_zone: None,
            organization: None,
            created_at: Moment(0),
            version: 1,
        }
    }

    #[test]
    fn the_same_name_in_the_same_house_is_nearer_than_the_name_alone() {
        let kei = person("Kei Tanaka", "kei@customer.example");
        let like = |name: &str, email: &str| likeness(&kei, &person(name, email));
        assert_eq!(like("tanaka  KEI", "k.tanaka@customer.example"), Some(Likeness::SameNameThere));
        assert_eq!(like("Kei Tanaka", "kt@elsewhere.example"), Some(Likeness::SameName));
        assert_eq!(like("", "k.ei+news@private.example"), Some(Likeness::SameMailbox));
        assert_eq!(like("Mio Sato", "mio@customer.example"), None);
    }

    #[test]
    fn a_providers_domain_and_a_shared_mailbox_say_nothing() {
        let one = person("Kei Tanaka", "kei@gmail.com");
        assert_eq!(likeness(&one, &person("Kei Tanaka", "tanaka@gmail.com")), Some(Likeness::SameName));
        let info = person("", "info@a.example");
        assert_eq!(likeness(&info, &person("", "info@b.example")), None);
        for (address, shared) in
            [("info@a.example", true), ("sales-tokyo@a.example", true), ("informatik@a.example", false)]
        {
            assert_eq!(is_shared(&Email::parse(address).unwrap()), shared, "{address}");
        }
    }
}
