//! Documents as they were issued or attached: bytes with their digest.

use crate::db::{Query, id};
use crate::error::{Result, StoreError};
use crate::tx::{Reader, Tx};
use domain::ids::{DocumentId, TypedId};
use sha2::{Digest, Sha256};

/// A kept file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blob {
    /// The document whose file it is.
    pub id: DocumentId,
    /// Its file name.
    pub name: String,
    /// Its media type.
    pub mime: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

impl Tx {
    /// Keeps a file. Returns its SHA-256.
    ///
    /// # Errors
    /// [`StoreError::Taken`] when the document has one already.
    pub async fn keep_blob(&mut self, blob: &Blob) -> Result<[u8; 32]> {
        let digest: [u8; 32] = Sha256::digest(&blob.content).into();
        let query = Query::new(
            "INSERT INTO blob (agency_id, id, sha256, mime, name, size, content, created_by, \
             created_at) VALUES ",
        )
        .row([
            id(self.agency()),
            id(blob.id),
            digest.into(),
            blob.mime.as_str().into(),
            blob.name.as_str().into(),
            i64::try_from(blob.content.len()).unwrap_or(i64::MAX).into(),
            blob.content.clone().into(),
            self.stamp.user.map(|u| u.uuid()).into(),
            self.stamp.micros().into(),
        ]);
        self.execute(query).await?;
        Ok(digest)
    }

    /// Removes a file for good.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is none.
    pub async fn remove_blob(&mut self, document: DocumentId) -> Result<()> {
        let query = Query::new("DELETE FROM blob WHERE agency_id = ")
            .id(self.agency())
            .sql(" AND id = ")
            .id(document);
        match self.execute(query).await? {
            0 => Err(StoreError::Missing),
            _ => Ok(()),
        }
    }
}

impl Reader {
    /// The file of a document, its digest checked.
    ///
    /// # Errors
    /// [`StoreError::Missing`] or [`StoreError::Damaged`].
    pub async fn blob(&mut self, document: DocumentId) -> Result<Blob> {
        let query = Query::new("SELECT name, mime, content, sha256 FROM blob WHERE agency_id = ")
            .id(self.agency)
            .sql(" AND id = ")
            .id(document);
        let row = self.first(query).await?.ok_or(StoreError::Missing)?;
        let content: Vec<u8> = row.get(2)?;
        let digest: Vec<u8> = row.get(3)?;
        if Sha256::digest(&content)[..] != digest[..] {
            return Err(StoreError::Damaged {
                table: "blob",
                id: document.uuid(),
            });
        }
        Ok(Blob {
            id: document,
            name: row.get(0)?,
            mime: row.get(1)?,
            content,
        })
    }
}
