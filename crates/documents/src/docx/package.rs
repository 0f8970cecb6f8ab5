//! The parts of an office file, with what the library cannot say: language, title, repeated
//! heads of tables.

use crate::DocumentError;
use crate::sheet::Sheet;
use docx_rs::XMLDocx;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The relation of the only picture, the QR code.
pub(super) const PICTURE: &str = "rIdImage1";

/// Packs the parts; the same sheet gives the same bytes, since no entry carries a clock time.
pub(super) fn pack(xml: XMLDocx, sheet: &Sheet) -> Result<Vec<u8>, DocumentError> {
    let mut parts: Vec<(String, Vec<u8>)> = vec![
        ("[Content_Types].xml".into(), xml.content_type),
        ("_rels/.rels".into(), xml.rels),
        ("docProps/app.xml".into(), xml.doc_props.app),
        ("docProps/core.xml".into(), properties(sheet).into_bytes()),
        ("docProps/custom.xml".into(), xml.doc_props.custom),
        ("word/_rels/document.xml.rels".into(), xml.document_rels),
        ("word/document.xml".into(), repeat_heads(xml.document)),
        ("word/styles.xml".into(), with_language(xml.styles, sheet)),
        ("word/settings.xml".into(), hyphenated(xml.settings, sheet)),
        ("word/fontTable.xml".into(), xml.font_table),
        ("word/comments.xml".into(), xml.comments),
        ("word/commentsExtended.xml".into(), xml.comments_extended),
        ("word/numbering.xml".into(), xml.numberings),
        ("word/footnotes.xml".into(), xml.footnotes),
    ];
    for (kind, bodies, rels) in [
        ("header", xml.headers, xml.header_rels),
        ("footer", xml.footers, xml.footer_rels),
    ] {
        for (index, body) in bodies.into_iter().enumerate() {
            parts.push((
                format!("word/{kind}{}.xml", index + 1),
                described(body, sheet),
            ));
        }
        for (index, body) in rels.into_iter().enumerate() {
            parts.push((format!("word/_rels/{kind}{}.xml.rels", index + 1), body));
        }
    }
    for (name, picture) in xml.media {
        parts.push((format!("word/media/{name}.png"), picture));
    }
    write(&parts).map_err(|error| DocumentError::Packing(error.to_string()))
}

fn write(parts: &[(String, Vec<u8>)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    for (name, body) in parts {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(body)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Rows that may split are heads of tables; they shall stay whole and repeat on every page.
/// Text cannot look like this: the library escapes its angle brackets.
fn repeat_heads(document: Vec<u8>) -> Vec<u8> {
    replace(
        document,
        "<w:trPr />",
        "<w:trPr><w:cantSplit /><w:tblHeader /></w:trPr>",
    )
}

/// The QR code in words, for readers who hear the document.
fn described(part: Vec<u8>, sheet: &Sheet) -> Vec<u8> {
    let alt = escaped(&sheet.face.qr_alt).replace('"', "&quot;");
    replace(
        part,
        r#"name="Figure""#,
        &format!(r#"name="QR" descr="{alt}""#),
    )
}

/// The language of the document, by which Word hyphenates and checks spelling.
fn with_language(styles: Vec<u8>, sheet: &Sheet) -> Vec<u8> {
    let latin = match sheet.language {
        "de" => "de-DE",
        _ => "en-GB",
    };
    let end = "</w:rPr></w:rPrDefault>";
    let language = format!(r#"<w:lang w:val="{latin}" w:eastAsia="zh-CN" w:bidi="ar-SA" />{end}"#);
    replace(styles, end, &language)
}

/// German words are too long for narrow columns.
fn hyphenated(settings: Vec<u8>, sheet: &Sheet) -> Vec<u8> {
    if sheet.language != "de" {
        return settings;
    }
    replace(
        settings,
        "<w:defaultTabStop",
        r#"<w:autoHyphenation w:val="true" /><w:defaultTabStop"#,
    )
}

fn replace(part: Vec<u8>, from: &str, to: &str) -> Vec<u8> {
    match String::from_utf8(part) {
        Ok(text) => text.replace(from, to).into_bytes(),
        Err(error) => error.into_bytes(),
    }
}

/// Title, language and time of the document.
fn properties(sheet: &Sheet) -> String {
    let face = &sheet.face;
    let at = jiff::Timestamp::from_second(face.made_at).unwrap_or_default();
    let language = match sheet.region {
        Some(region) => format!("{}-{}", sheet.language, region.to_uppercase()),
        None => sheet.language.to_owned(),
    };
    let title = escaped(&format!("{} – {}", face.title, face.kind));
    let creator = escaped(face.agency.as_deref().unwrap_or("Legation"));
    format!(
        concat!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
            r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" "#,
            r#"xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" "#,
            r#"xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">"#,
            "<dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator><dc:language>{language}</dc:language>",
            r#"<dcterms:created xsi:type="dcterms:W3CDTF">{at}</dcterms:created>"#,
            r#"<dcterms:modified xsi:type="dcterms:W3CDTF">{at}</dcterms:modified>"#,
            "</cp:coreProperties>"
        ),
        title = title,
        creator = creator,
        language = language,
        at = at
    )
}

fn escaped(text: &str) -> String {
    let text: String = text.chars().filter(|c| !super::forbidden(*c)).collect();
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_heads_of_tables_repeat() {
        let rows = b"<w:trPr /><w:trPr><w:cantSplit /></w:trPr>".to_vec();
        let text = String::from_utf8(repeat_heads(rows)).unwrap();
        assert_eq!(text.matches("<w:tblHeader />").count(), 1);
        assert_eq!(text.matches("<w:cantSplit />").count(), 2);
    }

    #[test]
    fn a_title_cannot_break_the_properties() {
        assert_eq!(escaped("A & B <b>\u{1}"), "A &amp; B &lt;b&gt;");
    }
}
