//! People and organisations from a table: what its columns mean, what each of its lines says, and what is wrong with it.

use super::{
    Handle, MOST_DOMAINS, PhoneKind, Tier, domain, handle_folded, handles, notes, notes_in, person_name, person_note,
    time_zone,
};
use crate::Refusal;
use crate::form::{Book, FieldId};
use base::{Email, Language};

/// Octets of a file, lines of a table, columns of a line, at most.
pub const MOST_OCTETS: usize = 900_000;
pub const MOST_ROWS: usize = 5_000;
pub const MOST_COLUMNS: usize = 60;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    Nothing,
    /// Those of one person with `;` between them, the one we write to first.
    Email,
    Name,
    /// The main one, and those they belong to as well, with `;` between them.
    Organization,
    /// Of the organisation in the same line, with `;` between them.
    Domains,
    Language,
    Zone,
    Tier,
    /// Of the organisation in the same line.
    OrganizationTier,
    /// Numbers with `;` between them.
    Phone(PhoneKind),
    /// `line:taro; x:taro_y`
    Handles,
    /// What agents note of them, with a line `---` between two notes.
    Notes,
    /// Of the organisation in the same line.
    OrganizationNotes,
    /// What people have defined.
    Field(FieldId),
}

impl Holds {
    /// Those that are there in every house.
    pub const ALL: [Self; 16] = [
        Self::Nothing,
        Self::Email,
        Self::Name,
        Self::Organization,
        Self::Domains,
        Self::Language,
        Self::Zone,
        Self::Tier,
        Self::OrganizationTier,
        Self::Phone(PhoneKind::Work),
        Self::Phone(PhoneKind::Mobile),
        Self::Phone(PhoneKind::Home),
        Self::Phone(PhoneKind::Other),
        Self::Handles,
        Self::Notes,
        Self::OrganizationNotes,
    ];

    pub fn name(self) -> String {
        let fixed = match self {
            Self::Nothing => "nothing",
            Self::Email => "email",
            Self::Name => "name",
            Self::Organization => "organization",
            Self::Domains => "domains",
            Self::Language => "language",
            Self::Zone => "time_zone",
            Self::Tier => "tier",
            Self::OrganizationTier => "organization_tier",
            Self::Phone(kind) => return format!("phone_{}", kind.name()),
            Self::Handles => "handles",
            Self::Notes => "notes",
            Self::OrganizationNotes => "organization_notes",
            Self::Field(id) => return format!("field-{id}"),
        };
        fixed.to_owned()
    }

    /// It tells one person or organisation from all others.
    pub const fn says_who(self) -> bool {
        matches!(self, Self::Email | Self::Phone(_) | Self::Handles | Self::Organization)
    }

    pub fn named(text: &str) -> Option<Self> {
        match text.strip_prefix("field-") {
            Some(id) => id.parse().ok().map(FieldId).map(Self::Field),
            None => Self::ALL.into_iter().find(|holds| holds.name() == text),
        }
    }
}

/// A table as it came: its head, and its lines with the number each has in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    pub head: Vec<String>,
    pub rows: Vec<(usize, Vec<String>)>,
}

/// What one line says.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub email: Option<Email>,
    /// Those beside it.
    pub further_emails: Vec<Email>,
    pub name: String,
    pub organization: String,
    /// Those they belong to as well.
    pub further: Vec<String>,
    /// Lower case, sound.
    pub domains: Vec<String>,
    pub language: Option<Language>,
    pub time_zone: Option<String>,
    pub tier: Option<Tier>,
    pub organization_tier: Option<Tier>,
    /// As they were typed.
    pub phones: Vec<(PhoneKind, String)>,
    pub handles: Vec<Handle>,
    /// Each sound.
    pub notes: Vec<String>,
    /// Empty: the line says nothing of it.
    pub organization_notes: String,
    /// What stands in the columns of fields, as it was typed.
    pub fields: Vec<(FieldId, String)>,
}

