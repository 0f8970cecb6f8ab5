//! Imports: a workbook is read, shown, confirmed and, if need be, taken back; missions leave and
//! arrive as files.

mod confirm;
mod files;
mod preview;
mod reader;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::site::Site;
pub(crate) use files::{XLSX, download};
pub use reader::{ReadWorkbook, Reading};

/// The largest workbook with its form around it.
const UPLOAD: usize = 24 * 1024 * 1024;
/// What a workbook of that size may say, written out.
const READ_OUT: usize = 64 * 1024 * 1024;

/// The addresses of imports.
pub fn routes() -> Router<Site> {
    Router::new()
        .route(
            "/missions/{code}/import",
            get(preview::blank)
                .post(preview::read)
                .layer(DefaultBodyLimit::max(UPLOAD)),
        )
        .route(
            "/missions/{code}/import/confirm",
            post(confirm::write).layer(DefaultBodyLimit::max(READ_OUT)),
        )
        .route(
            "/missions/{code}/import/undo/{batch}",
            post(confirm::take_back),
        )
        .route("/templates/participants.xlsx", get(files::template))
        .route("/missions/{code}/export.json", get(files::export))
}
