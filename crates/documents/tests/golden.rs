//! The text of every kind of document in every language, as people read it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

mod reading;
mod samples;

use documents::{Fonts, Format, render};
use domain::language::Language;

fn check(language: Language) {
    let fonts = Fonts::packed();
    for paper in samples::all(language) {
        let name = format!("{}.{language}", paper.kind().code());
        let docx = render(&paper, language, Format::Docx, &fonts).unwrap();
        let parts = ["word/header1.xml", "word/document.xml", "word/footer1.xml"];
        let text = parts.map(|part| reading::docx_text(&docx, part)).join("\n");
        insta::assert_snapshot!(format!("{name}.docx"), text);
        let pdf = render(&paper, language, Format::Pdf, &fonts).unwrap();
        if let Some(text) = reading::pdf_text(&pdf) {
            insta::assert_snapshot!(format!("{name}.pdf"), text);
        }
    }
}

#[test]
fn chinese() {
    check(Language::ZhHans);
}

#[test]
fn english() {
    check(Language::En);
}

#[test]
fn german() {
    check(Language::De);
}
