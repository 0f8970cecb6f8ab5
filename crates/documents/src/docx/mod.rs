//! The sheet as an office document that people go on editing.

mod blocks;
mod look;
mod package;

use crate::DocumentError;
use crate::qr::Code;
use crate::sheet::{Face, Ink, Line, Run as Piece, Sheet};
use docx_rs::{
    Docx, Footer, Header, NumPages, PageMargin, PageNum, Paragraph, Pic, Run, Table, TableCell,
    TableLayoutType, TableRow, VAlignType, WidthType,
};

/// Width of the text on A4 in twentieths of a point.
const WIDTH: usize = 9524;
/// Side of the QR code in English Metric Units: 15 mm.
const QR_SIDE: u32 = 540_000;

/// Builds the office file.
pub(crate) fn render(sheet: &Sheet) -> Result<Vec<u8>, DocumentError> {
    let docx = look::styled(Docx::new())
        .page_size(11906, 16838)
        .page_margin(PageMargin {
            top: 1420,
            left: 1191,
            bottom: 1700,
            right: 1191,
            header: 620,
            footer: 560,
            gutter: 0,
        })
        .header(header(&sheet.face))
        .footer(footer(&sheet.face)?);
    let docx = title(docx, &sheet.face);
    let docx = sheet.legend.iter().fold(docx, |docx, line| {
        docx.add_paragraph(paragraph(line).style("Legend"))
    });
    let docx = sheet.blocks.iter().fold(docx, blocks::add);
    package::pack(docx.build(), sheet)
}

fn title(docx: Docx, face: &Face) -> Docx {
    let docx = docx
        .add_paragraph(plain(&face.kind).style("Kind"))
        .add_paragraph(plain(&face.title).style("Title"));
    let docx = match &face.second {
        Some(second) => docx.add_paragraph(plain(second).style("Subtitle")),
        None => docx,
    };
    face.subject
        .iter()
        .fold(docx, |docx, line| docx.add_paragraph(paragraph(line)))
}

fn header(face: &Face) -> Header {
    let mut line = Line::default();
    if let Some(agency) = &face.agency {
        line = line.then(format!("{agency} · "), Ink::Plain);
    }
    line = line.then(format!("{} · {}", face.title, face.kind), Ink::Plain);
    for mark in &face.marks {
        line = line.then(format!("   {mark}"), Ink::Strong);
    }
    Header::new().add_paragraph(paragraph(&line).style("Header"))
}

/// Version and time at the left, the page beside, the QR code at the right.
fn footer(face: &Face) -> Result<Footer, DocumentError> {
    let (pixels, side) = Code::new(&face.link)?.png();
    let mut picture = Pic::new_with_dimensions(pixels, side, side).size(QR_SIDE, QR_SIDE);
    // The library numbers pictures through the whole life of the program.
    picture.id = package::PICTURE.to_owned();
    let version = Line::default().then(format!("{} · {}", face.code, face.version), Ink::Strong);
    let left = TableCell::new()
        .add_paragraph(paragraph(&version).style("Footer"))
        .add_paragraph(plain(&face.printed).style("Footer"))
        .add_paragraph(page_of(&face.page).style("Footer"))
        .add_paragraph(plain(&format!("{}: {}", face.current, face.link)).style("Footer"));
    let right = TableCell::new()
        .vertical_align(VAlignType::Top)
        .add_paragraph(
            Paragraph::new()
                .style("Footer")
                .add_run(Run::new().add_image(picture)),
        );
    let widths = [WIDTH - 1000, 1000];
    let cells = [left, right].into_iter().zip(widths);
    let row = TableRow::new(
        cells
            .map(|(cell, width)| cell.width(width, WidthType::Dxa))
            .collect(),
    )
    .cant_split();
    let table = Table::without_borders(vec![row])
        .set_grid(widths.to_vec())
        .layout(TableLayoutType::Fixed)
        .width(WIDTH, WidthType::Dxa);
    Ok(Footer::new()
        .add_table(table)
        .add_paragraph(Paragraph::new().style("Footer")))
}

/// The page message with fields in the places of its numbers.
fn page_of(message: &str) -> Paragraph {
    let (before, rest) = message.split_once("{page}").unwrap_or((message, ""));
    let (between, after) = rest.split_once("{pages}").unwrap_or((rest, ""));
    Paragraph::new()
        .add_run(Run::new().add_text(before))
        .add_page_num(PageNum::new())
        .add_run(Run::new().add_text(between))
        .add_num_pages(NumPages::new())
        .add_run(Run::new().add_text(after))
}

fn plain(text: &str) -> Paragraph {
    paragraph(&Line::plain(text))
}

/// A line as a paragraph.
fn paragraph(line: &Line) -> Paragraph {
    line.0.iter().fold(Paragraph::new(), |paragraph, piece| {
        paragraph.add_run(run(piece))
    })
}

/// A piece of text; line breaks inside it stay, characters that XML forbids are left out.
fn run(piece: &Piece) -> Run {
    let mut run = Run::new();
    for (index, part) in piece.text.split('\n').enumerate() {
        if index > 0 {
            run = run.add_break(docx_rs::BreakType::TextWrapping);
        }
        let allowed: String = part.chars().filter(|c| !forbidden(*c)).collect();
        run = run.add_text(allowed);
    }
    match piece.ink {
        Ink::Plain => run,
        Ink::Strong => run.bold(),
        Ink::Soft => run.color(look::SOFT),
        Ink::Unresolved => run.underline("dotted"),
        Ink::Mark => run.bold().color(look::RED),
        Ink::Cite => run.color(look::SOFT).size(15),
    }
}

fn forbidden(c: char) -> bool {
    (c < ' ' && c != '\t') || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}
