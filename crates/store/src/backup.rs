//! A backup: one compressed file of JSON lines that says nothing about the engine it came from.
//!
//! The first line names the format and the schema. Then, for each table, a line with its columns,
//! a line for each row in key order, and a line with the number of rows and the SHA-256 of their
//! lines. The last line sums up; a file without it is not whole. `zcat` shows it all.

use crate::db::{FromColumn, Link, Mode, Row, Value};
use crate::error::{Result, StoreError};
use crate::migrations::schema_version;
use crate::private;
use crate::schema::{ColumnType, TABLES, Table};
use crate::tx::Store;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::chance::Clock;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use std::io::{BufWriter, Write};
use std::path::Path;

/// The word in the first line.
pub(crate) const FORMAT: &str = "legation-backup";
/// The version of the file's form.
pub(crate) const VERSION: u32 = 1;

/// How many rows a table has, and what they add up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sum {
    /// The table.
    pub table: String,
    /// Its rows.
    pub rows: u64,
    /// The SHA-256 of its rows in key order, in hexadecimal.
    pub digest: String,
}

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The schema version of the rows.
    pub schema: i64,
    /// When it was made, in microseconds since 1970.
    pub made_at: i64,
    /// Every table.
    pub tables: Vec<Sum>,
}

/// The lines that are not rows.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "snake_case")]
pub(crate) enum Mark {
    Start {
        format: String,
        version: u32,
        schema: i64,
        made_at: i64,
    },
    Table {
        name: String,
        columns: Vec<String>,
    },
    End(Sum),
    Complete(Manifest),
}

impl Store {
    /// Writes a backup while the program goes on working: everything in it is of one moment. The
    /// file appears under its name only when it is whole, and only its owner may read it.
    ///
    /// # Errors
    /// [`StoreError::File`] when the file cannot be written.
    pub async fn backup(&self, file: &Path, clock: &dyn Clock) -> Result<Manifest> {
        let mut unfinished = file.to_owned().into_os_string();
        unfinished.push(".part");
        let mut out = GzEncoder::new(
            BufWriter::new(private::file(unfinished.as_ref())?),
            Compression::fast(),
        );
        let made_at = clock.now().as_microsecond();
        let start = Mark::Start {
            format: FORMAT.to_owned(),
            version: VERSION,
            schema: schema_version(),
            made_at,
        };
        write_line(&mut out, &start)?;
        let mut link = self.db().begin(Mode::Read).await?;
        let mut tables = Vec::new();
        for table in TABLES.iter().filter(|table| table.kept) {
            write_line(
                &mut out,
                &Mark::Table {
                    name: table.name.to_owned(),
                    columns: table.columns.iter().map(|(n, _)| (*n).to_owned()).collect(),
                },
            )?;
            let sum = walk(&mut link, table, |_, line| {
                out.write_all(line.as_bytes())?;
                Ok(())
            })
            .await?;
            write_line(&mut out, &Mark::End(sum.clone()))?;
            tables.push(sum);
        }
        link.rollback().await?;
        let manifest = Manifest {
            schema: schema_version(),
            made_at,
            tables,
        };
        write_line(&mut out, &Mark::Complete(manifest.clone()))?;
        let buffer = out.finish()?;
        let target = buffer.into_inner().map_err(|e| e.into_error())?;
        target.sync_all()?;
        std::fs::rename(&unfinished, file)?;
        Ok(manifest)
    }

    /// What every table adds up to now, as a backup would say it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn sums(&self) -> Result<Vec<Sum>> {
        let mut link = self.db().begin(Mode::Read).await?;
        let mut sums = Vec::new();
        for table in TABLES.iter().filter(|table| table.kept) {
            sums.push(walk(&mut link, table, |_, _| Ok(())).await?);
        }
        link.rollback().await?;
        Ok(sums)
    }
}

fn write_line(out: &mut impl Write, mark: &Mark) -> Result<()> {
    serde_json::to_writer(&mut *out, mark)?;
    out.write_all(b"\n")?;
    Ok(())
}

