//! The form of a programme item.

use app::missions::Dossier;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::access::{Action as Right, Subject};
use domain::ids::{ItemId, LegId};
use domain::parties::PartyRef;
use domain::programme::{Interpretation, Item, ItemKind, ItemState, Planned, Visibility};
use domain::record::{Kind, Stored};
use domain::text::Localised;
use domain::time::When;

use crate::at_hand::{self, Only};
use crate::conflict::resolve;
use crate::flash::Flash;
use crate::form::{Choice, Form, Submitted};
use crate::kit::Header;
use crate::list::Asked;
use crate::missions::fields;
use crate::nav::Section;
use crate::page::Page;
use crate::problem::Problem;
use crate::seat::Seat;
use crate::sheet::{Sent, Sheet, caller_once, fresh_key, sorted};
use crate::site::Site;

/// Shows the form of a new item; `?day=` and `?leg=` fill it in.
pub async fn blank(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let dossier = dossier(&site, &seat, &code, Right::Create).await?;
    let mut item = fresh(&site, &dossier);
    item.leg = asked
        .filter("leg")
        .and_then(|leg| leg.parse().ok())
        .or(item.leg);
    let day = asked.filter("day").and_then(|day| day.parse().ok());
    let when = day.map(|date| When::Day { date });
    Ok(
        sheet(&site, &seat, &dossier, Editing::New(&item, when.as_ref()))
            .await?
            .shown(),
    )
}

/// Adds an item.
pub async fn create(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let dossier = dossier(&site, &seat, &code, Right::Create).await?;
    let blank = fresh(&site, &dossier);
    let mut item = read(&mut submitted, &dossier, blank.clone());
    item.state = match submitted.choice("planned", Planned::from_code) {
        Some(Planned::Confirmed) => ItemState::Confirmed,
        Some(Planned::Requested) => ItemState::Requested,
        Some(Planned::Tentative) | None => ItemState::Tentative,
    };
    if submitted.is_fine() {
        let caller = caller_once(&seat, &submitted);
        let done = site.app().create(&caller, "item.create", item).await;
        if let Sent::Done(saved) = sorted(done, &mut submitted)? {
            let address = format!("/missions/{}/items/{}", dossier.mission.code, saved.id);
            return Ok(Flash::done("common-saved").to(&address));
        }
    }
    let sheet = sheet(&site, &seat, &dossier, Editing::New(&blank, None)).await?;
    Ok(sheet.again(&submitted))
}

/// Shows the form of an item.
pub async fn edit(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, ItemId)>,
) -> Result<Response, Problem> {
    let dossier = dossier(&site, &seat, &code, Right::Edit).await?;
    let item = dossier.item(id).ok_or_else(Problem::missing)?;
    Ok(sheet(&site, &seat, &dossier, Editing::Old(item))
        .await?
        .shown())
}

/// Saves an item.
pub async fn save(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, ItemId)>,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let dossier = dossier(&site, &seat, &code, Right::Edit).await?;
    let stored = dossier.item(id).ok_or_else(Problem::missing)?;
    let mut submitted = resolve(submitted);
    let item = read(&mut submitted, &dossier, stored.record.clone());
    if submitted.is_fine() {
        let caller = caller_once(&seat, &submitted);
        let version = submitted.version().unwrap_or(stored.version);
        let done = site.app().save(&caller, "item.edit", item, version).await;
        match sorted(done, &mut submitted)? {
            Sent::Done(saved) => {
                let undo = at_hand::undo(Kind::Item, saved.id, saved.version);
                let address = format!("/missions/{}/items/{id}", dossier.mission.code);
                return Ok(Flash::done("common-saved").undo(&undo).to(&address));
            }
            Sent::Overtaken(now) => {
                let sheet = sheet(&site, &seat, &dossier, Editing::Old(stored)).await?;
                return Ok(sheet.overtaken(&submitted, now));
            }
            Sent::Refused => {}
        }
    }
    Ok(sheet(&site, &seat, &dossier, Editing::Old(stored))
        .await?
        .again(&submitted))
}

