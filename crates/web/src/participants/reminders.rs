//! Who should be reminded, as a workbook: no profile yet, or requests that wait for an answer.

use app::participants::{Line, LinkState};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::access::Action as Right;
use domain::ids::MatchmakingId;
use domain::record::Kind;
use formats::table::{Cell, Column, Table, to_xlsx};

use super::roll::Hall;
use crate::imports::{XLSX, download};
use crate::page::Page;
use crate::problem::Problem;
use crate::seat::Seat;
use crate::site::Site;

const COLUMNS: [&str; 8] = [
    "lists-name",
    "participants-people",
    "lists-email",
    "participants-profile",
    "participants-waiting",
    "participants-sent",
    "participants-agreed",
    "participants-seen",
];

/// The list of those who owe something.
pub(super) async fn workbook(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MatchmakingId)>,
) -> Result<Response, Problem> {
    let hall = Hall::load(&site, &seat, &code, id).await?;
    hall.ask(&seat, Right::Export, Kind::Profile)?;
    let page = &seat.page;
    let owing = hall.roll.lines.iter().filter(|line| line.is_owing());
    let table = Table {
        name: page.t("participants-reminders"),
        columns: COLUMNS.iter().map(|key| Column::new(page.t(key))).collect(),
        rows: owing.map(|line| row(page, &hall, line)).collect(),
    };
    let bytes = to_xlsx(&[table], site.clock().now()).map_err(Problem::broken)?;
    Ok(download(bytes, XLSX, "reminders.xlsx"))
}

fn row(page: &Page, hall: &Hall, line: &Line) -> Vec<Cell> {
    let language = page.language;
    let people = line.people.iter();
    let names = people
        .clone()
        .map(|(names, _)| names.display(language).text.clone());
    let mails = people
        .map(|(_, mail)| mail.clone())
        .filter(|mail| !mail.is_empty());
    let number = |n: usize| Cell::Integer(i64::try_from(n).unwrap_or(i64::MAX));
    let zone = &hall.roll.session().zone;
    let seen = match line.link {
        LinkState::Works {
            seen: Some(seen), ..
        } => Cell::DateTime(zone.local(seen).datetime()),
        _ => Cell::Empty,
    };
    let profile = if line.telling {
        "participants-telling"
    } else {
        "participants-silent"
    };
    vec![
        Cell::text(line.name(language)),
        Cell::text(names.collect::<Vec<_>>().join("; ")),
        Cell::text(mails.collect::<Vec<_>>().join("; ")),
        Cell::text(page.t(profile)),
        number(line.waiting),
        number(line.sent),
        number(line.agreed),
        seen,
    ]
}
