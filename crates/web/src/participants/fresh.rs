//! Links just made: shown once, with their QR codes, and as a workbook for letters.

use app::participants::FreshLink;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::access::Action as Right;
use domain::ids::{MatchmakingId, OrganisationId};
use domain::language::Language;
use domain::record::Kind;
use formats::table::{Cell, Column, Table, to_xlsx};

use super::PAGES;
use super::gate::view;
use super::roll::Hall;
use crate::feeds::origin;
use crate::flash::Flash;
use crate::form::Submitted;
use crate::imports::{XLSX, download};
use crate::kit::{Header, NameView};
use crate::page::Page;
use crate::problem::{Problem, rendered};
use crate::seat::Seat;
use crate::site::Site;

/// More links than this are shown without their QR codes.
const MOST_CODES: usize = 80;

/// A link to hand over.
struct Shown {
    name: NameView,
    organisation: String,
    token: String,
    address: String,
    /// The QR code as a data address.
    code: Option<String>,
}

#[derive(Template)]
#[template(path = "participants/fresh.html")]
struct Fresh {
    page: Page,
    header: Header,
    links: Vec<Shown>,
    workbook: String,
    back: String,
    until: String,
}

/// Makes links and shows them once: for those without one, for everybody, or for one participant.
pub(super) async fn make(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MatchmakingId)>,
    headers: HeaderMap,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let hall = Hall::load(&site, &seat, &code, id).await?;
    hall.ask(&seat, Right::Edit, Kind::Matchmaking)?;
    let app = site.app();
    let made = match submitted.raw("which") {
        "missing" => app.make_missing_links(&seat.caller, id).await?,
        "all" => app.renew_all_links(&seat.caller, id).await?,
        one => {
            let firm = one.parse().map_err(|_| Problem::missing())?;
            vec![app.make_link(&seat.caller, id, firm).await?]
        }
    };
    if made.is_empty() {
        return Ok(Flash::done("participants-links-there").to(&hall.at("/participants")));
    }
    let origin = origin(&site, &headers);
    let page = hall.framed(seat.page);
    Ok(rendered(&shown(page, &hall, &made, &origin)))
}

fn shown(page: Page, hall: &Hall, made: &[FreshLink], origin: &str) -> Fresh {
    let zone = hall.roll.session().zone.zone();
    let until = made.first().map(|link| link.until);
    let until = until.map(|at| i18n::dates::instant(page.language, at, &zone));
    let links = made.iter().map(|link| {
        let line = hall.roll.line(link.organisation);
        let address = format!("{origin}{PAGES}{}", link.token);
        Shown {
            name: view(page.language, line.and_then(|line| line.names.as_ref())),
            organisation: link.organisation.to_string(),
            token: link.token.clone(),
            code: (made.len() <= MOST_CODES)
                .then(|| picture(&address))
                .flatten(),
            address,
        }
    });
    Fresh {
        links: links.collect(),
        header: Header::new(page.n("participants-fresh", made.len()))
            .below(hall.at(""), hall.title(page.language))
            .below(hall.at("/participants"), page.t("participants-roll")),
        workbook: hall.at("/links/workbook"),
        back: hall.at("/participants"),
        until: until.unwrap_or_default(),
        page,
    }
}

/// The QR code of an address, to be put into a page without another request.
fn picture(address: &str) -> Option<String> {
    use base64::Engine as _;
    let svg = formats::qr::svg(address).ok()?;
    let text = base64::engine::general_purpose::STANDARD.encode(svg);
    Some(format!("data:image/svg+xml;base64,{text}"))
}

/// The links that the page before showed, as a workbook: for mail merge. The tokens come from that
/// page, for the program does not have them any more.
pub(super) async fn workbook(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MatchmakingId)>,
    headers: HeaderMap,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let hall = Hall::load(&site, &seat, &code, id).await?;
    hall.ask(&seat, Right::Edit, Kind::Matchmaking)?;
    let origin = origin(&site, &headers);
    let rows = rows(&hall, &submitted, &origin, seat.page.language);
    let heads = [
        "lists-name",
        "participants-people",
        "lists-email",
        "participants-link",
    ];
    let columns = heads.iter().map(|key| Column::new(seat.page.t(key)));
    let table = Table {
        name: seat.page.t("participants-links"),
        columns: columns.collect(),
        rows,
    };
    let bytes = to_xlsx(&[table], site.clock().now()).map_err(Problem::broken)?;
    Ok(download(bytes, XLSX, "links.xlsx"))
}

fn rows(hall: &Hall, submitted: &Submitted, origin: &str, language: Language) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for (firm, token) in submitted.pairs() {
        let Some(line) = firm.parse().ok().and_then(|id| hall.roll.line(id)) else {
            continue;
        };
        if token.len() > 64
            || !token
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
        {
            continue;
        }
        let people = line.people.iter();
        let names = people
            .clone()
            .map(|(names, _)| names.display(language).text.clone());
        let mails = people
            .map(|(_, mail)| mail.clone())
            .filter(|mail| !mail.is_empty());
        rows.push(vec![
            Cell::text(line.name(language)),
            Cell::text(names.collect::<Vec<_>>().join("; ")),
            Cell::text(mails.collect::<Vec<_>>().join("; ")),
            Cell::text(format!("{origin}{PAGES}{token}")),
        ]);
    }
    rows
}

/// Makes the link of a participant worthless.
pub(super) async fn revoke(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id, firm)): Path<(String, MatchmakingId, OrganisationId)>,
) -> Result<Response, Problem> {
    let hall = Hall::load(&site, &seat, &code, id).await?;
    site.app().revoke_link(&seat.caller, id, firm).await?;
    Ok(Flash::done("participants-link-revoked-now").to(&hall.at("/participants")))
}
