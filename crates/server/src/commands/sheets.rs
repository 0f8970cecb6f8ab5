//! Lists as workbooks and programmes as calendars, for `legation documents`.

use crate::system::SystemClock;
use anyhow::{Context as _, Result};
use app::feeds::FeedSubject;
use app::missions::Dossier;
use app::{App, Caller};
use domain::chance::Clock as _;
use domain::parties::PartyRef;

/// The list of a kind as a workbook; none when the kind has no list.
pub fn workbook(dossier: &Dossier, kind: &str, caller: &Caller) -> Result<Option<Vec<u8>>> {
    let Some(table) = web::lists::of_dossier(dossier, kind, caller.language) else {
        return Ok(None);
    };
    let bytes = formats::table::to_xlsx(&[table], SystemClock.now());
    Ok(Some(bytes.context("cannot write the workbook")?))
}

/// The programme of the mission, or of one company or member, as a calendar file.
pub async fn calendar(
    office: &App,
    caller: &Caller,
    dossier: &Dossier,
    whose: Option<PartyRef>,
) -> Result<Vec<u8>> {
    let subject = match whose {
        Some(PartyRef::Person(person)) => FeedSubject::Person(person),
        Some(PartyRef::Organisation(firm)) => FeedSubject::Company(firm),
        None => FeedSubject::Mission,
    };
    let calendar = office
        .calendar(caller, dossier.mission.id, &subject)
        .await?;
    let bytes = formats::calendar::to_ics(&calendar);
    bytes.context("cannot write the calendar")
}
