//! Files to take along: the empty workbook, and a mission as JSON.

use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::language::Language;
use serde::Deserialize;

use crate::problem::Problem;
use crate::seat::Seat;
use crate::site::Site;

/// The media type of workbooks.
pub(crate) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// In which language.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    r#in: Option<String>,
}

/// The empty workbook.
pub async fn template(seat: Seat, Query(wanted): Query<Wanted>) -> Result<Response, Problem> {
    let language = wanted
        .r#in
        .and_then(|code| Language::from_code(&code))
        .unwrap_or(seat.page.language);
    let bytes = formats::workbook::template(language).map_err(Problem::broken)?;
    Ok(download(
        bytes,
        XLSX,
        &format!("participants-{}.xlsx", language.code()),
    ))
}

/// The mission with everything that belongs to it.
pub async fn export(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let file = site.app().export_mission(&seat.caller, &code).await?;
    let text = serde_json::to_vec_pretty(&file).map_err(Problem::broken)?;
    Ok(download(
        text,
        "application/json",
        &format!("{}.json", file.mission.code),
    ))
}

/// A file that the browser saves instead of showing it. The name is plain ASCII.
pub(crate) fn download(bytes: Vec<u8>, media_type: &'static str, name: &str) -> Response {
    let name: String = name
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
        .collect();
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-store"),
    );
    response
}
