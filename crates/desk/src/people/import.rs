//! People and organisations from a table: what its columns mean, what each of its lines says, and what is wrong with it. A long
//! table is cut into pieces, which are taken one after the other.

use super::{
    Handle, MOST_DOMAINS, PersonId, PhoneKind, Tier, domain, handle_folded, handles, notes, notes_in, person_name,
    person_note, time_zone,
};
use crate::Refusal;
use crate::form::{Book, FieldId};
use base::{Email, Language, Moment};

/// Octets of a file and lines of a table that is taken at once, at most.
pub const MOST_OCTETS: usize = 900_000;
pub const MOST_ROWS: usize = 5_000;
/// The same of one that is taken in pieces, and lines of a piece.
pub const MOST_OCTETS_IN_PIECES: usize = 20_000_000;
pub const MOST_ROWS_IN_PIECES: usize = 100_000;
pub const PIECE: usize = 100;
/// Columns of a line at most.
pub const MOST_COLUMNS: usize = 60;
/// Characters of a word that is told because nobody knows what it means.
const LONGEST_UNKNOWN: usize = 40;

base::id!(PeopleImportId);

crate::ticket_words! {
    /// How far a table is that is taken in pieces.
    PeopleImportState {
        /// It was brought, and nothing was done yet.
        Brought = "brought",
        Trying = "trying",
        Tried = "tried",
        Taking = "taking",
        Taken = "taken",
        /// Somebody stopped it; what was taken stays.
        Stopped = "stopped",
    }
}

/// A table that waits in pieces.
#[derive(Clone, Debug, PartialEq)]
pub struct PeopleImport {
    pub id: PeopleImportId,
    /// Who brought it, and in whose name it is taken.
    pub person: PersonId,
    pub state: PeopleImportState,
    /// Its first line as it came, and what stands between the cells.
    pub head: String,
    pub between: char,
    pub columns: Vec<Holds>,
    /// Lines that say something, and pieces.
    pub rows: i64,
    pub pieces: i64,
    pub at: Moment,
}

impl PeopleImport {
    pub const fn is_at_work(&self) -> bool {
        matches!(self.state, PeopleImportState::Trying | PeopleImportState::Taking)
    }

    pub fn names(&self) -> Vec<String> {
        names(&self.head, self.between)
    }
}

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

    /// Those of all columns as one word each, with commas between them; and back.
    pub fn written(all: &[Self]) -> String {
        all.iter().map(|holds| holds.name()).collect::<Vec<_>>().join(",")
    }

    pub fn read(all: &str) -> Vec<Self> {
        all.split(',').map(|name| Self::named(name).unwrap_or(Self::Nothing)).collect()
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
    /// The language as it was typed, where Kippu does not speak it; else empty.
    pub unspoken: String,
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
    if text.len() > MOST_OCTETS {
        return Err(Refusal::ImportTooLarge);
    }
    let (head, between, records) = begun(text)?;
    let head = names(head, between);
    let rows: Vec<_> = records.filter(|(_, record)| says(record, between)).take(MOST_ROWS + 1).collect();
    if rows.is_empty() {
        Err(Refusal::ImportEmpty)
    } else if rows.len() > MOST_ROWS || head.len() > MOST_COLUMNS {
        Err(Refusal::ImportTooLarge)
    } else {
        Ok(Table { head, rows: rows.into_iter().map(|(line, record)| (line, cells(record, between))).collect() })
    }
}

/// A table in pieces.
#[derive(Clone, Debug, PartialEq)]
pub struct Cut {
    /// Its first line as it came, and what stands between the cells.
    pub head: String,
    pub between: char,
    /// Lines that say something.
    pub rows: usize,
    /// Each with the number that its first line has in the file.
    pub pieces: Vec<(usize, String)>,
}

impl Cut {
    pub fn names(&self) -> Vec<String> {
        names(&self.head, self.between)
    }
}

