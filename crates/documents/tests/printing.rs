//! What must hold for every printed document.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

mod reading;
mod samples;

use documents::{DocumentError, Fonts, Format, render};
use domain::language::Language;
use domain::papers::{Audience, Paper, Shown};
use samples::Pen;

/// Texts that would do something if they were ever read as markup.
const PAYLOADS: [&str; 9] = [
    "#read(\"/etc/passwd\")",
    "#include \"/etc/passwd\"",
    "#import \"@preview/cetz:0.1.0\": *",
    "](evil) *bold* _under_",
    "C:\\temp\\u{41}",
    "$x^2$ and <label> @ref",
    "// not a comment /* nor this */",
    "<w:t>&amp;</w:t>",
    "{page} {pages} { $name }",
];

fn programme(title: &str) -> Paper {
    let Paper::Programme(mut paper) = samples::programme(Pen(Language::En), Audience::General)
    else {
        panic!("a programme");
    };
    paper.days[0].cities[0].items[0].title = title.to_owned();
    paper.days[0].cities[0].items[0].note = Some(title.to_owned());
    paper.days[0].cities[0].items[0].people = vec![Shown::plain(title)];
    paper.head.title = title.to_owned();
    paper.head.code = title.to_owned();
    paper.head.agency = Some(title.to_owned());
    Paper::Programme(paper)
}

#[test]
fn user_text_is_printed_as_it_is() {
    let fonts = Fonts::packed();
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    for payload in PAYLOADS {
        let paper = programme(payload);
        let docx = render(&paper, Language::En, Format::Docx, &fonts).unwrap();
        let text = reading::docx_text(&docx, "word/document.xml");
        assert!(text.matches(payload).count() >= 4, "{payload}: {text}");
        let pdf = render(&paper, Language::En, Format::Pdf, &fonts).unwrap();
        if let Some(text) = reading::pdf_text(&pdf) {
            assert!(
                squeezed(&text).matches(&squeezed(payload)).count() >= 4,
                "{payload}: {text}"
            );
            assert!(!text.contains("root:"), "{text}");
        }
    }
}

#[test]
fn control_characters_do_not_break_a_document() {
    let paper = programme("one\ntwo\u{0}\u{1}\u{b}three\tfour\u{FFFE}");
    for format in Format::ALL {
        let bytes = render(&paper, Language::En, format, &Fonts::packed()).unwrap();
        assert!(bytes.len() > 1000);
        if format == Format::Docx {
            let text = reading::docx_part(&bytes, "word/document.xml");
            assert!(text.contains("three") && !text.contains('\u{1}'));
        }
    }
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    let (first, second) = (Fonts::packed(), Fonts::packed());
    for language in Language::ALL {
        let report = samples::report(Pen(language));
        for format in Format::ALL {
            let bytes = render(&report, language, format, &first).unwrap();
            // Another document in between must not leave a trace.
            render(
                &samples::delegation(Pen(language)),
                language,
                format,
                &second,
            )
            .unwrap();
            assert!(
                bytes == render(&report, language, format, &second).unwrap(),
                "{format:?} {language}"
            );
        }
    }
}

#[test]
fn a_pdf_is_tagged_and_says_its_title_and_every_page_its_version() {
    let paper = samples::long_programme(Language::De, 3);
    let pdf = render(&paper, Language::De, Format::Pdf, &Fonts::packed()).unwrap();
    let Some(info) = reading::pdf_info(&pdf) else {
        return;
    };
    assert!(info.contains("Tagged:          yes"), "{info}");
    assert!(
        info.contains("Title:           Freundschafts- und Wirtschaftsdelegation"),
        "{info}"
    );
    assert!(
        info.contains("Page size:       595.276 x 841.89 pts (A4)"),
        "{info}"
    );
    let pages = info
        .lines()
        .find_map(|line| line.strip_prefix("Pages:"))
        .unwrap()
        .trim()
        .to_owned();
    let text = reading::pdf_text(&pdf).unwrap();
    assert!(pages.parse::<usize>().unwrap() >= 4, "{pages}");
    assert_eq!(
        text.matches("LN-DE-2023 · Fassung 3").count().to_string(),
        pages
    );
    let printed = text
        .matches("Gedruckt 13. Oktober 2023, 15:04 (Berliner Zeit)")
        .count();
    assert_eq!(
        printed,
        pages.parse::<usize>().unwrap() + 1,
        "on every page and under the title"
    );
    assert!(
        text.contains(&format!("Seite {pages} von {pages}")),
        "{text}"
    );
}

