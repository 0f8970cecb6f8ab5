//! Whether a database is what it should be: engine check, digests of records and files, audit
//! chains, and records against the last entry about them.

use crate::backup::{Sum, walk};
use crate::db::{Engine, Link, Mode, Query, Value};
use crate::error::{Result, StoreError};
use crate::schema::{TABLES, Table};
use crate::tx::{Store, house};
use domain::ids::{AgencyId, TypedId};
use domain::record::Kind;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Verified {
    /// Every table with its sum; equal sums mean equal content.
    pub tables: Vec<Sum>,
    /// Each audit chain with its length; the nil agency is the house.
    pub chains: Vec<(Uuid, i64)>,
    /// What is wrong; nothing when all is well.
    pub problems: Vec<String>,
}

impl Store {
    /// Reads the whole database and checks it. Damage is listed, not thrown.
    ///
    /// # Errors
    /// When the database cannot be read at all.
    pub async fn verify(&self) -> Result<Verified> {
        let mut problems = Vec::new();
        let mut link = self.db().begin(Mode::Read).await?;
        check_engine(&mut link, &mut problems).await?;
        let mut tables = Vec::new();
        for table in TABLES.iter().filter(|table| table.kept) {
            let kind = Kind::from_code(table.name);
            let sum = walk(&mut link, table, |row, _| {
                problems.extend(check_row(table, kind, row));
                Ok(())
            })
            .await?;
            tables.push(sum);
            if let Some(kind) = kind {
                check_against_trail(&mut link, kind, &mut problems).await?;
            }
        }
        let agencies = link
            .fetch(Query::new("SELECT id FROM agency ORDER BY id"))
            .await?;
        link.rollback().await?;
        let mut chains = Vec::new();
        for agency in std::iter::once(Ok(house())).chain(agencies.iter().map(|row| row.id(0))) {
            let agency: AgencyId = agency?;
            match self.read(agency).await?.verify_chain().await {
                Ok(entries) => chains.push((agency.uuid(), entries)),
                Err(
                    error @ (StoreError::BrokenChain { .. }
                    | StoreError::Missing
                    | StoreError::Body(_)),
                ) => problems.push(error.to_string()),
                Err(error) => return Err(error),
            }
        }
        Ok(Verified {
            tables,
            chains,
            problems,
        })
    }
}

async fn check_engine(link: &mut Link, problems: &mut Vec<String>) -> Result<()> {
    if link.engine() == Engine::Postgres {
        // PostgreSQL checks its own pages as they are read, where data checksums are on.
        return Ok(());
    }
    for row in link
        .fetch(Query::new(
            "SELECT integrity_check FROM pragma_integrity_check",
        ))
        .await?
    {
        let message: String = row.get(0)?;
        if message != "ok" {
            problems.push(format!("SQLite: {message}"));
        }
    }
    let query = Query::new("SELECT \"table\" FROM pragma_foreign_key_check");
    for row in link.fetch(query).await? {
        let table: String = row.get(0)?;
        problems.push(format!("a row of {table} refers to a missing row"));
    }
    Ok(())
}

/// Compares a row with the digest beside it.
fn check_row(table: &Table, kind: Option<Kind>, row: &[Value]) -> Option<String> {
    let at = |name: &str| {
        let place = table
            .columns
            .iter()
            .position(|(column, _)| *column == name)?;
        row.get(place)
    };
    let (content, digest) = match kind {
        Some(_) => (at("body")?, at("digest")?),
        None if table.name == "blob" => (at("content")?, at("sha256")?),
        None => return None,
    };
    let found = match content {
        Value::Text(Some(text)) => Sha256::digest(text).to_vec(),
        Value::Bytes(Some(bytes)) => Sha256::digest(bytes).to_vec(),
        _ => Vec::new(),
    };
    let Some(Value::Uuid(Some(id))) = at("id") else {
        return None;
    };
    (digest != &Value::Bytes(Some(found))).then(|| {
        format!(
            "row {id} of table {} is damaged: its digest does not match",
            table.name
        )
    })
}

/// Every record must be as the last entry about it says.
async fn check_against_trail(
    link: &mut Link,
    kind: Kind,
    problems: &mut Vec<String>,
) -> Result<()> {
    let query = Query::new("SELECT r.id FROM ")
        .sql(kind.table())
        .sql(
            " r LEFT JOIN audit_entry e ON e.agency_id = r.agency_id AND e.record_id = r.id \
             AND e.record_version = r.version AND e.kind = ",
        )
        .bind(kind.code())
        .sql(
            " WHERE e.seq IS NULL OR (e.body IS NOT NULL AND e.body <> r.body) ORDER BY r.id LIMIT 100",
        );
    for row in link.fetch(query).await? {
        let id: Uuid = row.get(0)?;
        problems.push(format!(
            "row {id} of table {} is not as the audit trail says",
            kind.table()
        ));
    }
    Ok(())
}
