//! The people of every test, written through the verbs.

use crate::World;
use base::{Address, Email, Language, Token};
use desk::people::{PersonId, TeamId};
use desk::{Actor, Level, Role};
use service::Tx;
use service::access::{self, Invite, SetUp};
use service::people;

/// What stands in for a password's hash where nobody checks it.
pub const HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGtub3dzIGl0$not-a-real-hash";

/// Everybody, and their teams.
#[derive(Clone, Copy, Debug)]
pub struct Cast {
    pub support: TeamId,
    pub billing: TeamId,
    /// Administrator.
    pub aya: PersonId,
    /// Supervisor, full in both teams.
    pub ben: PersonId,
    /// Agent, full in support, reads in billing.
    pub chika: PersonId,
    /// Light agent, reads in support.
    pub dai: PersonId,
    /// Agent without any team.
    pub eve: PersonId,
    /// Requesters; Mio writes Japanese.
    pub kei: PersonId,
    pub mio: PersonId,
    /// A requester who never asked anything.
    pub stranger: PersonId,
}

/// An address that is one.
pub fn email(text: &str) -> Email {
    Email::parse(text).expect("a test's address is sound")
}

impl World {
    /// A desk after its first start: Aya administers, Support is the one team.
    pub async fn set_up(&self) -> (PersonId, TeamId) {
        self.desk
            .change(Actor::System, |tx| {
                let link = access::offer_set_up(tx)?;
                let aya = access::set_up(tx, first_start(link))?;
                let team = store::people::teams::all(tx)?[0].id;
                Ok((aya, team))
            })
            .await
            .expect("a fresh desk can be set up")
    }

    /// Everybody.
    pub async fn cast(&self) -> Cast {
        let (aya, support) = self.set_up().await;
        self.desk.change(Actor::System, move |tx| hire(tx, aya, support)).await.expect("the cast can be hired")
    }

    /// What a person may do, as if they had just signed in: agents as agents, others as requesters.
    pub async fn actor(&self, person: PersonId) -> Actor {
        self.desk
            .ask(Actor::System, move |read| {
                let agent = store::people::agents::load(read, person)?;
                Ok(agent.map_or(Actor::Requester(person), |agent| agent.actor()))
            })
            .await
            .expect("a person can be read")
    }
}

/// What the first page is answered with.
pub fn first_start(link: Token) -> SetUp {
    SetUp {
        link,
        organization: "Hinode Coffee".into(),
        name: "Aya Mori".into(),
        email: email("aya@hinode.example"),
        password_hash: HASH.into(),
        language: Language::English,
        time_zone: "Asia/Tokyo".into(),
        team: "Support".into(),
    }
}

fn hire(tx: &mut Tx, aya: PersonId, support: TeamId) -> service::Done<Cast> {
    use Level::{Full, Read};
    let billing = people::create_team(tx, "Billing")?.id;
    let ben = join(tx, "Ben Okada", "ben@hinode.example", Role::Supervisor, &[(support, Full), (billing, Full)])?;
    let chika = join(tx, "Chika Ueda", "chika@hinode.example", Role::Agent, &[(support, Full), (billing, Read)])?;
    let dai = join(tx, "Dai Nishi", "dai@hinode.example", Role::Light, &[(support, Read)])?;
    let eve = join(tx, "Eve Hart", "eve@hinode.example", Role::Agent, &[])?;
    let kei = write_in(tx, "Kei Tanaka", "kei@customer.example", Language::English)?;
    let mio = write_in(tx, "佐藤 美緒", "mio@kyaku.example", Language::Japanese)?;
    let stranger = write_in(tx, "", "stranger@elsewhere.example", Language::English)?;
    Ok(Cast { support, billing, aya, ben, chika, dai, eve, kei, mio, stranger })
}

fn join(tx: &mut Tx, name: &str, address: &str, role: Role, levels: &[(TeamId, Level)]) -> service::Done<PersonId> {
    let (name, email, levels) = (name.to_owned(), email(address), levels.iter().copied().collect());
    access::hire(tx, Invite { name, email, role, levels, language: Language::English }, HASH)
}

fn write_in(tx: &mut Tx, name: &str, address: &str, language: Language) -> service::Done<PersonId> {
    Ok(people::find_or_create(tx, &Address::new(name, email(address)), Some(language))?.id)
}

/// The reason of a refusal; anything else fails the test.
pub fn refusal<T>(done: service::Done<T>) -> service::Refusal {
    match done {
        Err(service::Error::Refused(refusal)) => refusal,
        Err(other) => panic!("not refused, but: {other}"),
        Ok(_) => panic!("not refused, but done"),
    }
}
