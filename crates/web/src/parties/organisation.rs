//! Forms of organisations.

use app::parties::Alike;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::ids::OrganisationId;
use domain::language::Language;
use domain::names::Names;
use domain::parties::{Organisation, OrganisationKind, PartyRef, RegistryId};
use domain::record::{Kind, Stored};
use domain::source::Source;

use super::{alike, names};
use crate::at_hand::{self, Only};
use crate::conflict;
use crate::flash::Flash;
use crate::form::{Choice, Form, LineKind, Submitted};
use crate::kit::Header;
use crate::page::Section;
use crate::problem::Problem;
use crate::seat::Seat;
use crate::sheet::{Sent, Sheet, caller_once, fresh_key, sorted};
use crate::site::Site;

const LIST: &str = "/directory/organisations";

fn form(
    language: Language,
    address: &str,
    one: Option<&Organisation>,
    parents: Vec<Choice>,
) -> Form {
    let mut form = Form::new(language, address);
    names::fields(&mut form, one.map(|o| &o.names));
    let kinds = OrganisationKind::ALL.iter().map(|k| k.code());
    let kinds = Choice::of_codes(language, "parties-kind-", kinds);
    let kind = one.map_or("", |o| o.kind.code());
    form.choice("kind", "parties-kind", kind, kinds)
        .required()
        .half();
    let country = one.and_then(|o| o.country.as_deref()).unwrap_or_default();
    form.line("country", "parties-country", country)
        .hint("parties-country-hint")
        .offer([
            "CN", "DE", "AT", "CH", "FR", "GB", "IT", "JP", "KR", "NL", "TR", "US",
        ])
        .half();
    form.line("seat", "parties-seat", one.map_or("", |o| &o.seat))
        .half();
    form.line("website", "parties-website", one.map_or("", |o| &o.website))
        .kind(LineKind::Address)
        .half();
    let parent = one.and_then(|o| o.parent).map(PartyRef::Organisation);
    form.party(
        "parent",
        "parties-parent",
        &parent.map(at_hand::code).unwrap_or_default(),
        parents,
    )
    .search(Only::Organisations.search());
    let registry = one.map_or(&[][..], |o| &o.registry);
    form.group("registry", "parties-registry", registry, |row, one| {
        row.line(
            "scheme",
            "parties-registry-scheme",
            one.map_or("", |r| &r.scheme),
        )
        .offer(["USCC", "LEI", "DUNS", "HRB", "VAT"])
        .half();
        row.line(
            "value",
            "parties-registry-value",
            one.map_or("", |r| &r.value),
        )
        .half();
    })
    .hint("parties-registry-hint");
    let sectors = one.map_or(String::new(), |o| o.sectors.join("\n"));
    form.lines("sectors", "parties-sectors", &sectors)
        .hint("parties-sectors-hint");
    form.lines("note", "parties-note", one.map_or("", |o| &o.note));
    let source = one
        .and_then(|o| o.source.as_ref())
        .map_or("", |s| s.title.as_str());
    form.line("source", "parties-source", source);
    form
}

/// Reads the form into a record; `None` where something is wrong.
fn read(
    submitted: &mut Submitted,
    id: OrganisationId,
    before: Option<&Organisation>,
    names: Option<Names>,
) -> Option<Organisation> {
    let kind = submitted.required_choice("kind", OrganisationKind::from_code);
    let country = submitted.line("country").to_uppercase();
    let parent = submitted.choice("parent", at_hand::organisation);
    let mut registry = Vec::new();
    for row in submitted.rows("registry") {
        if !submitted.row_is_empty(&row, &["scheme", "value"]) {
            registry.push(RegistryId {
                scheme: submitted.required_line(&format!("{row}.scheme")),
                value: submitted.required_line(&format!("{row}.value")),
            });
        }
    }
    let sectors = submitted.lines("sectors");
    let sectors = sectors.lines().map(str::trim).filter(|s| !s.is_empty());
    let record = Organisation {
        id,
        names: names?,
        kind: kind?,
        country: (!country.is_empty()).then_some(country),
        seat: submitted.line("seat"),
        parent,
        registry,
        sectors: sectors.map(str::to_owned).collect(),
        website: submitted.line("website"),
        note: submitted.lines("note"),
        source: source(submitted, before.and_then(|b| b.source.as_ref())),
        merged_into: None,
    };
    submitted.is_fine().then_some(record)
}

/// The source as typed; one that stands as before keeps its address and day.
pub(super) fn source(submitted: &mut Submitted, before: Option<&Source>) -> Option<Source> {
    let title = submitted.line("source");
    match before {
        Some(before) if before.title == title => Some(before.clone()),
        _ => (!title.is_empty()).then(|| Source::titled(&title)),
    }
}