impl Entry {
    /// By what the line means somebody: the first number where there is no address, else the first name in a chat. None:
    /// it means nobody.
    pub fn key(&self) -> Option<String> {
        let address = self.email.as_ref().map(Email::canonical);
        let number = || self.phones.first().map(|(_, number)| number.clone());
        let name = |one: &Handle| format!("{}:{}", one.service.name(), handle_folded(&one.handle));
        address.or_else(number).or_else(|| self.handles.first().map(name))
    }

    /// What somebody without an address is called, where no name is known by what they are reached.
    pub fn called(&self) -> &str {
        let number = self.phones.first().map(|(_, number)| number.as_str());
        let way = number.or_else(|| self.handles.first().map(|one| one.handle.as_str()));
        if self.name.is_empty() { way.unwrap_or_default() } else { &self.name }
    }
}

/// Reads a table with commas, semicolons or tabs between its cells (RFC 4180), whichever its head has most of.
pub fn table(text: &str) -> Result<Table, Refusal> {
    let text = text.trim_start_matches('\u{feff}');
    if text.len() > MOST_OCTETS {
        return Err(Refusal::ImportTooLarge);
    }
    let head = text.lines().next().unwrap_or_default();
    let between = [',', ';', '\t'].into_iter().max_by_key(|mark| head.matches(*mark).count()).unwrap_or(',');
    let mut lines = cells(text, between).into_iter();
    let (_, head) = lines.next().ok_or(Refusal::ImportEmpty)?;
    let rows: Vec<_> = lines.filter(|(_, row)| row.iter().any(|cell| !cell.trim().is_empty())).collect();
    if rows.is_empty() {
        Err(Refusal::ImportEmpty)
    } else if rows.len() > MOST_ROWS || head.len() > MOST_COLUMNS {
        Err(Refusal::ImportTooLarge)
    } else {
        Ok(Table { head: head.into_iter().map(|cell| cell.trim().to_owned()).collect(), rows })
    }
}

fn cells(text: &str, between: char) -> Vec<(usize, Vec<String>)> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut line, mut began, mut quoted) = (1, 1, false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => cell.extend(chars.next()),
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            '\r' if !quoted => {}
            '\n' => {
                line += 1;
                if quoted {
                    cell.push('\n');
                } else {
                    row.push(std::mem::take(&mut cell));
                    rows.push((began, std::mem::take(&mut row)));
                    began = line;
                }
            }
            c if c == between && !quoted => row.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
        if rows.len() > MOST_ROWS + 1 {
            break;
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push((began, row));
    }
    rows
}

/// What a column probably holds: a field that is called so, else as the name in its head suggests.
pub fn guess_with(head: &str, book: &Book) -> Holds {
    let own = head.trim().to_lowercase();
    let called = |text: &str| !text.is_empty() && text.to_lowercase() == own;
    let field = book.fields.iter().find(|field| {
        field.active && [&field.key, &field.label.en, &field.label.ja].into_iter().any(|text| called(text))
    });
    match field {
        Some(field) if field.nature.is_of_tables() => Holds::Field(field.id),
        Some(_) => Holds::Nothing,
        None => guess(head),
    }
}

