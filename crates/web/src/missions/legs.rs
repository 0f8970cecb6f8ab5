//! The form of a city on the journey.

use app::missions::Dossier;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::access::{Action as Right, Subject};
use domain::ids::LegId;
use domain::missions::{Leg, LegState};
use domain::parties::PartyRef;
use domain::record::{Kind, Stored};
use domain::time::When;

use super::{fields, place};
use crate::at_hand::{self, Only};
use crate::conflict::resolve;
use crate::flash::Flash;
use crate::form::{Choice, Form, Submitted};
use crate::kit::Header;
use crate::nav::Section;
use crate::problem::Problem;
use crate::seat::Seat;
use crate::sheet::{Sent, Sheet, caller_once, fresh_key, sorted};
use crate::site::Site;

/// Shows the form of a new city.
pub async fn blank(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let dossier = dossier(&site, &seat, &code, Right::Create).await?;
    Ok(sheet(&site, &seat, &dossier, None).await?.shown())
}

/// Adds a city.
pub async fn create(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let dossier = dossier(&site, &seat, &code, Right::Create).await?;
    let id = LegId::new(site.clock(), site.chance());
    let leg = read(&mut submitted, &dossier, id, None);
    if let (true, Some(leg)) = (submitted.is_fine(), leg) {
        let caller = caller_once(&seat, &submitted);
        let done = site.app().create(&caller, "leg.create", leg).await;
        if let Sent::Done(_) = sorted(done, &mut submitted)? {
            return Ok(Flash::done("common-saved").to(&home(&dossier)));
        }
    }
    Ok(sheet(&site, &seat, &dossier, None).await?.again(&submitted))
}

/// Shows the form of a city.
pub async fn edit(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, LegId)>,
) -> Result<Response, Problem> {
    let dossier = dossier(&site, &seat, &code, Right::Edit).await?;
    let leg = dossier.leg(id).ok_or_else(Problem::missing)?;
    Ok(sheet(&site, &seat, &dossier, Some(leg)).await?.shown())
}

/// Saves a city.
pub async fn save(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, LegId)>,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let dossier = dossier(&site, &seat, &code, Right::Edit).await?;
    let stored = dossier.leg(id).ok_or_else(Problem::missing)?;
    let mut submitted = resolve(submitted);
    let leg = read(&mut submitted, &dossier, id, Some(&stored.record));
    if let (true, Some(leg)) = (submitted.is_fine(), leg) {
        let caller = caller_once(&seat, &submitted);
        let version = submitted.version().unwrap_or(stored.version);
        let done = site.app().save(&caller, "leg.edit", leg, version).await;
        match sorted(done, &mut submitted)? {
            Sent::Done(saved) => {
                let undo = at_hand::undo(Kind::Leg, saved.id, saved.version);
                return Ok(Flash::done("common-saved").undo(&undo).to(&home(&dossier)));
            }
            Sent::Overtaken(now) => {
                let sheet = sheet(&site, &seat, &dossier, Some(stored)).await?;
                return Ok(sheet.overtaken(&submitted, now));
            }
            Sent::Refused => {}
        }
    }
    Ok(sheet(&site, &seat, &dossier, Some(stored))
        .await?
        .again(&submitted))
}

async fn dossier(site: &Site, seat: &Seat, code: &str, right: Right) -> Result<Dossier, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, code).await?;
    let mission = Some(dossier.mission.id);
    seat.caller
        .ask(right, Subject::Record(Kind::Leg), mission)?;
    Ok(dossier)
}

fn home(dossier: &Dossier) -> String {
    format!("/missions/{}", dossier.mission.code)
}

