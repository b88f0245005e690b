//! The text of a PDF's pages, as far as its fonts say which letters they draw.

use super::{LONGEST, NoText};
use lopdf::Document;

const MOST_PAGES: usize = 500;

pub(super) fn text(bytes: &[u8]) -> Result<String, NoText> {
    let broken = |error: lopdf::Error| NoText::Broken(error.to_string());
    let document = Document::load_mem(bytes).map_err(broken)?;
    let mut text = String::new();
    for page in document.get_pages().into_keys().take(MOST_PAGES) {
        // A page that cannot be read does not keep the others from being found.
        if let Ok(page) = document.extract_text(&[page]) {
            text.push_str(&page);
            text.push('\n');
        }
        if text.len() > LONGEST {
            break;
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::content::{Content, Operation};
    use lopdf::{Object, Stream, dictionary};

    fn written(lines: &[&str]) -> Vec<u8> {
        let mut document = Document::with_version("1.5");
        let pages = document.new_object_id();
        let font = document.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier" });
        let resources = document.add_object(dictionary! { "Font" => dictionary! { "F1" => font } });
        let kids: Vec<Object> = lines
            .iter()
            .map(|line| {
                let operations = vec![
                    Operation::new("BT", vec![]),
                    Operation::new("Tf", vec!["F1".into(), 12.into()]),
                    Operation::new("Td", vec![100.into(), 600.into()]),
                    Operation::new("Tj", vec![Object::string_literal(*line)]),
                    Operation::new("ET", vec![]),
                ];
                let content = Content { operations }.encode().unwrap();
                let content = document.add_object(Stream::new(dictionary! {}, content));
                document.add_object(dictionary! { "Type" => "Page", "Parent" => pages, "Contents" => content }).into()
            })
            .collect();
        let count = kids.len() as i64;
        let tree = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count, "Resources" => resources,
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()] };
        document.objects.insert(pages, Object::Dictionary(tree));
        let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
        document.trailer.set("Root", catalog);
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        bytes
    }

    #[test]
    fn every_page_is_read() {
        let text = text(&written(&["Invoice A-20931", "Second page"])).unwrap();
        assert!(text.contains("Invoice A-20931") && text.contains("Second page"), "{text:?}");
    }

    #[test]
    fn a_torn_file_is_broken_and_nothing_worse() {
        let whole = written(&["Invoice"]);
        for end in [10, whole.len() / 3, whole.len() / 2] {
            let _ = text(&whole[..end]);
        }
        assert!(matches!(text(&whole[..10]), Err(NoText::Broken(_))));
    }
}
