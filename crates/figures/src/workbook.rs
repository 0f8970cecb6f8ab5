//! A large workbook of participants, as somebody fills it in.

use std::path::PathBuf;

use anyhow::{Context, Result};
use formats::table::{Cell, Column, Table, to_xlsx};
use formats::workbook::Sheet;

/// Participants of the workbook.
pub const PARTICIPANTS: usize = 10_000;
/// Their organisations.
const ORGANISATIONS: usize = 500;

/// `workbook FILE`
pub fn run(mut arguments: impl Iterator<Item = String>) -> Result<()> {
    let file = PathBuf::from(arguments.next().context("workbook FILE")?);
    write(&file)
}

/// Writes the workbook.
pub fn write(file: &std::path::Path) -> Result<()> {
    let tables = [
        sheet(
            Sheet::Organisations,
            &["code", "name_zh", "name_de", "kind", "country"],
            (0..ORGANISATIONS).map(|n| {
                [
                    format!("O{n}"),
                    format!("沈阳第{n}装备有限公司"),
                    format!("Werke {n} GmbH"),
                    "company".to_owned(),
                    "DE".to_owned(),
                ]
            }),
        )?,
        sheet(
            Sheet::Participants,
            &["code", "name_zh", "name_latin", "organisation", "role"],
            (0..PARTICIPANTS).map(|n| {
                [
                    format!("P{n}"),
                    format!("王小{n}"),
                    format!("WANG Xiaoming {n}"),
                    format!("O{}", n % ORGANISATIONS),
                    "company representative".to_owned(),
                ]
            }),
        )?,
    ];
    let written = "2026-03-02T08:00:00Z".parse()?;
    std::fs::write(file, to_xlsx(&tables, written)?)
        .with_context(|| format!("cannot write {}", file.display()))
}

/// A sheet with the row that machines read, the headings below, and rows.
fn sheet<const N: usize>(
    sheet: Sheet,
    keys: &[&str; N],
    rows: impl Iterator<Item = [String; N]>,
) -> Result<Table> {
    let english = domain::language::Language::En;
    let mut headings = Vec::with_capacity(N);
    for key in keys {
        let field = sheet
            .field(key)
            .with_context(|| format!("no column {key}"))?;
        headings.push(Cell::text(field.label(english)));
    }
    let cells = rows.map(|row| row.map(Cell::text).to_vec());
    Ok(Table {
        name: sheet.label(english).to_owned(),
        columns: keys
            .iter()
            .map(|key| Column::new(format!("#{}.{key}", sheet.key())))
            .collect(),
        rows: std::iter::once(headings).chain(cells).collect(),
    })
}
