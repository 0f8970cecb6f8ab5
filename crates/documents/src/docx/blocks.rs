//! The parts of a sheet as paragraphs and tables.

use super::{WIDTH, look, paragraph, plain};
use crate::sheet::{Block, Cell, Column, Ink, Line, Row, Slot, Tone};
use docx_rs::{
    BorderType, Docx, Paragraph, Table, TableBorder, TableBorderPosition, TableCell,
    TableCellBorder, TableCellBorderPosition, TableCellBorders, TableCellMargins, TableLayoutType,
    TableRow, WidthType,
};

/// Adds a part to the document.
pub(super) fn add(docx: Docx, block: &Block) -> Docx {
    match block {
        Block::Heading { level, line } => {
            docx.add_paragraph(paragraph(line).style(&format!("Heading{level}")))
        }
        Block::Text { line } => docx.add_paragraph(paragraph(line)),
        Block::Facts { rows } => spaced(docx.add_table(facts(rows))),
        Block::Schedule { slots } => spaced(docx.add_table(schedule(slots))),
        Block::Table { columns, rows } => spaced(docx.add_table(listing(columns, rows))),
        Block::Page => docx.add_paragraph(Paragraph::new().page_break_before(true)),
        Block::Sign { line } => docx.add_paragraph(paragraph(line).style("Title")),
        Block::Points { lines } => lines
            .iter()
            .fold(docx, |docx, line| docx.add_paragraph(point(line))),
    }
}

/// Two tables in a row would grow together.
fn spaced(docx: Docx) -> Docx {
    docx.add_paragraph(Paragraph::new().style("Legend"))
}

fn point(line: &Line) -> Paragraph {
    let bullet = Line::plain("•  ").and(line.clone());
    paragraph(&bullet).indent(
        Some(360),
        Some(docx_rs::SpecialIndentType::Hanging(240)),
        None,
        None,
    )
}

fn cell(lines: &[Line], width: usize) -> TableCell {
    let cell = TableCell::new().width(width, WidthType::Dxa);
    if lines.is_empty() {
        return cell.add_paragraph(Paragraph::new().style("Cell"));
    }
    lines.iter().fold(cell, |cell, line| {
        cell.add_paragraph(paragraph(line).style("Cell"))
    })
}

/// One line at one side of a cell; the other sides stay as the table has them.
fn edge(position: TableCellBorderPosition, size: usize, color: &str) -> TableCellBorders {
    let line = TableCellBorder::new(position)
        .border_type(BorderType::Single)
        .size(size)
        .color(color);
    TableCellBorders::with_empty().set(line)
}

/// A table of fixed widths without lines of its own.
fn frame(widths: &[usize], rows: Vec<TableRow>) -> Table {
    Table::without_borders(rows)
        .set_grid(widths.to_vec())
        .layout(TableLayoutType::Fixed)
        .width(widths.iter().sum(), WidthType::Dxa)
        .margins(TableCellMargins::new().margin(40, 100, 40, 100))
}

fn facts(rows: &[Row]) -> Table {
    let widths = [2300, WIDTH - 2300];
    let rows = rows.iter().map(|row| {
        let label = cell(&[Line::soft(&row.label)], widths[0]);
        TableRow::new(vec![label, cell(&row.lines, widths[1])]).cant_split()
    });
    frame(&widths, rows.collect())
}

/// Time at the left; at the right, behind a line in the colour of the state, the item.
fn schedule(slots: &[Slot]) -> Table {
    let widths = [1800, WIDTH - 1800];
    let rows = slots.iter().map(|slot| {
        let mut time: Cell = vec![Line::default().then(&slot.time, Ink::Strong)];
        time.extend(slot.home.as_ref().map(Line::soft));
        let color = match slot.tone {
            Tone::Firm => look::GREEN,
            Tone::Open => look::AMBER,
            Tone::Gone => look::LINE,
        };
        let mut lines = vec![
            slot.title
                .clone()
                .then(format!("   {}", slot.state), Ink::Soft),
        ];
        lines.extend(slot.lines.iter().cloned());
        let item =
            cell(&lines, widths[1]).set_borders(edge(TableCellBorderPosition::Left, 18, color));
        TableRow::new(vec![cell(&time, widths[0]), item]).cant_split()
    });
    frame(&widths, rows.collect())
}

/// A table; its first row repeats on every page, see `package::repeat_heads`.
fn listing(columns: &[Column], rows: &[Vec<Cell>]) -> Table {
    let shares: usize = columns.iter().map(|column| usize::from(column.share)).sum();
    let widths: Vec<usize> = columns
        .iter()
        .map(|column| WIDTH * usize::from(column.share) / shares.max(1))
        .collect();
    let head = columns.iter().zip(&widths).map(|(column, width)| {
        TableCell::new()
            .width(*width, WidthType::Dxa)
            .set_borders(edge(TableCellBorderPosition::Bottom, 8, look::INK))
            .add_paragraph(plain(&column.title).style("ColumnHead"))
    });
    let head = TableRow::new(head.collect());
    let body = rows.iter().map(|row| {
        let cells = row
            .iter()
            .zip(&widths)
            .map(|(lines, width)| cell(lines, *width));
        TableRow::new(cells.collect()).cant_split()
    });
    let rule = |position| {
        TableBorder::new(position)
            .border_type(BorderType::Single)
            .size(4)
            .color(look::LINE)
    };
    frame(&widths, std::iter::once(head).chain(body).collect())
        .set_border(rule(TableBorderPosition::InsideH))
        .set_border(rule(TableBorderPosition::Bottom))
}
