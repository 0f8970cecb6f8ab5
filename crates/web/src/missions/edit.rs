//! The form of a mission.

use app::missions::Dossier;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::access::{Action as Right, Subject};
use domain::ids::{MissionId, OrganisationId};
use domain::missions::{Direction, Mission, MissionCode, MissionState};
use domain::parties::PartyRef;
use domain::record::Kind;
use domain::text::Localised;

use super::fields;
use crate::at_hand::{self, Only};
use crate::conflict::resolve;
use crate::flash::Flash;
use crate::form::{Choice, Form, Submitted};
use crate::kit::Header;
use crate::nav::Section;
use crate::page::Page;
use crate::problem::Problem;
use crate::seat::Seat;
use crate::sheet::{Sent, Sheet, caller_once, fresh_key, sorted};
use crate::site::Site;

/// Shows the form of a new mission.
pub async fn blank(State(site): State<Site>, seat: Seat) -> Result<Response, Problem> {
    seat.caller
        .ask(Right::Create, Subject::Record(Kind::Mission), None)?;
    Ok(sheet(&site, &seat, None, &[]).await?.shown())
}

/// Makes a mission.
pub async fn create(
    State(site): State<Site>,
    seat: Seat,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    seat.caller
        .ask(Right::Create, Subject::Record(Kind::Mission), None)?;
    let mission = read(&mut submitted, fresh(&site)?);
    if submitted.is_fine() {
        let caller = caller_once(&seat, &submitted);
        let code = mission.code.clone();
        let done = site.app().create(&caller, "mission.create", mission).await;
        if let Sent::Done(_) = sorted(done, &mut submitted)? {
            return Ok(Flash::done("common-saved").to(&format!("/missions/{code}")));
        }
    }
    let chosen = chosen(&submitted);
    Ok(sheet(&site, &seat, None, &chosen).await?.again(&submitted))
}

fn fresh(site: &Site) -> Result<Mission, Problem> {
    Ok(Mission {
        id: MissionId::new(site.clock(), site.chance()),
        code: MissionCode::new("NEW").map_err(Problem::broken)?,
        title: Localised::default(),
        direction: Direction::Outbound,
        state: MissionState::draft(),
        when: domain::time::When::NotPublished {
            note: String::new(),
        },
        home_zone: site.settings().home.clone(),
        home: Localised::default(),
        lead: None,
        co_organisers: Vec::new(),
        head: None,
        size: None,
        objectives: Vec::new(),
        themes: Vec::new(),
        note: Localised::default(),
        returned: domain::returned::Returned::default(),
        sample: false,
        sources: Vec::new(),
    })
}

/// Shows the form of a mission.
pub async fn edit(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let dossier = super::editable(&site, &seat, &code).await?;
    Ok(sheet(&site, &seat, Some(&dossier), &[]).await?.shown())
}

/// Saves a mission.
pub async fn save(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let dossier = super::editable(&site, &seat, &code).await?;
    let mut submitted = resolve(submitted);
    let mission = read(&mut submitted, dossier.mission.record.clone());
    let chosen = chosen(&submitted);
    if submitted.is_fine() {
        let caller = caller_once(&seat, &submitted);
        let address = format!("/missions/{}", mission.code);
        let version = submitted.version().unwrap_or(dossier.mission.version);
        let done = site
            .app()
            .save(&caller, "mission.edit", mission, version)
            .await;
        match sorted(done, &mut submitted)? {
            Sent::Done(saved) => {
                let undo = at_hand::undo(Kind::Mission, saved.id, saved.version);
                return Ok(Flash::done("common-saved").undo(&undo).to(&address));
            }
            Sent::Overtaken(now) => {
                let sheet = sheet(&site, &seat, Some(&dossier), &chosen).await?;
                return Ok(sheet.overtaken(&submitted, now));
            }
            Sent::Refused => {}
        }
    }
    Ok(sheet(&site, &seat, Some(&dossier), &chosen)
        .await?
        .again(&submitted))
}

fn chosen(submitted: &Submitted) -> Vec<PartyRef> {
    at_hand::named(submitted, &["lead", "head"])
}

async fn sheet(
    site: &Site,
    seat: &Seat,
    dossier: Option<&Dossier>,
    chosen: &[PartyRef],
) -> Result<Sheet, Problem> {
    let (app, caller) = (site.app(), &seat.caller);
    let bodies = at_hand::choices(app, caller, dossier, Only::Organisations, chosen).await?;
    let people = at_hand::choices(app, caller, dossier, Only::People, chosen).await?;
    let page = match dossier {
        Some(dossier) => at_hand::framed(
            seat.page.clone(),
            dossier,
            Section::Overview,
            "missions-edit",
        ),
        None => seat.page.clone().at(Section::Missions, "missions-new"),
    };
    let header = head(&page, dossier);
    let mut form = form(&page, dossier, &bodies, &people);
    if dossier.is_none() {
        form.key(&fresh_key(site));
    }
    Ok(Sheet::new(page, header, form))
}

fn head(page: &Page, dossier: Option<&Dossier>) -> Header {
    match dossier {
        Some(dossier) => {
            let mission = &dossier.mission;
            let title = mission.title.for_reader(page.language);
            Header::new(page.t("missions-edit")).below(format!("/missions/{}", mission.code), title)
        }
        None => Header::new(page.t("missions-new")).below("/missions", page.t("missions-title")),
    }
}