/// The same table cut into pieces of so many lines.
pub fn cut(text: &str) -> Result<Cut, Refusal> {
    if text.len() > MOST_OCTETS_IN_PIECES {
        return Err(Refusal::PeopleImportTooLarge);
    }
    let (head, between, records) = begun(text)?;
    let mut cut = Cut { head: head.to_owned(), between, rows: 0, pieces: Vec::new() };
    for (line, record) in records {
        let says = says(record, between);
        if cut.pieces.is_empty() || (says && cut.rows > 0 && cut.rows % PIECE == 0) {
            cut.pieces.push((line, String::new()));
        }
        if let Some((_, piece)) = cut.pieces.last_mut() {
            piece.push_str(record);
            piece.push('\n');
        }
        cut.rows += usize::from(says);
    }
    if cut.rows == 0 {
        Err(Refusal::ImportEmpty)
    } else if cut.rows > MOST_ROWS_IN_PIECES || names(head, between).len() > MOST_COLUMNS {
        Err(Refusal::PeopleImportTooLarge)
    } else {
        Ok(cut)
    }
}

/// The lines of a piece that say something, with the numbers they have in the file.
pub fn lines(piece: &str, between: char, first: usize) -> Vec<(usize, Vec<String>)> {
    let records = Records { text: piece, between, line: first };
    records.filter(|(_, record)| says(record, between)).map(|(line, record)| (line, cells(record, between))).collect()
}

/// The names in a head.
fn names(head: &str, between: char) -> Vec<String> {
    cells(head, between).into_iter().map(|cell| cell.trim().to_owned()).collect()
}

/// The head of a text, what stands between its cells, and what comes after the head.
fn begun(text: &str) -> Result<(&str, char, Records<'_>), Refusal> {
    let text = text.trim_start_matches('\u{feff}');
    let head = text.lines().next().unwrap_or_default();
    let between = [',', ';', '\t'].into_iter().max_by_key(|mark| head.matches(*mark).count()).unwrap_or(',');
    let mut records = Records { text, between, line: 1 };
    let (_, head) = records.next().ok_or(Refusal::ImportEmpty)?;
    Ok((head, between, records))
}

/// There is more in it than what stands around cells.
fn says(record: &str, between: char) -> bool {
    record.chars().any(|c| c != between && c != '"' && !c.is_whitespace())
}

/// The lines of a text with their numbers; one with a quoted cell may go over several.
struct Records<'t> {
    text: &'t str,
    between: char,
    line: usize,
}

impl<'t> Iterator for Records<'t> {
    type Item = (usize, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        if self.text.is_empty() {
            return None;
        }
        let (began, text) = (self.line, self.text);
        let (mut quoted, mut empty) = (false, true);
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' if quoted && chars.peek().is_some_and(|(_, next)| *next == '"') => {
                    chars.next();
                    empty = false;
                }
                '"' if quoted => quoted = false,
                '"' if empty => quoted = true,
                '\r' if !quoted => {}
                '\n' => {
                    self.line += 1;
                    empty = false;
                    if !quoted {
                        self.text = &text[at + 1..];
                        return Some((began, &text[..at]));
                    }
                }
                c if c == self.between && !quoted => empty = true,
                _ => empty = false,
            }
        }
        self.text = "";
        Some((began, text))
    }
}

/// The cells of one line; of what has too many, one too many.
fn cells(record: &str, between: char) -> Vec<String> {
    let (mut row, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut chars = record.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => cell.extend(chars.next()),
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            '\r' if !quoted => {}
            c if c == between && !quoted => {
                row.push(std::mem::take(&mut cell));
                if row.len() > MOST_COLUMNS {
                    return row;
                }
            }
            c => cell.push(c),
        }
    }
    row.push(cell);
    row
}