async fn dossier(site: &Site, seat: &Seat, code: &str, right: Right) -> Result<Dossier, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, code).await?;
    let mission = Some(dossier.mission.id);
    seat.caller
        .ask(right, Subject::Record(Kind::Item), mission)?;
    Ok(dossier)
}

/// What the form is about.
#[derive(Clone, Copy)]
enum Editing<'a> {
    /// A new item, and the time to begin with.
    New(&'a Item, Option<&'a When>),
    /// An item on record.
    Old(&'a Stored<Item>),
}

impl Editing<'_> {
    fn item(&self) -> &Item {
        match self {
            Self::New(item, _) => item,
            Self::Old(stored) => &stored.record,
        }
    }
}

fn fresh(site: &Site, dossier: &Dossier) -> Item {
    Item {
        id: ItemId::new(site.clock(), site.chance()),
        mission: dossier.mission.id,
        leg: dossier.legs.first().map(|leg| leg.id),
        kind: ItemKind::Talks,
        title: Localised::default(),
        when: When::NotPublished {
            note: String::new(),
        },
        state: ItemState::Tentative,
        venue: Localised::default(),
        room: String::new(),
        hosts: Vec::new(),
        official: true,
        languages: Vec::new(),
        interpretation: Interpretation::Unknown,
        visibility: Visibility::Participants,
        counts: Vec::new(),
        note: Localised::default(),
        source: None,
    }
}

async fn sheet(
    site: &Site,
    seat: &Seat,
    dossier: &Dossier,
    editing: Editing<'_>,
) -> Result<Sheet, Problem> {
    let (app, caller) = (site.app(), &seat.caller);
    let item = editing.item();
    let chosen: Vec<PartyRef> = item
        .hosts
        .iter()
        .copied()
        .map(PartyRef::Organisation)
        .collect();
    let hosts = at_hand::choices(app, caller, Some(dossier), Only::Organisations, &chosen).await?;
    let title = match editing {
        Editing::New(..) => "programme-new",
        Editing::Old(_) => "programme-edit",
    };
    let page = at_hand::framed(seat.page.clone(), dossier, Section::Programme, title);
    let mut form = form(&page, dossier, editing, &hosts);
    if let Editing::New(..) = editing {
        form.key(&fresh_key(site));
    }
    let sheet = Sheet::new(page.clone(), head(&page, dossier, editing), form);
    Ok(if item.state.is_held() {
        sheet.before(page.t("programme-correction"))
    } else {
        sheet
    })
}

fn head(page: &Page, dossier: &Dossier, editing: Editing<'_>) -> Header {
    let mission = &dossier.mission;
    let address = format!("/missions/{}", mission.code);
    let title = mission.title.for_reader(page.language);
    let programme = format!("{address}/programme");
    match editing {
        Editing::New(..) => Header::new(page.t("programme-new"))
            .below(address, title)
            .below(programme, page.t("programme-title")),
        Editing::Old(item) => Header::new(page.t("programme-edit"))
            .below(&address, title)
            .below(programme, page.t("programme-title"))
            .below(
                format!("{address}/items/{}", item.id),
                item.title.for_reader(page.language),
            )
            .fact(super::state_chip(page, &item.state)),
    }
}

fn form(page: &Page, dossier: &Dossier, editing: Editing<'_>, hosts: &[Choice]) -> Form {
    let language = page.language;
    let item = editing.item();
    let address = format!("/missions/{}", dossier.mission.code);
    let action = match editing {
        Editing::New(..) => format!("{address}/items/new"),
        Editing::Old(_) => format!("{address}/items/{}/edit", item.id),
    };
    let mut form = Form::new(language, action);
    form.localised("title", "programme-name", &item.title)
        .required();
    let kinds = Choice::of_codes(
        language,
        "programme-kind-",
        ItemKind::ALL.iter().map(|k| k.code()),
    );
    form.choice("kind", "programme-kind", item.kind.code(), kinds)
        .required()
        .half();
    let cities = dossier
        .legs
        .iter()
        .map(|leg| Choice::new(leg.id, leg.place.display(language).text.clone()))
        .collect();
    let leg = item.leg.map(|leg| leg.to_string()).unwrap_or_default();
    form.choice("leg", "programme-leg", &leg, cities).half();
    let zone = dossier.zone_of(item);
    let when = match editing {
        Editing::New(_, when) => when,
        Editing::Old(item) => Some(&item.when),
    };
    form.when("when", "programme-when", when, zone.as_str());
    if let Editing::New(..) = editing {
        let planned = Planned::ALL.iter().map(|planned| planned.code());
        let planned = Choice::of_codes(language, "programme-state-", planned);
        form.choice("planned", "programme-state", "tentative", planned)
            .required()
            .half();
    }
    form.check("official", "programme-official", item.official);
    form.localised("venue", "programme-venue", &item.venue);
    form.line("room", "programme-room", &item.room)
        .hint("programme-room-hint")
        .half();
    with_hosts(&mut form, item, hosts);
    more(&mut form, item);
    match editing {
        Editing::New(..) => form.cancel(format!("{address}/programme")),
        Editing::Old(item) => form
            .version(item.version)
            .cancel(format!("{address}/items/{}", item.id)),
    };
    form
}

