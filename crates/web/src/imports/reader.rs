//! Who reads workbooks: in the program a child process with caps, in tests this one.

use std::future::Future;
use std::pin::Pin;

use formats::workbook::{self, Limits, ReadError, Workbook};

use crate::problem::Problem;
use crate::site::Site;

/// The outcome of reading, some time later; the error is the operator's.
pub type Reading =
    Pin<Box<dyn Future<Output = Result<Result<Workbook, ReadError>, String>> + Send>>;

/// Reads workbooks from outside.
pub trait ReadWorkbook: Send + Sync {
    /// Reads one.
    fn read(&self, bytes: Vec<u8>) -> Reading;
}

/// Reads a workbook as the site was told to.
pub(super) async fn read(
    site: &Site,
    bytes: Vec<u8>,
) -> Result<Result<Workbook, ReadError>, Problem> {
    if let Some(reader) = site.workbook_reader() {
        return reader.read(bytes).await.map_err(Problem::broken);
    }
    let here =
        tokio::task::spawn_blocking(move || workbook::read(bytes.as_slice(), Limits::default()));
    here.await.map_err(Problem::broken)
}
