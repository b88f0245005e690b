use base::{Language, words};
use desk::ticket::TicketNumber;
use views::agent::marked::{Marked, Particular};

#[test]
fn what_people_are_called_is_never_markup() {
    let who = ("who", Particular::Name("<i>A & B</i>\u{F0002}".into()));
    let sentence = Marked::tell(words::of(Language::English), "event-note-added", [who]);
    assert_eq!(sentence.to_string(), "<b>&lt;i&gt;A &amp; B&lt;/i&gt;</b> wrote a note");
}

#[test]
fn the_number_of_a_ticket_leads_there_and_reads_plainly() {
    let other = ("other", Particular::Ticket(TicketNumber(100_042)));
    let sentence = Marked::tell(words::of(Language::English), "event-ticket-blocked", [other]);
    let link = "<a class=\"link\" href=\"/tickets/100042\">#100042</a>";
    assert_eq!(sentence.to_string(), format!("This ticket waits for {link} again"));
    assert_eq!(sentence.plain(), "This ticket waits for #100042 again");
}