fn with_hosts(form: &mut Form, item: &Item, hosts: &[Choice]) {
    form.group("hosts", "programme-hosts", &item.hosts, |row, host| {
        let host = host.map(|host| at_hand::code(PartyRef::Organisation(*host)));
        row.party(
            "party",
            "programme-host",
            &host.unwrap_or_default(),
            hosts.to_vec(),
        )
        .search(Only::Organisations.search());
    });
}

/// The fields that many items leave for later.
fn more(form: &mut Form, item: &Item) {
    let language = form.language;
    let mut tongues = Choice::of_codes(language, "common-language-", ["zh-Hans", "de", "en"]);
    for tag in &item.languages {
        if !tongues.iter().any(|choice| choice.value == *tag) {
            tongues.push(Choice::new(tag, tag.clone()));
        }
    }
    form.several("languages", "programme-languages", &item.languages, tongues)
        .half();
    let modes = Interpretation::ALL.iter().map(|mode| mode.code());
    let modes = Choice::of_codes(language, "programme-interpretation-", modes);
    let mode = item.interpretation.code();
    form.choice("interpretation", "programme-interpretation", mode, modes)
        .required()
        .half();
    let circles = Visibility::ALL.iter().map(|circle| circle.code());
    let circles = Choice::of_codes(language, "programme-visibility-", circles);
    let circle = item.visibility.code();
    form.choice("visibility", "programme-visibility", circle, circles)
        .required()
        .half();
    form.group("counts", "programme-counts", &item.counts, |row, count| {
        fields::count(row, language, count);
    });
    form.localised("note", "programme-note", &item.note).tall();
    fields::source(form, item.source.as_ref());
}

fn read(submitted: &mut Submitted, dossier: &Dossier, mut item: Item) -> Item {
    item.title = submitted.required_localised("title");
    if let Some(kind) = submitted.required_choice("kind", ItemKind::from_code) {
        item.kind = kind;
    }
    let known = |text: &str| {
        text.parse()
            .ok()
            .filter(|leg: &LegId| dossier.leg(*leg).is_some())
    };
    item.leg = submitted.choice("leg", known);
    if let Some(when) = submitted.when("when") {
        item.when = when;
    }
    item.official = submitted.check("official");
    item.venue = submitted.localised("venue");
    item.room = submitted.line("room");
    item.hosts = submitted
        .rows("hosts")
        .iter()
        .filter_map(|row| submitted.choice(&format!("{row}.party"), at_hand::organisation))
        .collect();
    item.hosts.dedup();
    let tag = |text: &str| domain::language::LanguageTag::new(text).ok();
    item.languages = submitted
        .several("languages", tag)
        .into_iter()
        .map(String::from)
        .collect();
    if let Some(mode) = submitted.required_choice("interpretation", Interpretation::from_code) {
        item.interpretation = mode;
    }
    if let Some(circle) = submitted.required_choice("visibility", Visibility::from_code) {
        item.visibility = circle;
    }
    let counts = submitted.rows("counts");
    item.counts = counts
        .iter()
        .filter_map(|row| fields::read_count(submitted, &format!("{row}.")))
        .collect();
    item.note = submitted.localised_lines("note");
    item.source = fields::read_source(submitted, "");
    item
}
