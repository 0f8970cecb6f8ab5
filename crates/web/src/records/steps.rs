//! Deleting a record, bringing it back, taking it back to an earlier version: for every kind.

use app::{AnyRecord, AppError};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::missions::Mission;
use domain::record::Kind;
use serde::Deserialize;
use uuid::Uuid;

use crate::flash::{Flash, Tone};
use crate::form::Submitted;
use crate::problem::Problem;
use crate::seat::Seat;
use crate::site::Site;

/// The kind in an address.
pub(super) fn kind(code: &str) -> Result<Kind, Problem> {
    Kind::from_code(code).ok_or_else(Problem::missing)
}

/// The page of a record.
pub(super) async fn address(
    site: &Site,
    seat: &Seat,
    record: &AnyRecord,
) -> Result<String, Problem> {
    let code = match record.mission {
        Some(mission) => {
            let found = site.app().get::<Mission>(&seat.caller, mission).await;
            found.ok().map(|m| m.code.to_string())
        }
        None => None,
    };
    Ok(super::href(
        record.kind,
        record.id,
        code.as_deref(),
        record.parent,
    ))
}

/// A page of this site to go on to; never another site.
fn local(path: &str) -> Option<&str> {
    (path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n']))
        .then_some(path)
}

pub(super) async fn delete(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, Uuid)>,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let kind = kind(&code)?;
    let record = site.app().look(&seat.caller).await?.any(kind, id).await?;
    let page = address(&site, &seat, &record).await?;
    let deleted = site
        .app()
        .delete_any(&seat.caller, kind, id, submitted.version())
        .await;
    match deleted {
        Ok(_) => {
            let what = record.heading.for_reader(seat.page.language);
            let words = super::kind_name(&seat.page, kind);
            let what = if what.is_empty() {
                words.as_str()
            } else {
                what
            };
            let undo = format!("/records/{code}/{id}/undelete");
            let next = local(submitted.raw("next")).unwrap_or("/missions");
            Ok(Flash::deleted(what, &undo).to(next))
        }
        Err(AppError::Refused(refusal)) => {
            let mut flash = Flash::new(Tone::Decide, refusal.key);
            for (name, value) in &refusal.args {
                flash = flash.with(name, value);
            }
            Ok(flash.to(&page))
        }
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn undelete(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, Uuid)>,
) -> Result<Response, Problem> {
    let kind = kind(&code)?;
    site.app().undelete_any(&seat.caller, kind, id).await?;
    let record = site.app().look(&seat.caller).await?.any(kind, id).await?;
    let page = address(&site, &seat, &record).await?;
    Ok(Flash::done("records-restored").to(&page))
}

/// Which version to go back to.
#[derive(Debug, Deserialize)]
pub(super) struct Back {
    version: i64,
    to: i64,
}

pub(super) async fn revert(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, Uuid)>,
    Query(back): Query<Back>,
) -> Result<Response, Problem> {
    let kind = kind(&code)?;
    site.app()
        .revert_any(&seat.caller, kind, id, back.version, back.to)
        .await?;
    let record = site.app().look(&seat.caller).await?.any(kind, id).await?;
    let page = if record.deleted {
        "/missions".to_owned()
    } else {
        address(&site, &seat, &record).await?
    };
    Ok(Flash::done("records-reverted").to(&page))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_to_another_site() {
        assert_eq!(local("/missions/A?x=1"), Some("/missions/A?x=1"));
        for bad in [
            "//evil.example",
            "https://evil.example",
            "",
            "/\\evil",
            "/a\r\nb",
        ] {
            assert_eq!(local(bad), None, "{bad:?}");
        }
    }
}
