//! One page of PDF 1.4 (ISO 32000-1) in a font every reader brings along, also for Japanese.

use crate::demo::draw::Draw;

/// A page with the file's name as its title and lines of figures.
pub fn page(name: &str, draw: &mut Draw) -> Vec<u8> {
    let title = name.trim_end_matches(".pdf").replace(['_', '-'], " ");
    let mut lines = vec!["月白製作所  Tsukishiro Works".to_owned(), String::new()];
    for number in 1..=9 {
        let article =
            draw.pick(&["TK-200", "TK-350", "GR-60", "YK-12E", "P-1410", "P-2210"]).map_or("", |article| article);
        lines.push(format!("{number:>2}.  {article}    {} × ¥{},000", draw.between(1, 12), draw.between(2, 98)));
    }
    lines.extend([String::new(), format!("No. {}", draw.between(100_000, 999_999))]);
    document(&content(&title, &lines))
}

fn content(title: &str, lines: &[String]) -> String {
    let mut text = format!("BT /F1 20 Tf 60 760 Td <{}> Tj ET\n", utf16(title));
    for (row, line) in lines.iter().enumerate() {
        text += &format!("BT /F1 11 Tf 60 {} Td <{}> Tj ET\n", 715 - 22 * row, utf16(line));
    }
    text + "0.6 w 60 742 m 535 742 l S\n"
}

/// The objects, and the table of where each begins (§7.5.4).
fn document(content: &str) -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}endstream", content.len()),
        "<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiKakuGo-W5 /Encoding /UniJIS-UTF16-H /DescendantFonts [6 0 R] >>".to_owned(),
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HeiseiKakuGo-W5 /DW 1000 /W [1 [500] 2 230 500] \
         /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 4 >> /FontDescriptor 7 0 R >>"
            .to_owned(),
        "<< /Type /FontDescriptor /FontName /HeiseiKakuGo-W5 /Flags 4 /FontBBox [-92 -250 1010 922] /ItalicAngle 0 /Ascent 752 \
         /Descent -221 /CapHeight 737 /StemV 114 >>"
            .to_owned(),
    ];
    let mut pdf = String::from("%PDF-1.4\n");
    let mut places = String::new();
    for (number, object) in (1..).zip(&objects) {
        places += &format!("{:010} 00000 n \n", pdf.len());
        pdf += &format!("{number} 0 obj\n{object}\nendobj\n");
    }
    let (table, size) = (pdf.len(), objects.len() + 1);
    pdf += &format!(
        "xref\n0 {size}\n0000000000 65535 f \n{places}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"
    );
    pdf.into_bytes()
}

fn utf16(text: &str) -> String {
    text.encode_utf16().map(|unit| format!("{unit:04X}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_where_each_object_begins() {
        let pdf = String::from_utf8(page("請求書.pdf", &mut Draw::seeded(1))).unwrap();
        let table = &pdf[pdf.find("xref\n").unwrap()..];
        for (number, line) in (1..=7).zip(table.lines().skip(3)) {
            let at: usize = line[..10].parse().unwrap();
            assert!(pdf[at..].starts_with(&format!("{number} 0 obj")), "{line}");
        }
        assert!(pdf.contains(&utf16("請求書")));
    }
}