async fn parents(
    site: &Site,
    seat: &Seat,
    one: Option<&Organisation>,
) -> Result<Vec<Choice>, Problem> {
    let chosen: Vec<PartyRef> = one
        .and_then(|o| o.parent)
        .map(PartyRef::Organisation)
        .into_iter()
        .collect();
    at_hand::choices(site.app(), &seat.caller, None, Only::Organisations, &chosen).await
}

fn sheet(seat: &Seat, title: &'static str, form: Form) -> Sheet {
    let page = seat.page.clone().at(Section::Directory, title);
    let header = Header::new(page.t(title)).below(LIST, page.t("parties-organisations"));
    Sheet::new(page, header, form)
}

pub(super) async fn blank(State(site): State<Site>, seat: Seat) -> Result<Response, Problem> {
    alike::ask_create(&seat, Kind::Organisation)?;
    let parents = parents(&site, &seat, None).await?;
    let mut form = form(
        seat.page.language,
        "/directory/organisations/new",
        None,
        parents,
    );
    form.key(&fresh_key(&site)).cancel(LIST);
    Ok(sheet(&seat, "parties-organisation-new", form).shown())
}

pub(super) async fn create(
    State(site): State<Site>,
    seat: Seat,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    alike::ask_create(&seat, Kind::Organisation)?;
    let names = names::read(&mut submitted, None, alike::stands_for(&site, &seat));
    let read = read(&mut submitted, site.app().new_id(), None, names);
    let mut doubles: Vec<Alike> = Vec::new();
    if let Some(record) = read {
        doubles =
            alike::doubles(&site, &seat, Kind::Organisation, &record.names, &submitted).await?;
        if doubles.is_empty() {
            let caller = caller_once(&seat, &submitted);
            let answer = site
                .app()
                .create(&caller, "organisation.create", record)
                .await;
            if let Sent::Done(saved) = sorted(answer, &mut submitted)? {
                let address = format!("{LIST}/{}", saved.id);
                return Ok(Flash::done("common-saved").to(&address));
            }
        }
    }
    let parents = parents(&site, &seat, None).await?;
    let mut form = form(
        seat.page.language,
        "/directory/organisations/new",
        None,
        parents,
    );
    form.key(&fresh_key(&site)).cancel(LIST);
    let before = alike::warn(&mut form, &mut submitted, &doubles);
    Ok(sheet(&seat, "parties-organisation-new", form)
        .before(before)
        .again(&submitted))
}

pub(super) async fn edit(
    State(site): State<Site>,
    seat: Seat,
    Path(id): Path<OrganisationId>,
) -> Result<Response, Problem> {
    let stored = site.app().get::<Organisation>(&seat.caller, id).await?;
    let form = present(&site, &seat, &stored).await?;
    Ok(sheet(&seat, "parties-organisation-edit", form).shown())
}

async fn present(site: &Site, seat: &Seat, stored: &Stored<Organisation>) -> Result<Form, Problem> {
    let address = format!("{LIST}/{}", stored.id);
    let parents = parents(site, seat, Some(&stored.record)).await?;
    let edit = format!("{address}/edit");
    let mut form = form(seat.page.language, &edit, Some(&stored.record), parents);
    form.version(stored.version)
        .key(&fresh_key(site))
        .cancel(address);
    Ok(form)
}

pub(super) async fn change(
    State(site): State<Site>,
    seat: Seat,
    Path(id): Path<OrganisationId>,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let mut submitted = conflict::resolve(submitted);
    let stored = site.app().get::<Organisation>(&seat.caller, id).await?;
    let by = alike::stands_for(&site, &seat);
    let names = names::read(&mut submitted, Some(&stored.record.names), by);
    let title = "parties-organisation-edit";
    if let Some(record) = read(&mut submitted, id, Some(&stored.record), names) {
        let version = submitted.version().unwrap_or(stored.version);
        let caller = caller_once(&seat, &submitted);
        let answer = site
            .app()
            .save(&caller, "organisation.edit", record, version)
            .await;
        match sorted(answer, &mut submitted)? {
            Sent::Done(saved) => {
                let undo = at_hand::undo(Kind::Organisation, saved.id, saved.version);
                let address = format!("{LIST}/{id}");
                return Ok(Flash::done("common-saved").undo(&undo).to(&address));
            }
            Sent::Overtaken(version) => {
                let form = present(&site, &seat, &stored).await?;
                return Ok(sheet(&seat, title, form).overtaken(&submitted, version));
            }
            Sent::Refused => {}
        }
    }
    let form = present(&site, &seat, &stored).await?;
    Ok(sheet(&seat, title, form).again(&submitted))
}
