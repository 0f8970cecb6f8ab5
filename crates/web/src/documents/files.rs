//! Previews and issued files, to be saved.

use app::documents::{File, Form};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use domain::ids::DocumentId;

use super::{Asked, origin};
use crate::problem::Problem;
use crate::seat::Seat;
use crate::site::Site;

/// What would be issued next, marked as a draft.
///
/// # Errors
/// When there is no such document, or it is not theirs to take.
pub async fn preview(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let order = asked.order()?;
    let form = Form::from_code(&asked.form).ok_or_else(Problem::missing)?;
    let origin = origin(&site, &headers);
    let file = site
        .app()
        .preview(&seat.caller, &code, order, &origin, form)
        .await?;
    Ok(saved(file))
}

/// An issued file, as it was issued.
///
/// # Errors
/// When there is none, or it is not theirs to see.
pub async fn issued(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, DocumentId)>,
) -> Result<Response, Problem> {
    Ok(saved(
        site.app().issued_file(&seat.caller, &code, id).await?,
    ))
}

/// A file for saving; names of files are made of codes and need no quoting.
fn saved(file: File) -> Response {
    let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    let name: String = file.name.chars().filter(|c| safe(*c)).collect();
    let headers = [
        (header::CONTENT_TYPE, file.media_type),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    (headers, file.content).into_response()
}
