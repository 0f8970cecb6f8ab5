//! Reads the text of a made document back, as a reader would.
#![allow(dead_code, reason = "each test uses some of the tools")]

use std::io::{Cursor, Read};
use std::process::Command;

/// The text of a PDF, one line of text a line; none where poppler's `pdftotext` is missing.
pub fn pdf_text(pdf: &[u8]) -> Option<String> {
    Some(tidy(&poppler(
        "pdftotext",
        &["-enc", "UTF-8"],
        pdf,
        &["-"],
    )?))
}

/// What `pdfinfo` says; none where it is missing.
pub fn pdf_info(pdf: &[u8]) -> Option<String> {
    poppler("pdfinfo", &[], pdf, &[])
}

fn poppler(tool: &str, before: &[&str], pdf: &[u8], after: &[&str]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("document.pdf");
    std::fs::write(&file, pdf).unwrap();
    let output = match Command::new(tool)
        .args(before)
        .arg(&file)
        .args(after)
        .output()
    {
        Ok(output) => output,
        Err(error) => {
            eprintln!("skipped: {tool} is not installed ({error}); install poppler-utils");
            return None;
        }
    };
    assert!(
        output.status.success(),
        "{tool}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Some(String::from_utf8(output.stdout).unwrap())
}

fn tidy(text: &str) -> String {
    let lines = text.replace('\u{c}', "\n— page —\n");
    let lines = lines
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

/// One part of an office file as text.
pub fn docx_part(docx: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut text = String::new();
    zip.by_name(name)
        .unwrap_or_else(|e| panic!("{name}: {e}"))
        .read_to_string(&mut text)
        .unwrap();
    text
}

/// The text of an office file's part, one paragraph a line; the style comes first.
pub fn docx_text(docx: &[u8], name: &str) -> String {
    let xml = docx_part(docx, name);
    let paragraphs = xml.split("<w:p ").skip(1).map(|paragraph| {
        let style = between(paragraph, "<w:pStyle w:val=\"", "\"").unwrap_or("-");
        let texts = paragraph
            .split("<w:t ")
            .skip(1)
            .filter_map(|t| between(t, ">", "</w:t>"));
        let text: String = texts.collect();
        let text = text
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"");
        format!(
            "{style}: {}",
            text.replace("&apos;", "'")
                .replace("&#39;", "'")
                .replace("&amp;", "&")
        )
    });
    paragraphs
        .filter(|line| !line.ends_with(": "))
        .collect::<Vec<_>>()
        .join("\n")
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(start)?;
    Some(rest.split_once(end)?.0)
}