#[test]
fn rare_characters_and_umlauts_survive() {
    for language in Language::ALL {
        let paper = samples::programme(Pen(language), Audience::General);
        let docx = render(&paper, language, Format::Docx, &Fonts::packed()).unwrap();
        let pdf = render(&paper, language, Format::Pdf, &Fonts::packed()).unwrap();
        let mut texts = vec![reading::docx_text(&docx, "word/document.xml")];
        texts.extend(reading::pdf_text(&pdf));
        for text in texts {
            for word in ["𠮷野 龘", "Jörg Weißmüller", "Žďár", "İzmir", "郝鹏"] {
                let squeezed = text.replace(['\n', ' '], "");
                assert!(
                    squeezed.contains(&word.replace(' ', "")),
                    "{word} in {language}: {text}"
                );
            }
        }
    }
}

#[test]
fn an_office_file_knows_its_language_and_repeats_the_heads_of_its_tables() {
    let docx = render(
        &samples::report(Pen(Language::De)),
        Language::De,
        Format::Docx,
        &Fonts::packed(),
    )
    .unwrap();
    let styles = reading::docx_part(&docx, "word/styles.xml");
    assert!(
        styles.contains(r#"<w:lang w:val="de-DE" w:eastAsia="zh-CN""#),
        "{styles}"
    );
    assert!(styles.contains(r#"w:eastAsia="Microsoft YaHei""#));
    let body = reading::docx_part(&docx, "word/document.xml");
    assert_eq!(
        body.matches("<w:tblHeader />").count(),
        6,
        "members, agreements, visits, costs, records, sources"
    );
    assert!(body.contains(r#"<w:pStyle w:val="Heading1" />"#));
    let settings = reading::docx_part(&docx, "word/settings.xml");
    assert!(settings.contains("<w:autoHyphenation"), "{settings}");
    let core = reading::docx_part(&docx, "docProps/core.xml");
    assert!(
        core.contains("<dc:language>de-DE</dc:language>")
            && core.contains("Reisebericht</dc:title>"),
        "{core}"
    );
    let footer = reading::docx_part(&docx, "word/footer1.xml");
    assert!(
        footer.contains("NUMPAGES") && footer.contains(r#"r:embed="footerrIdImage1""#),
        "{footer}"
    );
}

#[test]
fn a_report_with_a_line_that_no_record_carries_is_refused() {
    let Paper::Report(mut report) = samples::report(Pen(Language::En)) else {
        panic!("a report");
    };
    report.held[1].items[0].facts[0].from.clear();
    let error = render(
        &Paper::Report(report),
        Language::En,
        Format::Pdf,
        &Fonts::packed(),
    )
    .unwrap_err();
    assert!(matches!(error, DocumentError::Unsupported(_)), "{error}");
    assert_eq!(
        error.to_string(),
        "no record carries the line `Three agreements were signed there.`"
    );
}

#[test]
fn a_paper_without_lines_says_so() {
    let Paper::Guests(mut guests) = samples::guests(Pen(Language::En)) else {
        panic!("guests");
    };
    guests.occasions.clear();
    let docx = render(
        &Paper::Guests(guests),
        Language::En,
        Format::Docx,
        &Fonts::packed(),
    )
    .unwrap();
    let text = reading::docx_text(&docx, "word/document.xml");
    assert!(
        text.contains("Nothing is recorded here.") && !text.contains('†'),
        "{text}"
    );
}