fn form(page: &Page, dossier: Option<&Dossier>, bodies: &[Choice], people: &[Choice]) -> Form {
    let language = page.language;
    let mission = dossier.map(|dossier| &dossier.mission);
    let address = mission.map_or_else(
        || "/missions/new".to_owned(),
        |m| format!("/missions/{}/edit", m.code),
    );
    let mut form = Form::new(language, address);
    let empty = Localised::default();
    let text = |pick: fn(&Mission) -> &Localised| mission.map_or(&empty, |m| pick(&m.record));
    let code = mission.map_or("", |m| m.code.as_str());
    form.line("code", "missions-code", code)
        .required()
        .hint("missions-code-hint")
        .half();
    let ways = Direction::ALL.iter().map(|way| way.code());
    let way = mission.map_or(Direction::Outbound, |m| m.direction).code();
    let ways = Choice::of_codes(language, "missions-direction-", ways);
    form.choice("direction", "missions-direction", way, ways)
        .required()
        .half();
    form.localised("title", "missions-name", text(|m| &m.title))
        .required();
    let zone = mission.map_or("Asia/Shanghai", |m| m.home_zone.as_str());
    form.when("when", "missions-when", mission.map(|m| &m.when), zone);
    form.localised("home", "missions-home", text(|m| &m.home));
    form.line("home_zone", "missions-home-zone", zone)
        .required()
        .half();
    let party = |party: Option<PartyRef>| party.map(at_hand::code).unwrap_or_default();
    let lead = mission.and_then(|m| m.lead).map(PartyRef::Organisation);
    form.party("lead", "missions-lead", &party(lead), bodies.to_vec())
        .search(Only::Organisations.search());
    co_organisers(&mut form, mission.map(|m| &m.record), bodies);
    let head = mission.and_then(|m| m.head).map(PartyRef::Person);
    form.party("head", "missions-head", &party(head), people.to_vec())
        .search(Only::People.search());
    more(&mut form, mission.map(|m| &m.record));
    match mission {
        Some(mission) => form
            .version(mission.version)
            .cancel(format!("/missions/{}", mission.code)),
        None => form.cancel("/missions"),
    };
    form
}

fn co_organisers(form: &mut Form, mission: Option<&Mission>, bodies: &[Choice]) {
    let helpers: &[OrganisationId] = mission.map_or(&[], |m| &m.co_organisers);
    form.group("co", "missions-co-organisers", helpers, |row, body| {
        let body = body.copied().map(PartyRef::Organisation);
        let body = body.map(at_hand::code).unwrap_or_default();
        row.party("party", "missions-co-organiser", &body, bodies.to_vec())
            .search(Only::Organisations.search());
    });
}

/// The fields that most missions leave for later.
fn more(form: &mut Form, mission: Option<&Mission>) {
    let language = form.language;
    let none = Vec::new();
    let size: Vec<_> = mission.and_then(|m| m.size.clone()).into_iter().collect();
    form.group("size", "missions-size", &size, |row, count| {
        fields::count(row, language, count);
    });
    let objectives = mission.map_or(&none, |m| &m.objectives);
    fields::texts(
        form,
        "objectives",
        ("missions-objectives", "missions-objective"),
        objectives,
    );
    let themes = mission.map_or(&none, |m| &m.themes);
    fields::texts(
        form,
        "themes",
        ("missions-themes", "missions-theme"),
        themes,
    );
    let note = mission.map(|m| m.note.clone()).unwrap_or_default();
    form.localised("note", "missions-note", &note).tall();
    let sources = mission.map(|m| m.sources.clone()).unwrap_or_default();
    form.group("sources", "missions-sources", &sources, fields::source);
    form.check(
        "sample",
        "missions-sample-field",
        mission.is_some_and(|m| m.sample),
    );
}

fn read(submitted: &mut Submitted, mut mission: Mission) -> Mission {
    let code = submitted.required_line("code");
    match MissionCode::new(&code) {
        Ok(code) => mission.code = code,
        Err(_) => submitted.refuse("code", "missions-code-bad"),
    }
    if let Some(way) = submitted.required_choice("direction", Direction::from_code) {
        mission.direction = way;
    }
    mission.title = submitted.required_localised("title");
    if let Some(when) = submitted.when("when") {
        mission.when = when;
    }
    mission.home = submitted.localised("home");
    if let Some(zone) = submitted.zone("home_zone") {
        mission.home_zone = zone;
    }
    mission.lead = submitted.choice("lead", at_hand::organisation);
    mission.co_organisers = submitted
        .rows("co")
        .iter()
        .filter_map(|row| submitted.choice(&format!("{row}.party"), at_hand::organisation))
        .collect();
    mission.head = submitted.choice("head", fields::person);
    let size = submitted.rows("size");
    mission.size = size
        .iter()
        .find_map(|row| fields::read_count(submitted, &format!("{row}.")));
    mission.objectives = fields::read_texts(submitted, "objectives");
    mission.themes = fields::read_texts(submitted, "themes");
    mission.note = submitted.localised_lines("note");
    let sources = submitted.rows("sources");
    mission.sources = sources
        .iter()
        .filter_map(|row| fields::read_source(submitted, &format!("{row}.")))
        .collect();
    mission.sample = submitted.check("sample");
    mission
}