/// Goes through a table in key order and hands every row over, as values and as a line.
pub(crate) async fn walk(
    link: &mut Link,
    table: &Table,
    mut sink: impl FnMut(&[Value], &str) -> Result<()>,
) -> Result<Sum> {
    // Files are big: few of them at once.
    let page: usize = if table.name == "blob" { 4 } else { 500 };
    let mut digest = Sha256::new();
    let mut rows = 0;
    let mut after: Option<Vec<Value>> = None;
    loop {
        let query = table.page(after.as_deref(), page as i64);
        let found = link.fetch(query).await?;
        for row in &found {
            let values = values(table, row)?;
            let line = line(&values)?;
            digest.update(&line);
            sink(&values, &line)?;
            rows += 1;
            after = Some(values[..table.keys].to_vec());
        }
        if found.len() < page {
            break;
        }
    }
    Ok(Sum {
        table: table.name.to_owned(),
        rows,
        digest: hex(&digest.finalize()),
    })
}

fn values(table: &Table, row: &Row) -> Result<Vec<Value>> {
    let columns = table.columns.iter().enumerate();
    columns
        .map(|(i, (_, kind))| {
            Ok(match kind {
                ColumnType::Uuid => Value::Uuid(FromColumn::from_column(row, i)?),
                ColumnType::Text => Value::Text(FromColumn::from_column(row, i)?),
                ColumnType::Int => Value::Int(FromColumn::from_column(row, i)?),
                ColumnType::Bytes => Value::Bytes(FromColumn::from_column(row, i)?),
                ColumnType::Bool => Value::Bool(FromColumn::from_column(row, i)?),
            })
        })
        .collect()
}

/// A row as a line of the file.
fn line(values: &[Value]) -> Result<String> {
    let cells: Vec<Json> = values
        .iter()
        .map(|value| match value {
            Value::Uuid(v) => v.map_or(Json::Null, |v| v.to_string().into()),
            Value::Text(v) => v.clone().map_or(Json::Null, Json::from),
            Value::Int(v) => v.map_or(Json::Null, Json::from),
            Value::Bytes(v) => v.as_ref().map_or(Json::Null, |v| STANDARD.encode(v).into()),
            Value::Bool(v) => Json::from(*v),
        })
        .collect();
    let mut line = serde_json::to_string(&cells)?;
    line.push('\n');
    Ok(line)
}

/// A line of the file as a row.
pub(crate) fn parse_line(table: &Table, line: &str) -> Result<Vec<Value>> {
    let cells: Vec<Json> = serde_json::from_str(line)?;
    let wrong = || StoreError::Backup(format!("a row of {} has a wrong form", table.name));
    if cells.len() != table.columns.len() {
        return Err(wrong());
    }
    let cells = table.columns.iter().zip(cells);
    cells
        .map(|((_, kind), cell)| parse_cell(*kind, cell).ok_or_else(wrong))
        .collect()
}

fn parse_cell(kind: ColumnType, cell: Json) -> Option<Value> {
    Some(match (kind, cell) {
        (ColumnType::Uuid, Json::Null) => Value::Uuid(None),
        (ColumnType::Text, Json::Null) => Value::Text(None),
        (ColumnType::Int, Json::Null) => Value::Int(None),
        (ColumnType::Bytes, Json::Null) => Value::Bytes(None),
        (ColumnType::Uuid, Json::String(text)) => Value::Uuid(Some(text.parse().ok()?)),
        (ColumnType::Text, Json::String(text)) => Value::Text(Some(text)),
        (ColumnType::Int, Json::Number(number)) => Value::Int(Some(number.as_i64()?)),
        (ColumnType::Bytes, Json::String(text)) => Value::Bytes(Some(STANDARD.decode(text).ok()?)),
        (ColumnType::Bool, Json::Bool(yes)) => Value::Bool(yes),
        _ => return None,
    })
}

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_row_survives_its_line() {
        let table = TABLES.iter().find(|t| t.name == "job").unwrap();
        let row: Vec<Value> = table
            .columns
            .iter()
            .map(|(_, kind)| match kind {
                ColumnType::Uuid => Value::Uuid(Some(Uuid::from_u128(7))),
                ColumnType::Text => Value::Text(Some("南京 \"\n".into())),
                ColumnType::Int => Value::Int(Some(i64::MIN)),
                ColumnType::Bytes => Value::Bytes(Some(vec![0, 255])),
                ColumnType::Bool => Value::Bool(true),
            })
            .collect();
        let text = line(&row).unwrap();
        assert_eq!(text.matches('\n').count(), 1);
        assert_eq!(parse_line(table, &text).unwrap(), row);
        assert!(parse_line(table, "[1]").is_err());
        assert!(parse_line(table, &text.replace("true", "1")).is_err());
    }
}