/// What a column probably holds, by its name in the head.
pub fn guess(head: &str) -> Holds {
    const WORDS: [(Holds, &[&str]); 15] = [
        (Holds::Domains, &["domain", "ドメイン"]),
        (Holds::Email, &["mail", "メール", "アドレス"]),
        (
            Holds::OrganizationTier,
            &[
                "organization tier",
                "organization’s tier",
                "organisation tier",
                "company tier",
                "組織のランク",
                "会社のランク",
            ],
        ),
        (
            Holds::OrganizationNotes,
            &[
                "organization notes",
                "organization’s notes",
                "organisation notes",
                "company notes",
                "組織のメモ",
                "会社のメモ",
            ],
        ),
        (Holds::Phone(PhoneKind::Mobile), &["mobile", "cell", "携帯"]),
        (Holds::Phone(PhoneKind::Home), &["home phone", "phone (home", "自宅"]),
        (Holds::Phone(PhoneKind::Other), &["phone (other", "電話（その他", "電話(その他"]),
        (Holds::Phone(PhoneKind::Work), &["phone", "telephone", "電話", "tel"]),
        (Holds::Handles, &["chat", "social", "チャット", "sns"]),
        (Holds::Notes, &["notes", "memo", "メモ", "備考"]),
        (Holds::Tier, &["tier", "vip", "ランク"]),
        (Holds::Organization, &["organi", "company", "会社", "組織", "企業"]),
        (Holds::Language, &["language", "言語"]),
        (Holds::Zone, &["zone", "タイムゾーン"]),
        (Holds::Name, &["name", "氏名", "名前", "担当"]),
    ];
    let head = head.to_lowercase();
    let found = WORDS.into_iter().find(|(_, words)| words.iter().any(|word| head.contains(word)));
    found.map_or(Holds::Nothing, |(holds, _)| holds)
}

/// What a line says, as its columns are meant.
pub fn entry(row: &[String], columns: &[Holds]) -> Result<Entry, Refusal> {
    let cell = |what: Holds| {
        let found = columns.iter().zip(row).find(|(holds, cell)| **holds == what && !cell.trim().is_empty());
        found.map(|(_, cell)| cell.trim()).unwrap_or_default()
    };
    let own = |(holds, cell): (&Holds, &String)| match holds {
        Holds::Field(id) if !cell.trim().is_empty() => Some((*id, cell.trim().to_owned())),
        _ => None,
    };
    let named = |text: &str| if text.trim().is_empty() { Ok(String::new()) } else { person_name(text) };
    let emails = columns.iter().zip(row).filter(|(holds, _)| **holds == Holds::Email);
    let emails = emails.flat_map(|(_, cell)| several(cell)).map(|one| Email::typed(one).ok_or(Refusal::AddressInvalid));
    let mut emails = emails.collect::<Result<Vec<_>, _>>()?.into_iter();
    // `; Tools` names no main one.
    let organizations = cell(Holds::Organization);
    let (organization, further) = organizations.split_once(BETWEEN).unwrap_or((organizations, ""));
    Ok(Entry {
        email: emails.next(),
        further_emails: emails.collect(),
        name: named(cell(Holds::Name))?,
        organization: named(organization)?,
        further: several(further).map(person_name).collect::<Result<_, _>>()?,
        domains: domains(cell(Holds::Domains))?,
        language: match cell(Holds::Language) {
            "" => None,
            word => Some(language(word).ok_or(Refusal::LanguageUnknown)?),
        },
        time_zone: match cell(Holds::Zone) {
            "" => None,
            zone => Some(time_zone(zone)?),
        },
        tier: tier(cell(Holds::Tier))?,
        organization_tier: tier(cell(Holds::OrganizationTier))?,
        phones: phones(row, columns),
        handles: handles(cell(Holds::Handles))?,
        notes: noted(cell(Holds::Notes))?,
        organization_notes: notes(typed(cell(Holds::OrganizationNotes))).map_err(too_long)?,
        fields: columns.iter().zip(row).filter_map(own).collect(),
    })
}

fn domains(cell: &str) -> Result<Vec<String>, Refusal> {
    let all: Vec<&str> = cell.split([';', '；', ',', '、', ' ', '\n']).filter(|one| !one.is_empty()).collect();
    if all.len() > MOST_DOMAINS {
        return Err(Refusal::TooManyDomains);
    }
    all.into_iter().map(domain).collect()
}

/// A language by its tag, or as people write it.
fn language(word: &str) -> Option<Language> {
    match word.to_lowercase().as_str() {
        "japanese" | "日本語" => Some(Language::Japanese),
        "english" | "英語" => Some(Language::English),
        _ => Language::from_tag(word),
    }
}

