//! Whether the database answers, and how big it is.

use crate::db::{Mode, Query};
use crate::error::{Result, StoreError};
use crate::schema::TABLES;
use crate::tx::Store;

/// The size of a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Size {
    /// Bytes on disk.
    pub bytes: i64,
    /// Rows of each table.
    pub rows: Vec<(&'static str, i64)>,
}

impl Store {
    /// Asks the database for nothing; it answers when it is there.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] and others when it is not.
    pub async fn ping(&self) -> Result<()> {
        let mut link = self.db().begin(Mode::Read).await?;
        link.fetch(Query::new("SELECT 1")).await?;
        link.rollback().await
    }

    /// How big the database is.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn size(&self) -> Result<Size> {
        let mut link = self.db().begin(Mode::Read).await?;
        let bytes = Query::new(self.engine().pick(
            "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
            "SELECT pg_database_size(current_database())",
        ));
        let bytes = link
            .first(bytes)
            .await?
            .ok_or(StoreError::Missing)?
            .get(0)?;
        let mut rows = Vec::new();
        for table in TABLES {
            let query = Query::new("SELECT COUNT(*) FROM ").sql(table.name);
            let row = link.first(query).await?.ok_or(StoreError::Missing)?;
            rows.push((table.name, row.get(0)?));
        }
        Ok(Size { bytes, rows })
    }
}
