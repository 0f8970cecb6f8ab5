//! The record of a meeting: written, submitted, approved by somebody else.

use app::Saved;
use app::meetings::Minutes;
use app::missions::Dossier;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::ids::{ItemId, MeetingId};
use domain::meetings::Meeting;
use domain::parties::PartyRef;
use domain::programme::Item;
use domain::record::{Kind, Stored};
use domain::text::Localised;

use crate::at_hand::{self, Only};
use crate::conflict;
use crate::flash::Flash;
use crate::form::{Choice, Form, Submitted};
use crate::kit::Header;
use crate::nav::Section;
use crate::problem::Problem;
use crate::seat::Seat;
use crate::sheet::{Sent, Sheet, caller_once, fresh_key, sorted};
use crate::site::Site;

/// The form of a record.
pub async fn show(
    State(site): State<Site>,
    seat: Seat,
    Path((code, item)): Path<(String, ItemId)>,
) -> Result<Response, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    Ok(sheet(&site, seat, &dossier, item, &[]).await?.shown())
}

/// Writes a record.
pub async fn write(
    State(site): State<Site>,
    seat: Seat,
    Path((code, item)): Path<(String, ItemId)>,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let mut submitted = conflict::resolve(submitted);
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    let minutes = read(&mut submitted);
    let chosen = minutes.present.clone();
    if submitted.is_fine() {
        let caller = caller_once(&seat, &submitted);
        let version = submitted.version();
        let answer = site
            .app()
            .write_record(&caller, item, version, &minutes)
            .await;
        match sorted(answer, &mut submitted)? {
            Sent::Done(saved) => return Ok(written(&dossier, item, saved)),
            Sent::Overtaken(now) => {
                let sheet = sheet(&site, seat, &dossier, item, &chosen).await?;
                return Ok(sheet.overtaken(&submitted, now));
            }
            Sent::Refused => {}
        }
    }
    let sheet = sheet(&site, seat, &dossier, item, &chosen).await?;
    Ok(sheet.again(&submitted))
}

fn written(dossier: &Dossier, item: ItemId, saved: Saved) -> Response {
    let flash = Flash::done("meetings-record-saved");
    let back = format!("{}#item-{item}", super::base(dossier));
    if saved.version < 2 {
        return flash.to(&back);
    }
    let undo = at_hand::undo(Kind::Meeting, saved.id, saved.version);
    flash.undo(&undo).to(&back)
}

fn read(submitted: &mut Submitted) -> Minutes {
    let mut present = submitted.several("present", at_hand::party);
    for row in submitted.rows("others") {
        present.extend(submitted.choice(&format!("{row}.party"), at_hand::party));
    }
    let mut seen = std::collections::BTreeSet::new();
    present.retain(|party| seen.insert(*party));
    Minutes {
        present,
        summary: submitted.localised_lines("summary"),
    }
}

/// Submits a record for approval.
pub async fn submit(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MeetingId)>,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let version = submitted.version().unwrap_or_default();
    let saved = site.app().submit_record(&seat.caller, id, version).await?;
    Ok(moved(&code, saved, "meetings-record-was-submitted"))
}

/// Approves a record of somebody else.
pub async fn approve(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MeetingId)>,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let version = submitted.version().unwrap_or_default();
    let saved = site.app().approve_record(&seat.caller, id, version).await?;
    Ok(moved(&code, saved, "meetings-record-was-approved"))
}

/// Sends a record back to its author.
pub async fn send_back(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MeetingId)>,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let version = submitted.version().unwrap_or_default();
    let app = site.app();
    let saved = app.send_back_record(&seat.caller, id, version).await?;
    Ok(moved(&code, saved, "meetings-record-was-sent-back"))
}

fn moved(code: &str, _: Saved, key: &str) -> Response {
    Flash::done(key).to(&format!("/missions/{code}/meetings"))
}

async fn sheet(
    site: &Site,
    seat: Seat,
    dossier: &Dossier,
    id: ItemId,
    chosen: &[PartyRef],
) -> Result<Sheet, Problem> {
    let item = dossier.item(id).ok_or_else(Problem::missing)?;
    let record = dossier.meetings.iter().find(|record| record.item == id);
    let choices = at_hand::choices(site.app(), &seat.caller, Some(dossier), Only::All, chosen);
    let choices = choices.await?;
    let page = at_hand::framed(seat.page, dossier, Section::Meetings, "meetings-record");
    let language = page.language;
    let mut form = form(&page, dossier, item, record, &choices);
    match record {
        Some(record) => form.version(record.version),
        None => form.key(&fresh_key(site)),
    };
    let header = Header::localised(language, &item.title)
        .below(super::base(dossier), page.t("common-nav-meetings"))
        .fact(page.t("meetings-record"))
        .fact(i18n::dates::when(language, &item.when))
        .fact(super::item_chip(&page, &item.state));
    let header = match record {
        Some(record) => header.maybe(at_hand::history(&page, Kind::Meeting, record.id)),
        None => header,
    };
    Ok(Sheet::new(page, header, form))
}

fn form(
    page: &crate::page::Page,
    dossier: &Dossier,
    item: &Item,
    record: Option<&Stored<Meeting>>,
    choices: &[Choice],
) -> Form {
    let base = super::base(dossier);
    let mut form = Form::new(page.language, format!("{base}/items/{}/record", item.id));
    form.cancel(format!("{base}#item-{}", item.id));
    let hosts = item.hosts.iter().map(|id| PartyRef::Organisation(*id));
    let listed = dossier.part_in(item.id).map(|part| part.party);
    let members = dossier.members().map(|part| part.party);
    let mut offered: Vec<String> = Vec::new();
    for party in listed.chain(hosts).chain(members) {
        let code = at_hand::code(party);
        if !offered.contains(&code) {
            offered.push(code);
        }
    }
    let entry = |code: &String| choices.iter().find(|choice| choice.value == *code).cloned();
    let near: Vec<Choice> = offered.iter().filter_map(entry).collect();
    let none = Vec::new();
    let present: Vec<String> = record
        .map_or(&none, |record| &record.present)
        .iter()
        .map(|party| at_hand::code(*party))
        .collect();
    let (listed, others): (Vec<String>, Vec<String>) =
        present.into_iter().partition(|code| offered.contains(code));
    form.several("present", "meetings-present", &listed, near)
        .hint("meetings-present-hint");
    form.group("others", "meetings-present-others", &others, |row, code| {
        let code = code.map_or("", String::as_str);
        row.party("party", "meetings-party", code, choices.to_vec())
            .search(Only::All.search());
    });
    let empty = Localised::default();
    let summary = record.map_or(&empty, |record| &record.summary);
    form.localised("summary", "meetings-summary", summary)
        .tall()
        .hint("meetings-summary-hint");
    form
}
