//! Whether two people may be one, and whether an address may be several people's.

use super::{Person, domain, folded};
use base::Email;

crate::ticket_words! {
    /// Why two people may be one, the strongest reason first.
    Likeness {
        SameNameThere = "same_name_there", SamePhone = "same_phone", SameHandle = "same_handle",
        SameMailbox = "same_mailbox", SameName = "same_name",
    }
}

/// Names of mailboxes that a house reads together, in English and Japanese, without dots and dashes.
#[rustfmt::skip]
const SHARED: &[&str] = &[
    "abuse", "accounting", "accounts", "admin", "annai", "billing", "booking", "bookings", "careers", "chumon",
    "chuumon", "complaints", "contact", "customer", "desk", "donotreply", "eigyo", "eigyou", "enquiries", "enquiry",
    "feedback", "finance", "gijutsu", "gyomu", "gyoumu", "hanbai", "hassou", "hello", "help", "helpdesk", "hinshitsu",
    "homu", "hoshu", "hostmaster", "houmu", "hr", "info", "inquiries", "inquiry", "invoice", "invoices", "jimu",
    "jimukyoku", "jinji", "jobs", "juchu", "juchuu", "kaikei", "kanri", "keiri", "kobai", "koho", "kokyaku", "koubai",
    "kouhou", "kyujin", "legal", "madoguchi", "mail", "mailerdaemon", "marketing", "mitsumori", "news", "newsletter",
    "noreply", "notification", "notifications", "office", "operations", "order", "orders", "otoiawase", "postmaster",
    "press", "privacy", "purchasing", "reception", "recruit", "recruiting", "returns", "root", "saiyo", "saiyou",
    "sales", "security", "service", "shomu", "shop", "sodan", "somu", "soudan", "soumu", "staff", "store", "support",
    "team", "toiawase", "uketsuke", "webmaster", "yoyaku",
];

/// Several people may write from it, as it is called: whoever does is only as certain as their name.
pub fn is_shared(email: &Email) -> bool {
    let local = mailbox_with_dots(email);
    let first = local.split(['.', '-', '_']).next().unwrap_or_default();
    SHARED.contains(&first) || SHARED.contains(&local.replace(['.', '-', '_'], "").as_str())
}

/// What their names say; none: nothing.
pub fn likeness(one: &Person, other: &Person) -> Option<Likeness> {
    let named = called_alike(&one.name, &other.name);
    let (Some(here), Some(there)) = (&one.email, &other.email) else { return named.then_some(Likeness::SameName) };
    let together = one.organization.is_some() && one.organization == other.organization;
    let same_house = here.domain() == there.domain() && domain(&here.domain()).is_ok();
    let why = if together || same_house { Likeness::SameNameThere } else { Likeness::SameName };
    named.then_some(why)
}

/// What stands before the `@`, without a tag and without dots.
pub fn mailbox(email: &Email) -> String {
    mailbox_with_dots(email).replace('.', "")
}

fn mailbox_with_dots(email: &Email) -> String {
    email.local().to_lowercase().split('+').next().unwrap_or_default().to_owned()
}

/// A name whatever the case and its spaces.
pub fn compact(name: &str) -> String {
    folded(name).replace(' ', "")
}

/// Words of a name that may stand first.
const WORDS: usize = 6;

/// A compact name as it is, then with each of its words as the first: the family name stands at either end.
pub fn turned(name: &str) -> Vec<String> {
    let folded = folded(name);
    let words: Vec<&str> = folded.split(' ').collect();
    (0..words.len().min(WORDS)).map(|first| words[first..].iter().chain(&words[..first]).copied().collect()).collect()
}

/// Whatever the case, the spaces and which word stands first.
pub fn called_alike(one: &str, other: &str) -> bool {
    let (here, there) = (compact(one), compact(other));
    !here.is_empty() && (turned(one).contains(&there) || turned(other).contains(&here))
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
        assert_eq!(like("", "kei@private.example"), None);
        assert_eq!(like("Mio Sato", "mio@customer.example"), None);
    }

    #[test]
    fn a_name_is_the_same_whatever_its_spaces_and_whichever_word_is_first() {
        for (one, other, alike) in [
            ("山田　太郎", "山田太郎", true),
            ("Kei Tanaka", "TANAKA Kei", true),
            ("TanakaKei", "Kei Tanaka", true),
            ("Anna Maria Berg", "Berg Anna Maria", true),
            ("Kei Tanaka", "Kei Tanabe", false),
            ("", " ", false),
        ] {
            assert_eq!((called_alike(one, other), called_alike(other, one)), (alike, alike), "{one} {other}");
        }
    }

    #[test]
    fn a_providers_domain_and_a_shared_mailbox_say_nothing() {
        let one = person("Kei Tanaka", "kei@gmail.com");
        assert_eq!(likeness(&one, &person("Kei Tanaka", "tanaka@gmail.com")), Some(Likeness::SameName));
        let info = person("", "info@a.example");
        assert_eq!(likeness(&info, &person("", "info@b.example")), None);
        for (address, shared) in [
            ("info@a.example", true),
            ("sales-tokyo@a.example", true),
            ("informatik@a.example", false),
            ("no-reply+7@a.example", true),
            ("uketsuke@a.example", true),
        ] {
            assert_eq!(is_shared(&Email::parse(address).unwrap()), shared, "{address}");
        }
    }
}