/// Between several things in one cell.
const BETWEEN: [char; 3] = [';', '；', '\n'];

fn several(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(BETWEEN).map(str::trim).filter(|one| !one.is_empty())
}

fn phones(row: &[String], columns: &[Holds]) -> Vec<(PhoneKind, String)> {
    let of = |(holds, cell): (&Holds, &String)| match holds {
        Holds::Phone(kind) => several(cell).map(|one| (*kind, one.to_owned())).collect(),
        _ => Vec::new(),
    };
    columns.iter().zip(row).flat_map(of).collect()
}

fn noted(cell: &str) -> Result<Vec<String>, Refusal> {
    notes_in(typed(cell)).iter().map(|note| person_note(note).map_err(too_long)).collect()
}

/// In a line of many cells it must be said what is too long.
fn too_long(refusal: Refusal) -> Refusal {
    if refusal == Refusal::TextTooLong { Refusal::ImportNoteTooLong } else { refusal }
}

/// A cell without the quote that an export puts before what would be a formula in a spreadsheet.
fn typed(cell: &str) -> &str {
    let guarded = cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']));
    guarded.unwrap_or(cell)
}

fn tier(text: &str) -> Result<Option<Tier>, Refusal> {
    if text.is_empty() { Ok(None) } else { Tier::typed(text).map(Some).ok_or(Refusal::TierUnknown) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_with_quotes_line_ends_and_any_usual_mark() {
        let read =
            table("\u{feff}Name;E-Mail\r\n\"Tanaka; Kei\";kei@x.example\r\n;\r\n\"a\"\"b\nc\";mio@x.example").unwrap();
        assert_eq!(read.head, ["Name", "E-Mail"]);
        assert_eq!(read.rows[0], (2, vec!["Tanaka; Kei".into(), "kei@x.example".into()]));
        assert_eq!(read.rows[1], (4, vec!["a\"b\nc".into(), "mio@x.example".into()]));
    }

    #[test]
    fn a_table_has_lines_and_not_too_many() {
        assert_eq!(table(""), Err(Refusal::ImportEmpty));
        assert_eq!(table("email\n"), Err(Refusal::ImportEmpty));
        assert_eq!(table(&format!("email\n{}", "a@x.example\n".repeat(MOST_ROWS + 1))), Err(Refusal::ImportTooLarge));
        assert_eq!(table(&"x".repeat(MOST_OCTETS + 1)), Err(Refusal::ImportTooLarge));
    }

    #[test]
    fn columns_are_guessed_in_both_languages() {
        assert_eq!(["Domains", "メールドメイン"].map(guess), [Holds::Domains; 2]);
        let heads = ["E-mail", "氏名", "会社名", "Full name", "Language", "趣味", "ランク", "Organization tier", "VIP"];
        let found = heads.map(guess);
        use Holds::{Email, Language, Name, Nothing, Organization, OrganizationTier, Tier};
        assert_eq!(found, [Email, Name, Organization, Name, Language, Nothing, Tier, OrganizationTier, Tier]);
        assert_eq!(["Notes", "備考", "メモ"].map(guess), [Holds::Notes; 3]);
        assert_eq!(["Organization’s notes", "組織のメモ"].map(guess), [Holds::OrganizationNotes; 2]);
        assert_eq!(guess("Organization’s tier"), OrganizationTier);
    }

    #[test]
    fn a_line_says_who_or_what_is_wrong_with_it() {
        let columns = [Holds::Email, Holds::Name, Holds::Language, Holds::Tier];
        let line =
            |[email, name, language]: [&str; 3]| entry(&[email, name, language, ""].map(str::to_owned), &columns);
        let tier =
            |text: &str| entry(&["kei@x.example", "", "", text].map(str::to_owned), &columns).map(|one| one.tier);
        assert_eq!(tier("VIP"), Ok(Some(super::Tier::Vip)));
        assert_eq!(tier(""), Ok(None));
        assert_eq!(tier("gold"), Err(Refusal::TierUnknown));
        assert_eq!(line(["kei@x.example", " Kei ", "ja"]).unwrap().name, "Kei");
        assert_eq!(line(["kei", "Kei", ""]), Err(Refusal::AddressInvalid));
        assert_eq!(line(["kei@x.example", "Kei", "xx"]), Err(Refusal::LanguageUnknown));
        for word in ["ja", "ja-JP", "Japanese", "日本語"] {
            assert_eq!(line(["kei@x.example", "Kei", word]).unwrap().language, Some(Language::Japanese), "{word}");
        }
    }

    #[test]
    fn several_notes_stand_in_one_cell_and_none_is_too_long() {
        let columns = [Holds::Email, Holds::Notes, Holds::OrganizationNotes];
        let line = |notes: &str, of: &str| entry(&["kei@x.example", notes, of].map(str::to_owned), &columns);
        let found = line("'- likes tea\r\n\r\n- no calls\n --- \n---\nPays late", "'+ VIP").unwrap();
        assert_eq!(found.notes, ["- likes tea\n\n- no calls", "Pays late"]);
        assert_eq!(found.organization_notes, "+ VIP");
        assert_eq!(line("'twas nice", "").unwrap().notes, ["'twas nice"]);
        assert_eq!(line(&"x".repeat(5_000), &"x".repeat(10_000)).map(|one| one.notes.len()), Ok(1));
        assert_eq!(line(&"x".repeat(5_001), ""), Err(Refusal::ImportNoteTooLong));
        assert_eq!(line("", &"x".repeat(10_001)), Err(Refusal::ImportNoteTooLong));
    }

    #[test]
    fn several_addresses_and_organisations_stand_in_one_cell() {
        let columns = [Holds::Email, Holds::Organization, Holds::Email];
        let line = |cells: [&str; 3]| entry(&cells.map(str::to_owned), &columns);
        let found = line(["Kei@x.example; kei@home.example", "Parts Ltd；Tools Ltd; Old", "k@y.example"]).unwrap();
        assert_eq!(found.email, Email::parse("Kei@x.example"));
        let further: Vec<String> = found.further_emails.iter().map(ToString::to_string).collect();
        assert_eq!(further, ["kei@home.example", "k@y.example"]);
        assert_eq!((found.organization.as_str(), found.further), ("Parts Ltd", vec!["Tools Ltd".into(), "Old".into()]));
        let beside = line(["kei@x.example", "; Tools Ltd", ""]).unwrap();
        assert_eq!((beside.organization.as_str(), beside.further), ("", vec!["Tools Ltd".into()]));
        assert_eq!(line(["kei@x.example; kei", "", ""]), Err(Refusal::AddressInvalid));
    }

    #[test]
    fn a_line_means_somebody_by_any_way_to_reach_them_or_an_organisation() {
        let columns =
            [Holds::Email, Holds::Phone(PhoneKind::Work), Holds::Handles, Holds::Organization, Holds::Domains];
        let line = |cells: [&str; 5]| entry(&cells.map(str::to_owned), &columns).unwrap();
        assert_eq!(line(["Kei@x.example", "1", "", "", ""]).key(), Some("kei@x.example".into()));
        assert_eq!(line(["", "1; 2", "line:kei", "", ""]).key(), Some("1".into()));
        let chat = line(["", "", "line:Kei", "", ""]);
        assert_eq!((chat.key(), chat.called()), (Some("line:kei".into()), "Kei"));
        let alone = line(["", "", "", "Parts", "Parts.example; parts.example.jp"]);
        assert_eq!(alone.key(), None);
        assert_eq!(alone.domains, ["parts.example", "parts.example.jp"]);
    }
}
