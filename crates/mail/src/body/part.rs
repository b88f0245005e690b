//! An attachment or inline image, decoded.

/// A part that is not (only) the letter's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Harmless: no folders, control or direction characters, at most 255 octets, never empty.
    pub filename: String,
    /// Type and subtype in lower case.
    pub content_type: String,
    pub bytes: Vec<u8>,
    /// Shown in the HTML by its Content-ID, and so not to be listed beside it.
    pub inline: bool,
    /// Without angle brackets.
    pub content_id: Option<String>,
}

/// A name for a part that has none.
pub(super) fn invented_name(content_type: &str, nth: usize) -> String {
    let (main, sub) = content_type.split_once('/').unwrap_or((content_type, ""));
    let extension = match content_type {
        "message/rfc822" | "message/global" => return format!("message-{nth}.eml"),
        "message/delivery-status" | "message/global-delivery-status" => return "delivery-status.txt".to_owned(),
        "message/disposition-notification" => return "disposition-notification.txt".to_owned(),
        "text/rfc822-headers" => return "headers.txt".to_owned(),
        "text/calendar" => return "invite.ics".to_owned(),
        "text/plain" => "txt",
        "text/x-vcard" | "text/vcard" => "vcf",
        "application/pgp-signature" => return "signature.asc".to_owned(),
        "application/pkcs7-signature" | "application/x-pkcs7-signature" => return "smime.p7s".to_owned(),
        "application/pkcs7-mime" | "application/x-pkcs7-mime" => return "smime.p7m".to_owned(),
        "application/pgp-encrypted" | "application/octet-stream" => "bin",
        "image/jpeg" | "image/jpg" | "image/pjpeg" => "jpg",
        "image/svg+xml" => "svg",
        "audio/mpeg" => "mp3",
        _ if sub.len() <= 5 && sub.bytes().all(|b| b.is_ascii_alphanumeric()) && !sub.is_empty() => sub,
        _ => "bin",
    };
    let stem = match main {
        "image" | "audio" | "video" | "text" => main,
        _ => "attachment",
    };
    format!("{stem}-{nth}.{extension}")
}

#[cfg(test)]
mod tests {
    use super::invented_name;

    #[test]
    fn a_part_without_a_name_gets_one_that_says_what_it_is() {
        assert_eq!(invented_name("image/png", 2), "image-2.png");
        assert_eq!(invented_name("message/rfc822", 1), "message-1.eml");
        assert_eq!(invented_name("application/../x", 1), "attachment-1.bin");
    }
}