/// What the columns probably hold, nothing twice.
pub fn guess_all(head: &[String], book: &Book) -> Vec<Holds> {
    let mut taken = Vec::new();
    let meant = |name: &String| {
        let holds = guess_with(name, book);
        if taken.contains(&holds) {
            return Holds::Nothing;
        }
        taken.push(holds);
        holds
    };
    head.iter().map(meant).collect()
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

/// What a line says, as its columns are meant, and what is wrong with it, each reason once. What is wrong it does not say.
pub fn entry(row: &[String], columns: &[Holds]) -> (Entry, Vec<Refusal>) {
    let row: Vec<&str> = row.iter().map(|cell| typed(cell.trim()).trim()).collect();
    let cell = |what: Holds| {
        let found = columns.iter().zip(&row).find(|(holds, cell)| **holds == what && !cell.is_empty());
        found.map(|(_, cell)| *cell).unwrap_or_default()
    };
    let own = |(holds, cell): (&Holds, &&str)| match holds {
        Holds::Field(id) if !cell.is_empty() => Some((*id, (*cell).to_owned())),
        _ => None,
    };
    let named = |text: &str| if text.trim().is_empty() { Ok(String::new()) } else { person_name(text) };
    let mut wrong = Vec::new();
    let mut emails = Vec::new();
    for (_, cell) in columns.iter().zip(&row).filter(|(holds, _)| **holds == Holds::Email) {
        for one in several(cell) {
            emails.extend(sound(&mut wrong, Email::typed(one).map(Some).ok_or(Refusal::AddressInvalid)));
        }
    }
    let mut emails = emails.into_iter();
    // `; Tools` names no main one.
    let organizations = cell(Holds::Organization);
    let (main, beside) = organizations.split_once(BETWEEN).unwrap_or((organizations, ""));
    let mut further = Vec::new();
    for name in several(beside) {
        further.extend(sound(&mut wrong, person_name(name).map(Some)));
    }
    let (word, zone) = (cell(Holds::Language), cell(Holds::Zone));
    let language = language(word);
    let unspoken = if language.is_none() { word.chars().take(LONGEST_UNKNOWN).collect() } else { String::new() };
    let zone = if zone.is_empty() { Ok(None) } else { time_zone(zone).map(Some) };
    let entry = Entry {
        email: emails.next(),
        further_emails: emails.collect(),
        name: sound(&mut wrong, named(cell(Holds::Name))),
        organization: sound(&mut wrong, named(main)),
        further,
        domains: sound(&mut wrong, domains(cell(Holds::Domains))),
        language,
        unspoken,
        time_zone: sound(&mut wrong, zone),
        tier: sound(&mut wrong, tier(cell(Holds::Tier))),
        organization_tier: sound(&mut wrong, tier(cell(Holds::OrganizationTier))),
        phones: phones(&row, columns),
        handles: sound(&mut wrong, handles(cell(Holds::Handles))),
        notes: sound(&mut wrong, noted(cell(Holds::Notes))),
        organization_notes: sound(&mut wrong, notes(cell(Holds::OrganizationNotes)).map_err(too_long)),
        fields: columns.iter().zip(&row).filter_map(own).collect(),
    };
    (entry, wrong)
}

/// Nothing, where it is wrong: that is told.
fn sound<T: Default>(wrong: &mut Vec<Refusal>, read: Result<T, Refusal>) -> T {
    read.unwrap_or_else(|refusal| {
        if !wrong.contains(&refusal) {
            wrong.push(refusal);
        }
        T::default()
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

fn phones(row: &[&str], columns: &[Holds]) -> Vec<(PhoneKind, String)> {
    let of = |(holds, cell): (&Holds, &&str)| match holds {
        Holds::Phone(kind) => several(cell).map(|one| (*kind, one.to_owned())).collect(),
        _ => Vec::new(),
    };
    columns.iter().zip(row).flat_map(of).collect()
}

fn noted(cell: &str) -> Result<Vec<String>, Refusal> {
    notes_in(cell).iter().map(|note| person_note(note).map_err(too_long)).collect()
}

/// In a line of many cells it must be said what is too long.
fn too_long(refusal: Refusal) -> Refusal {
    if refusal == Refusal::TextTooLong { Refusal::ImportNoteTooLong } else { refusal }
}

/// A cell without the quote that an export puts before what would be a formula in a spreadsheet.
fn typed(cell: &str) -> &str {
    let formula = |rest: &str| rest.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    cell.strip_prefix('\'').filter(|rest| formula(rest)).unwrap_or(cell)
}

fn tier(text: &str) -> Result<Option<Tier>, Refusal> {
    if text.is_empty() { Ok(None) } else { Tier::typed(text).map(Some).ok_or(Refusal::TierUnknown) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a sound line says.
    fn sound_entry(row: &[&str], columns: &[Holds]) -> Entry {
        let row: Vec<String> = row.iter().map(|cell| (*cell).to_owned()).collect();
        let (entry, wrong) = entry(&row, columns);
        assert_eq!(wrong, []);
        entry
    }

    fn wrong_with(row: &[&str], columns: &[Holds]) -> Vec<Refusal> {
        let row: Vec<String> = row.iter().map(|cell| (*cell).to_owned()).collect();
        entry(&row, columns).1
    }

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
    fn a_long_table_is_cut_into_pieces_that_read_as_the_whole_does() {
        let text: String = (0..PIECE + 5)
            .map(|n| {
                if n == 3 { format!("\r\n\"a\nb, {n}\",x{n}@y.example\r\n") } else { format!("n {n},x{n}@y.example\n") }
            })
            .collect();
        let text = format!("\u{feff}name,email\r\n{text}");
        let (whole, cut) = (table(&text).unwrap(), cut(&text).unwrap());
        assert_eq!((cut.rows, cut.pieces.len(), cut.names()), (PIECE + 5, 2, whole.head));
        let read: Vec<_> = cut.pieces.iter().flat_map(|(first, piece)| lines(piece, cut.between, *first)).collect();
        assert_eq!(read, whole.rows);
        assert_eq!(read[3], (6, vec!["a\nb, 3".into(), "x3@y.example".into()]));
        assert_eq!(super::cut("name\n\n"), Err(Refusal::ImportEmpty));
        let many = format!("email\n{}", "a\n".repeat(MOST_ROWS_IN_PIECES + 1));
        assert_eq!(super::cut(&many), Err(Refusal::PeopleImportTooLarge));
        assert_eq!(super::cut(&format!("{}\na", ",".repeat(MOST_COLUMNS))), Err(Refusal::PeopleImportTooLarge));
        assert!(super::cut(&format!("{}\na", ",".repeat(MOST_COLUMNS - 1))).is_ok());
    }

    #[test]
    fn what_columns_mean_reads_back_as_it_was_written() {
        let columns = [Holds::Email, Holds::Nothing, Holds::Phone(PhoneKind::Home), Holds::Field(FieldId(7))];
        assert_eq!(Holds::read(&Holds::written(&columns)), columns);
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
        let tier = |text: &str| sound_entry(&["kei@x.example", "", "", text], &columns).tier;
        assert_eq!((tier("VIP"), tier("")), (Some(super::Tier::Vip), None));
        assert_eq!(sound_entry(&["kei@x.example", " Kei ", "ja", ""], &columns).name, "Kei");
        for word in ["ja", "ja-JP", "Japanese", "日本語"] {
            let found = sound_entry(&["kei@x.example", "Kei", word, ""], &columns);
            assert_eq!((found.language, found.unspoken.as_str()), (Some(Language::Japanese), ""), "{word}");
        }
        assert_eq!(wrong_with(&["kei; x", "Kei", "", ""], &columns), [Refusal::AddressInvalid], "once");
        let all = wrong_with(&["kei", &"x".repeat(300), "", "gold"], &columns);
        assert_eq!(
            (all.len(), all[0], all[2]),
            (3, Refusal::AddressInvalid, Refusal::TierUnknown),
            "everything: {all:?}"
        );
    }

    #[test]
    fn a_language_nobody_here_speaks_is_left_empty_and_told() {
        let columns = [Holds::Email, Holds::Language];
        let found = sound_entry(&["kei@x.example", "fr"], &columns);
        assert_eq!((found.language, found.unspoken.as_str()), (None, "fr"));
        assert_eq!(sound_entry(&["kei@x.example", " "], &columns).unspoken, "");
    }

    #[test]
    fn a_quote_that_an_export_put_before_a_formula_is_none_of_the_cell() {
        let columns = [Holds::Name, Holds::Phone(PhoneKind::Work)];
        let found = sound_entry(&["'=Kei", "'+81 3 1234 5678"], &columns);
        assert_eq!((found.name.as_str(), found.phones), ("=Kei", vec![(PhoneKind::Work, "+81 3 1234 5678".into())]));
        assert_eq!(sound_entry(&["'t Hooft", ""], &columns).name, "'t Hooft");
    }

    #[test]
    fn several_notes_stand_in_one_cell_and_none_is_too_long() {
        let columns = [Holds::Email, Holds::Notes, Holds::OrganizationNotes];
        let line = |notes: &str, of: &str| sound_entry(&["kei@x.example", notes, of], &columns);
        let wrong = |notes: &str, of: &str| wrong_with(&["kei@x.example", notes, of], &columns);
        let found = line("'- likes tea\r\n\r\n- no calls\n --- \n---\nPays late", "'+ VIP");
        assert_eq!(found.notes, ["- likes tea\n\n- no calls", "Pays late"]);
        assert_eq!(found.organization_notes, "+ VIP");
        assert_eq!(line("'twas nice", "").notes, ["'twas nice"]);
        assert_eq!(line(&"x".repeat(5_000), &"x".repeat(10_000)).notes.len(), 1);
        assert_eq!(wrong(&"x".repeat(5_001), ""), [Refusal::ImportNoteTooLong]);
        assert_eq!(wrong("", &"x".repeat(10_001)), [Refusal::ImportNoteTooLong]);
    }

    #[test]
    fn several_addresses_and_organisations_stand_in_one_cell() {
        let columns = [Holds::Email, Holds::Organization, Holds::Email];
        let line = |cells: [&str; 3]| sound_entry(&cells, &columns);
        let found = line(["Kei@x.example; kei@home.example", "Parts Ltd；Tools Ltd; Old", "k@y.example"]);
        assert_eq!(found.email, Email::parse("Kei@x.example"));
        let further: Vec<String> = found.further_emails.iter().map(ToString::to_string).collect();
        assert_eq!(further, ["kei@home.example", "k@y.example"]);
        assert_eq!((found.organization.as_str(), found.further), ("Parts Ltd", vec!["Tools Ltd".into(), "Old".into()]));
        let beside = line(["kei@x.example", "; Tools Ltd", ""]);
        assert_eq!((beside.organization.as_str(), beside.further), ("", vec!["Tools Ltd".into()]));
        assert_eq!(wrong_with(&["kei@x.example; kei", "", ""], &columns), [Refusal::AddressInvalid]);
    }

    #[test]
    fn a_line_means_somebody_by_any_way_to_reach_them_or_an_organisation() {
        let columns =
            [Holds::Email, Holds::Phone(PhoneKind::Work), Holds::Handles, Holds::Organization, Holds::Domains];
        let line = |cells: [&str; 5]| sound_entry(&cells, &columns);
        assert_eq!(line(["Kei@x.example", "1", "", "", ""]).key(), Some("kei@x.example".into()));
        assert_eq!(line(["", "1; 2", "line:kei", "", ""]).key(), Some("1".into()));
        let chat = line(["", "", "line:Kei", "", ""]);
        assert_eq!((chat.key(), chat.called()), (Some("line:kei".into()), "Kei"));
        let alone = line(["", "", "", "Parts", "Parts.example; parts.example.jp"]);
        assert_eq!(alone.key(), None);
        assert_eq!(alone.domains, ["parts.example", "parts.example.jp"]);
    }
}
