//! Reading a backup: check it, or fill an empty database of either engine with it.

use crate::backup::{FORMAT, Manifest, Mark, Sum, VERSION, hex, parse_line};
use crate::db::{Engine, Link, Mode, Query, Value};
use crate::error::{Result, StoreError};
use crate::migrations::schema_version;
use crate::schema::{TABLES, Table};
use crate::search::put_documents;
use crate::tx::Store;
use domain::chance::Clock;
use flate2::read::GzDecoder;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// Rows that are written with one statement.
const AT_ONCE: usize = 100;

fn bad(what: impl Into<String>) -> StoreError {
    StoreError::Backup(what.into())
}

/// One thing found in a backup.
enum Found {
    Row(&'static Table, Vec<Value>),
    End(&'static Table),
}

/// The table whose rows are being read.
struct Open {
    table: &'static Table,
    digest: Sha256,
    rows: u64,
    /// Whether its rows are of no use any more, because a later migration throws them away.
    passed_over: bool,
}

/// Reads a backup line by line, checking every digest on the way.
struct Source {
    lines: std::io::Lines<BufReader<GzDecoder<BufReader<File>>>>,
    table: Option<Open>,
    sums: Vec<Sum>,
    schema: i64,
    manifest: Option<Manifest>,
}

impl Source {
    fn open(file: &Path) -> Result<Self> {
        let unpacked = GzDecoder::new(BufReader::new(File::open(file)?));
        let mut source = Self {
            lines: BufReader::new(unpacked).lines(),
            table: None,
            sums: Vec::new(),
            schema: 0,
            manifest: None,
        };
        let first = source.line()?.ok_or_else(|| bad("the file is empty"))?;
        match serde_json::from_str(&first) {
            Ok(Mark::Start {
                format,
                version,
                schema,
                made_at: _,
            }) if format == FORMAT && version == VERSION => source.schema = schema,
            _ => return Err(bad("this is not a backup that this program can read")),
        }
        if source.schema > schema_version() {
            return Err(StoreError::NewerSchema {
                found: source.schema,
                known: schema_version(),
            });
        }
        Ok(source)
    }

    fn line(&mut self) -> Result<Option<String>> {
        match self.lines.next() {
            None => Ok(None),
            Some(Ok(line)) => Ok(Some(line)),
            Some(Err(error)) => Err(bad(format!("the file is damaged: {error}"))),
        }
    }

    /// The next row or end of a table; nothing after the last line.
    fn next(&mut self) -> Result<Option<Found>> {
        while let Some(line) = self.line()? {
            if self.manifest.is_some() {
                return Err(bad("there is something after the end"));
            }
            if line.starts_with('[') {
                let open = self.table.as_mut();
                let open = open.ok_or_else(|| bad("a row outside of a table"))?;
                open.digest.update(&line);
                open.digest.update(b"\n");
                open.rows += 1;
                if open.passed_over {
                    continue;
                }
                let row = parse_line(open.table, &line)?;
                return Ok(Some(Found::Row(open.table, row)));
            }
            let mark = serde_json::from_str(&line).map_err(|_| bad("a line has a wrong form"))?;
            if let Some(table) = self.mark(mark)? {
                return Ok(Some(Found::End(table)));
            }
        }
        match self.manifest {
            Some(_) => Ok(None),
            None => Err(bad("the file is not whole: its last line is missing")),
        }
    }

    fn mark(&mut self, mark: Mark) -> Result<Option<&'static Table>> {
        match (mark, self.table.take()) {
            (Mark::Table { name, columns }, None) => {
                let table = TABLES
                    .iter()
                    .find(|t| t.name == name && t.kept)
                    .ok_or_else(|| bad(format!("unknown table {name}")))?;
                let passed_over = table.remade_by > self.schema;
                let ours = table.columns.iter().map(|(n, _)| *n);
                if !passed_over && !ours.eq(columns.iter().map(String::as_str)) {
                    return Err(bad(format!("table {name} has other columns")));
                }
                self.table = Some(Open {
                    table,
                    digest: Sha256::new(),
                    rows: 0,
                    passed_over,
                });
                Ok(None)
            }
            (Mark::End(sum), Some(open)) => {
                let found = Sum {
                    table: open.table.name.to_owned(),
                    rows: open.rows,
                    digest: hex(&open.digest.finalize()),
                };
                if found != sum {
                    return Err(bad(format!(
                        "the rows of {} do not match their digest",
                        sum.table
                    )));
                }
                self.sums.push(found);
                Ok(Some(open.table))
            }
            (Mark::Complete(manifest), None) => {
                if manifest.tables != self.sums || manifest.schema != self.schema {
                    return Err(bad("the summary does not match"));
                }
                self.manifest = Some(manifest);
                Ok(None)
            }
            _ => Err(bad("the lines are out of order")),
        }
    }

    fn finish(self) -> Result<Manifest> {
        self.manifest.ok_or_else(|| bad("the file is not whole"))
    }
}

/// Reads a whole backup and checks every digest in it.
///
/// # Errors
/// [`StoreError::Backup`] says what is wrong with it.
pub fn verify_backup(file: &Path) -> Result<Manifest> {
    let mut source = Source::open(file)?;
    while source.next()?.is_some() {}
    source.finish()
}

impl Store {
    /// Fills an empty database with a backup: all of it or nothing. The file is checked first. A
    /// backup of an older program goes into the tables of its time, which are then brought to
    /// those of today.
    ///
    /// # Errors
    /// [`StoreError::Backup`] when the file is damaged, or the database holds something already
    /// or has newer tables than the backup.
    pub async fn restore(&self, file: &Path, clock: &dyn Clock) -> Result<Manifest> {
        let manifest = verify_backup(file)?;
        let there = self.migrate_to(manifest.schema, clock).await?.to;
        if there > manifest.schema {
            return Err(bad(format!(
                "it has schema version {}, and the database has version {there} already: restore \
                 it into a place where there is no database yet",
                manifest.schema
            )));
        }
        let mut link = self.db().begin(Mode::Claim).await?;
        refuse_filled(&mut link, &manifest).await?;
        let mut source = Source::open(file)?;
        let (mut waiting, mut orphans) = (Vec::new(), Vec::new());
        while let Some(found) = source.next()? {
            match found {
                Found::Row(table, mut row) => {
                    orphans.extend(set_aside(table, &mut row));
                    waiting.push(row);
                    // Files are big: each on its own.
                    if waiting.len() >= AT_ONCE || table.name == "blob" {
                        put(&mut link, table, &mut waiting).await?;
                    }
                }
                Found::End(table) => {
                    put(&mut link, table, &mut waiting).await?;
                    adopt(&mut link, table, std::mem::take(&mut orphans)).await?;
                }
            }
        }
        let manifest = source.finish()?;
        if link.engine() == Engine::Postgres {
            // Plans that are made before it has counted the rows would be for empty tables.
            link.run("ANALYZE").await?;
        }
        link.commit().await?;
        self.migrate(clock).await?;
        Ok(manifest)
    }
}

async fn refuse_filled(link: &mut Link, manifest: &Manifest) -> Result<()> {
    // A fresh database knows the house and nothing else.
    link.execute(Query::new("DELETE FROM audit_head WHERE seq = ").bind(0_i64))
        .await?;
    let held = |table: &&Table| manifest.tables.iter().any(|sum| sum.table == table.name);
    for table in TABLES.iter().filter(|table| !table.kept || held(table)) {
        let query = Query::new("SELECT 1 FROM ").sql(table.name).sql(" LIMIT 1");
        if link.first(query).await?.is_some() {
            return Err(bad(format!(
                "the database is not empty: table {} has rows",
                table.name
            )));
        }
    }
    Ok(())
}

/// A row and the parent it has in its own table: agency, id, parent.
type Orphan = [Value; 3];

/// Takes the parent out of a row of a table whose rows may be each other's parents, where that
/// parent comes later in the file: rows come in the order of their ids.
fn set_aside(table: &Table, row: &mut [Value]) -> Option<Orphan> {
    if !table.own_parents {
        return None;
    }
    let [agency, id, _, parent, ..] = row else {
        return None;
    };
    match (&*id, &*parent) {
        (Value::Uuid(Some(own)), Value::Uuid(Some(above))) if above > own => {
            let parent = std::mem::replace(parent, Value::Uuid(None));
            Some([agency.clone(), id.clone(), parent])
        }
        _ => None,
    }
}

/// Gives rows the parents that were not there yet.
async fn adopt(link: &mut Link, table: &Table, orphans: Vec<Orphan>) -> Result<()> {
    for [agency, id, parent] in orphans {
        let query = Query::new("UPDATE ")
            .sql(table.name)
            .sql(" SET parent_id = ")
            .bind(parent)
            .sql(" WHERE agency_id = ")
            .bind(agency)
            .sql(" AND id = ")
            .bind(id);
        link.execute(query).await?;
    }
    Ok(())
}

async fn put(link: &mut Link, table: &Table, rows: &mut Vec<Vec<Value>>) -> Result<()> {
    let rows = std::mem::take(rows);
    if rows.is_empty() {
        return Ok(());
    }
    if table.name == "search_document" {
        return put_documents(link, rows).await;
    }
    link.execute(table.insert(rows)).await.map(|_| ())
}
