//! DOS code pages, which the Encoding Standard leaves out and old senders still use.

/// A code page: ASCII below, a table above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Page {
    Dos437,
    Dos850,
    Dos852,
}

/// The characters of 0x80…0xFF.
const DOS_437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";
const DOS_850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";
const DOS_852: &str = "ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u{ad}˝˛ˇ˘§÷¸°¨˙űŘř■\u{a0}";

impl Page {
    pub fn name(self) -> &'static str {
        match self {
            Self::Dos437 => "IBM437",
            Self::Dos850 => "IBM850",
            Self::Dos852 => "IBM852",
        }
    }

    pub fn decode(self, bytes: &[u8]) -> String {
        let upper: Vec<char> = match self {
            Self::Dos437 => DOS_437,
            Self::Dos850 => DOS_850,
            Self::Dos852 => DOS_852,
        }
        .chars()
        .collect();
        bytes.iter().map(|b| if b.is_ascii() { char::from(*b) } else { upper[usize::from(b - 0x80)] }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn umlauts_of_dos_are_read() {
        for page in [Page::Dos437, Page::Dos850, Page::Dos852] {
            assert_eq!(page.decode(b"Gr\x81\xe1e"), "Grüße", "{}", page.name());
        }
    }

    #[test]
    fn each_table_has_its_128_characters() {
        for table in [DOS_437, DOS_850, DOS_852] {
            assert_eq!(table.chars().count(), 128);
        }
    }
}
