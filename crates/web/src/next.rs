//! Where somebody was going when a door stood in their way.

/// Bytes of an address that is remembered.
const LONGEST: usize = 2_000;
/// Nobody goes to a door, nor out of it.
const DOORS: [&str; 4] = ["/login", "/logout", "/help/sign-in", "/help/sign-out"];

/// A door with where to go from there.
pub fn door(door: &str, going: &str) -> String {
    match ours(going) {
        Some(going) if going != "/" => {
            let next: String = form_urlencoded::byte_serialize(going.as_bytes()).collect();
            format!("{door}?next={next}")
        }
        _ => door.to_owned(),
    }
}

/// What leads to a page of this desk, and cannot be read as anything else: browsers take `/\` for `//`, which begins another
/// site's address; `;` would end a cookie's value.
pub fn ours(next: &str) -> Option<&str> {
    let plain = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'\\' | b';');
    let path = next.split(['?', '#']).next().unwrap_or_default();
    let is_ours = next.starts_with('/') && !next.starts_with("//") && next.len() <= LONGEST && next.bytes().all(plain);
    (is_ours && !DOORS.contains(&path)).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, door, ours};

    #[test]
    fn only_a_path_of_this_desk_is_gone_to() {
        for next in ["/", "/people/87", "/tickets?view=open&q=a%20b", "/help/requests/5#message-1", "/loginless"] {
            assert_eq!(ours(next), Some(next));
        }
        let long = format!("/{}", "x".repeat(LONGEST));
        for next in [
            "",
            "tickets",
            "//evil.example",
            "/\\evil.example",
            "/a\\b",
            "https://evil.example/",
            "javascript:alert(1)",
            "/\t/evil.example",
            "/a\r\nSet-Cookie: b=c",
            "/a;Domain=evil.example",
            "/\u{3042}",
            "/a b",
            "/login",
            "/login?next=/a",
            "/logout",
            "/help/sign-in",
            "/help/sign-out",
            long.as_str(),
        ] {
            assert_eq!(ours(next), None, "{next:?}");
        }
    }

    #[test]
    fn a_door_says_where_one_was_going() {
        assert_eq!(door("/login", "/tickets?view=open"), "/login?next=%2Ftickets%3Fview%3Dopen");
        assert_eq!(door("/login", "/"), "/login");
        assert_eq!(door("/login", "//evil.example"), "/login");
    }
}
