//! The sheet as a tagged PDF.

mod world;

use crate::sheet::Sheet;
use crate::{DocumentError, Fonts};
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, Timestamp};
use world::Desk;

/// Sets the sheet and writes it as PDF.
pub(crate) fn render(sheet: &Sheet, fonts: &Fonts) -> Result<Vec<u8>, DocumentError> {
    render_with(sheet, fonts, &options(sheet))
}

fn render_with(
    sheet: &Sheet,
    fonts: &Fonts,
    options: &PdfOptions,
) -> Result<Vec<u8>, DocumentError> {
    let desk = Desk::new(fonts.load()?, &serde_json::to_string(sheet)?);
    let document: PagedDocument = typst::compile(&desk)
        .output
        .map_err(|errors| said(&errors))?;
    let pdf = typst_pdf::pdf(&document, options).map_err(|errors| said(&errors))?;
    // Nothing of a document is worth keeping for the next one, whose data differ.
    typst::comemo::evict(0);
    Ok(pdf)
}

fn options(sheet: &Sheet) -> PdfOptions {
    let face = &sheet.face;
    PdfOptions {
        ident: Smart::Custom(format!(
            "{}/{}/{}/{}",
            face.code, face.kind, face.version, sheet.language
        )),
        creator: Smart::Custom(Some("Legation".to_owned())),
        timestamp: made_at(face.made_at).map(Timestamp::new_utc),
        ..PdfOptions::default()
    }
}

fn made_at(seconds: i64) -> Option<Datetime> {
    let at = jiff::Timestamp::from_second(seconds)
        .ok()?
        .to_zoned(jiff::tz::TimeZone::UTC);
    let part = |value: i8| u8::try_from(value).ok();
    Datetime::from_ymd_hms(
        i32::from(at.year()),
        part(at.month())?,
        part(at.day())?,
        part(at.hour())?,
        part(at.minute())?,
        part(at.second())?,
    )
}

fn said(errors: &[SourceDiagnostic]) -> DocumentError {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    DocumentError::Typesetting(messages.join("; "))
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]
mod tests {
    use super::*;
    use crate::compose::compose;
    use crate::samples;
    use domain::language::Language;
    use typst_pdf::{PdfStandard, PdfStandards};

    #[test]
    fn every_kind_of_document_meets_the_rules_of_accessible_pdf() {
        let fonts = Fonts::packed();
        for language in Language::ALL {
            for paper in samples::all(language) {
                let sheet = compose(&paper, language).unwrap();
                let accessible = PdfOptions {
                    standards: PdfStandards::new(&[PdfStandard::Ua_1]).unwrap(),
                    ..options(&sheet)
                };
                let result = render_with(&sheet, &fonts, &accessible);
                assert!(
                    result.is_ok(),
                    "{:?} {language}: {:?}",
                    paper.kind(),
                    result.err()
                );
            }
        }
    }

    #[test]
    fn a_template_reaches_no_file_and_no_clock() {
        use typst::World;
        let desk = Desk::new(Fonts::packed().load().unwrap(), "{}");
        let outside = world::id("/etc/passwd").unwrap();
        assert!(desk.file(outside).is_err() && desk.source(outside).is_err());
        assert!(
            desk.file(desk.main()).is_err(),
            "not even a template can be read as data"
        );
        assert!(desk.source(desk.main()).is_ok());
        assert!(desk.today(None).is_none());
    }
}
