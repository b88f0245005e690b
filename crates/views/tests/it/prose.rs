use desk::ticket::TicketNumber;
use views::agent::prose::Prose;

fn links(text: &str) -> Vec<String> {
    let html = Prose::of(text).to_string();
    html.split("href=\"").skip(1).map(|part| part.split('"').next().unwrap().to_owned()).collect()
}

#[test]
fn addresses_become_links_and_the_rest_stays_text() {
    assert_eq!(links("見てください：https://a.example/x。ありがとう"), ["https://a.example/x"]);
    assert_eq!(
        links("(http://a.example/b_(c)), and https://b.example."),
        ["http://a.example/b_(c)", "https://b.example"]
    );
    assert_eq!(links("https:// ftp://x.example javascript://x shttp://y.example"), ["http://y.example"]);
}

#[test]
fn the_number_of_a_ticket_one_may_see_leads_there() {
    let html = Prose::among("#100042 <b> #100043 https://a.example/#100042", &[TicketNumber(100_042)]).to_string();
    assert!(
        html.starts_with("<a class=\"link\" href=\"/tickets/100042\">#100042</a> &lt;b&gt; #100043 <a rel="),
        "{html}"
    );
    assert_eq!(html.matches("/tickets/").count(), 1);
}

#[test]
fn nothing_anybody_writes_is_markup() {
    let html = Prose::of("<script>alert('x')</script> https://a.example/\"onclick=x").to_string();
    assert!(!html.contains("<script") && !html.contains("\"onclick"), "{html}");
}

#[test]
fn a_wall_of_brackets_is_told_in_time() {
    let start = std::time::Instant::now();
    let _ = Prose::of(&format!("https://a.example/{}", ")".repeat(20_000))).to_string();
    assert!(start.elapsed() < std::time::Duration::from_secs(2));
}