async fn sheet(
    site: &Site,
    seat: &Seat,
    dossier: &Dossier,
    leg: Option<&Stored<Leg>>,
) -> Result<Sheet, Problem> {
    let (app, caller) = (site.app(), &seat.caller);
    let hosts = at_hand::choices(app, caller, Some(dossier), Only::Organisations, &[]).await?;
    let title = if leg.is_some() {
        "missions-leg-edit"
    } else {
        "missions-leg-new"
    };
    let page = at_hand::framed(seat.page.clone(), dossier, Section::Overview, title);
    let mission = dossier.mission.title.for_reader(page.language);
    let mut header = Header::new(page.t(title)).below(home(dossier), mission);
    let mut form = form(dossier, leg, hosts, seat.page.language);
    match leg {
        Some(leg) => {
            let right = (Right::Delete, Subject::Record(Kind::Leg));
            if caller.may(right.0, right.1, Some(dossier.mission.id)) {
                let next = home(dossier);
                let delete = at_hand::delete(&page, Kind::Leg, leg.id, leg.version, &next);
                header = header.action(delete);
            }
            form.version(leg.version)
        }
        None => form.key(&fresh_key(site)),
    };
    Ok(Sheet::new(page, header, form))
}

fn form(
    dossier: &Dossier,
    leg: Option<&Stored<Leg>>,
    hosts: Vec<Choice>,
    language: domain::language::Language,
) -> Form {
    let end = leg.map_or_else(|| "new".to_owned(), |leg| leg.id.to_string());
    let mut form = Form::new(language, format!("{}/legs/{end}", home(dossier)));
    place::ask(&mut form, leg.map(|leg| &leg.place));
    let country = leg.map_or("", |leg| &leg.country);
    form.line("country", "missions-leg-country", country)
        .required()
        .hint("missions-leg-country-hint")
        .half();
    let last = dossier.legs.last();
    let zone = leg
        .or(last)
        .map_or("Europe/Berlin", |leg| leg.zone.as_str());
    form.line("zone", "missions-leg-zone", zone)
        .required()
        .offer(crate::form::ZONES)
        .half();
    let unknown = When::NotPublished {
        note: String::new(),
    };
    let when = leg.map_or(&unknown, |leg| &leg.when);
    form.when("when", "missions-when", Some(when), zone);
    let next = last.map_or(1, |leg| leg.position + 1);
    let position = leg.map_or(next, |leg| leg.position);
    form.number(
        "position",
        "missions-leg-position",
        Some(i64::from(position)),
    )
    .required()
    .between(1, 99)
    .half();
    let states = LegState::ALL.iter().map(|state| state.code());
    let states = Choice::of_codes(language, "missions-leg-state-", states);
    let state = leg.map_or(LegState::Planned, |leg| leg.state);
    form.choice("state", "missions-leg-state", state.code(), states)
        .required()
        .half();
    form.line(
        "hotel",
        "missions-leg-hotel",
        leg.map_or("", |leg| &leg.hotel),
    );
    let host = leg.and_then(|leg| leg.host).map(PartyRef::Organisation);
    let host = host.map(at_hand::code).unwrap_or_default();
    form.party("host", "missions-leg-host", &host, hosts)
        .search(Only::Organisations.search());
    let note = leg.map(|leg| leg.note.clone()).unwrap_or_default();
    form.localised("note", "missions-note", &note).tall();
    fields::source(&mut form, leg.and_then(|leg| leg.source.as_ref()));
    form.cancel(home(dossier));
    form
}

fn read(
    submitted: &mut Submitted,
    dossier: &Dossier,
    id: LegId,
    before: Option<&Leg>,
) -> Option<Leg> {
    let names = place::read(submitted, before.map(|leg| &leg.place));
    let country = submitted.required_line("country").to_ascii_uppercase();
    let letters = country.len() == 2 && country.chars().all(|c| c.is_ascii_uppercase());
    if !letters && !country.is_empty() {
        submitted.refuse("country", "missions-leg-country-hint");
    }
    let zone = submitted.zone("zone");
    let when = submitted.when("when");
    let position = submitted.number("position", 1, 99);
    let state = submitted.required_choice("state", LegState::from_code);
    Some(Leg {
        id,
        mission: dossier.mission.id,
        position: u32::try_from(position.unwrap_or(1)).unwrap_or(1),
        place: names?,
        country,
        zone: zone?,
        when: when?,
        state: state?,
        hotel: submitted.line("hotel"),
        host: submitted.choice("host", at_hand::organisation),
        note: submitted.localised_lines("note"),
        source: fields::read_source(submitted, ""),
    })
}
