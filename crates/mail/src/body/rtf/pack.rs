//! The compression around rich text in winmail.dat (MS-OXRTFCP).

/// Octets of a document that are unpacked at most.
const MOST: usize = 8 << 20;

/// What the sliding window holds before the first octet.
const START: &[u8] = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

const WINDOW: usize = 4_096;

/// The document; `None` when the bytes are not one in either form, packed or stored.
pub(in super::super) fn unpacked(bytes: &[u8]) -> Option<Vec<u8>> {
    let (header, content) = bytes.split_at_checked(16)?;
    match &header[8..12] {
        b"MELA" => Some(content.to_vec()),
        b"LZFu" => Some(unpack(content)),
        _ => None,
    }
}

fn unpack(content: &[u8]) -> Vec<u8> {
    let mut window = [b' '; WINDOW];
    window[..START.len()].copy_from_slice(START);
    let mut at = START.len();
    let mut out = Vec::new();
    let mut put = |byte: u8, window: &mut [u8; WINDOW], at: &mut usize| {
        window[*at] = byte;
        *at = (*at + 1) % WINDOW;
        out.push(byte);
        out.len() < MOST
    };
    let mut bytes = content.iter().copied();
    'runs: while let Some(control) = bytes.next() {
        for bit in 0..8 {
            let Some(byte) = bytes.next() else { break 'runs };
            if control >> bit & 1 == 0 {
                if !put(byte, &mut window, &mut at) {
                    break 'runs;
                }
                continue;
            }
            let Some(low) = bytes.next() else { break 'runs };
            let reference = usize::from(byte) << 8 | usize::from(low);
            let (from, length) = (reference >> 4, (reference & 0xf) + 2);
            // A reference to the place that is written next ends the document.
            if from == at {
                break 'runs;
            }
            for nth in 0..length {
                let byte = window[(from + nth) % WINDOW];
                if !put(byte, &mut window, &mut at) {
                    break 'runs;
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packed_document_is_unpacked() {
        // The example of MS-OXRTFCP §3.1.
        let packed = [
            0x2d, 0x00, 0x00, 0x00, 0x2b, 0x00, 0x00, 0x00, 0x4c, 0x5a, 0x46, 0x75, 0xf1, 0xc5, 0xc7, 0xa7, 0x03, 0x00,
            0x0a, 0x00, 0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0a, 0xf3, 0x20, 0x68, 0x65, 0x6c, 0x09,
            0x00, 0x20, 0x62, 0x77, 0x05, 0xb0, 0x6c, 0x64, 0x7d, 0x0a, 0x80, 0x0f, 0xa0,
        ];
        let text = unpacked(&packed).expect("the header says that it is packed");
        assert_eq!(String::from_utf8_lossy(&text), "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
    }

    #[test]
    fn what_breaks_off_is_unpacked_as_far_as_it_goes() {
        assert_eq!(unpacked(b"0000000000000000"), None);
        assert_eq!(unpacked(b"\0\0\0\0\0\0\0\0LZFu\0\0\0\0\x00ab").as_deref(), Some(&b"ab"[..]));
    }
}
