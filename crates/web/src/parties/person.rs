//! Forms of people.

use app::parties::Alike;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::ids::PersonId;
use domain::language::{Language, LanguageTag};
use domain::names::Names;
use domain::parties::Person;
use domain::record::{Kind, Stored};
use domain::text::Localised;

use super::organisation::source;
use super::{alike, names};
use crate::at_hand;
use crate::conflict;
use crate::flash::Flash;
use crate::form::{Form, LineKind, Submitted};
use crate::kit::Header;
use crate::page::Section;
use crate::problem::Problem;
use crate::seat::Seat;
use crate::sheet::{Sent, Sheet, caller_once, fresh_key, sorted};
use crate::site::Site;

const LIST: &str = "/directory/people";

fn form(language: Language, address: &str, one: Option<&Person>) -> Form {
    let mut form = Form::new(language, address);
    names::fields(&mut form, one.map(|p| &p.names));
    let honorific = one.map_or("", |p| &p.honorific);
    form.line("honorific", "parties-honorific", honorific)
        .hint("parties-honorific-hint")
        .half();
    let languages = one.map_or(String::new(), |p| p.languages.join(", "));
    form.line("languages", "parties-languages", &languages)
        .hint("parties-languages-hint")
        .half();
    let none = Localised::default();
    form.localised(
        "reading",
        "parties-reading",
        one.map_or(&none, |p| &p.reading),
    )
    .hint("parties-reading-hint");
    form.line("email", "parties-email", one.map_or("", |p| &p.email))
        .kind(LineKind::Email)
        .half();
    form.line(
        "telephone",
        "parties-telephone",
        one.map_or("", |p| &p.telephone),
    )
    .kind(LineKind::Phone)
    .half();
    form.lines("note", "parties-note", one.map_or("", |p| &p.note));
    let source = one
        .and_then(|p| p.source.as_ref())
        .map_or("", |s| s.title.as_str());
    form.line("source", "parties-source", source);
    form
}

/// Reads the form into a record; `None` where something is wrong.
fn read(
    submitted: &mut Submitted,
    id: PersonId,
    before: Option<&Person>,
    names: Option<Names>,
) -> Option<Person> {
    let typed = submitted.line("languages");
    let mut languages = Vec::new();
    for code in typed
        .split([',', '，', '、', ';', ' '])
        .map(str::trim)
        .filter(|c| !c.is_empty())
    {
        match LanguageTag::new(code) {
            Ok(tag) => languages.push(tag.as_str().to_owned()),
            Err(_) => submitted.refuse("languages", "form-error-language"),
        }
    }
    let email = submitted.line("email");
    if !email.is_empty() && !email.contains('@') {
        submitted.refuse("email", "form-error-email");
    }
    let record = Person {
        id,
        names: names?,
        reading: submitted.localised("reading"),
        honorific: submitted.line("honorific"),
        languages,
        email,
        telephone: submitted.line("telephone"),
        note: submitted.lines("note"),
        source: source(submitted, before.and_then(|b| b.source.as_ref())),
        merged_into: None,
    };
    submitted.is_fine().then_some(record)
}

fn sheet(seat: &Seat, title: &'static str, form: Form) -> Sheet {
    let page = seat.page.clone().at(Section::Directory, title);
    let header = Header::new(page.t(title)).below(LIST, page.t("parties-people"));
    Sheet::new(page, header, form)
}

pub(super) async fn blank(State(site): State<Site>, seat: Seat) -> Result<Response, Problem> {
    alike::ask_create(&seat, Kind::Person)?;
    let mut form = form(seat.page.language, "/directory/people/new", None);
    form.key(&fresh_key(&site)).cancel(LIST);
    Ok(sheet(&seat, "parties-person-new", form).shown())
}

pub(super) async fn create(
    State(site): State<Site>,
    seat: Seat,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    alike::ask_create(&seat, Kind::Person)?;
    let names = names::read(&mut submitted, None, alike::stands_for(&site, &seat));
    let read = read(&mut submitted, site.app().new_id(), None, names);
    let mut doubles: Vec<Alike> = Vec::new();
    if let Some(record) = read {
        doubles = alike::doubles(&site, &seat, Kind::Person, &record.names, &submitted).await?;
        if doubles.is_empty() {
            let caller = caller_once(&seat, &submitted);
            let answer = site.app().create(&caller, "person.create", record).await;
            if let Sent::Done(saved) = sorted(answer, &mut submitted)? {
                let address = format!("{LIST}/{}", saved.id);
                return Ok(Flash::done("common-saved").to(&address));
            }
        }
    }
    let mut form = form(seat.page.language, "/directory/people/new", None);
    form.key(&fresh_key(&site)).cancel(LIST);
    let before = alike::warn(&mut form, &mut submitted, &doubles);
    Ok(sheet(&seat, "parties-person-new", form)
        .before(before)
        .again(&submitted))
}

pub(super) async fn edit(
    State(site): State<Site>,
    seat: Seat,
    Path(id): Path<PersonId>,
) -> Result<Response, Problem> {
    let stored = site.app().get::<Person>(&seat.caller, id).await?;
    let form = present(&site, &seat, &stored);
    Ok(sheet(&seat, "parties-person-edit", form).shown())
}

fn present(site: &Site, seat: &Seat, stored: &Stored<Person>) -> Form {
    let address = format!("{LIST}/{}", stored.id);
    let mut form = form(
        seat.page.language,
        &format!("{address}/edit"),
        Some(&stored.record),
    );
    form.version(stored.version)
        .key(&fresh_key(site))
        .cancel(address);
    form
}

pub(super) async fn change(
    State(site): State<Site>,
    seat: Seat,
    Path(id): Path<PersonId>,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let mut submitted = conflict::resolve(submitted);
    let stored = site.app().get::<Person>(&seat.caller, id).await?;
    let by = alike::stands_for(&site, &seat);
    let names = names::read(&mut submitted, Some(&stored.record.names), by);
    let title = "parties-person-edit";
    if let Some(record) = read(&mut submitted, id, Some(&stored.record), names) {
        let version = submitted.version().unwrap_or(stored.version);
        let caller = caller_once(&seat, &submitted);
        let answer = site
            .app()
            .save(&caller, "person.edit", record, version)
            .await;
        match sorted(answer, &mut submitted)? {
            Sent::Done(saved) => {
                let undo = at_hand::undo(Kind::Person, saved.id, saved.version);
                let address = format!("{LIST}/{id}");
                return Ok(Flash::done("common-saved").undo(&undo).to(&address));
            }
            Sent::Overtaken(version) => {
                let form = present(&site, &seat, &stored);
                return Ok(sheet(&seat, title, form).overtaken(&submitted, version));
            }
            Sent::Refused => {}
        }
    }
    Ok(sheet(&seat, title, present(&site, &seat, &stored)).again(&submitted))
}
