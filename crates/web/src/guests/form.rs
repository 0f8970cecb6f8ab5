//! The form of a member of the delegation and of a guest.

use app::guests::{Part, Who};
use app::missions::Dossier;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::count::{Count, Relation};
use domain::ids::{ItemId, ParticipationId, PostId};
use domain::parties::PartyRef;
use domain::programme::{Participation, ParticipationState, Role, Side};
use domain::record::{Kind, Stored};
use domain::source::Source;
use domain::text::Localised;
use serde::Deserialize;

use crate::at_hand::{self, Only};
use crate::conflict;
use crate::flash::Flash;
use crate::form::{Choice, Form, Submitted};
use crate::kit::Header;
use crate::nav::Section;
use crate::page::Page;
use crate::problem::Problem;
use crate::seat::Seat;
use crate::sheet::{Sent, Sheet, caller_once, fresh_key, sorted};
use crate::site::Site;

/// The item for which a guest is added.
#[derive(Debug, Default, Deserialize)]
pub struct Of {
    item: Option<ItemId>,
}

/// What a form is about: a new member, a new guest, or somebody on the list.
struct Subject<'a> {
    dossier: &'a Dossier,
    part: Option<&'a Stored<Participation>>,
    guest: bool,
    item: Option<ItemId>,
}

/// The form for a new member.
pub async fn new_member(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    let subject = Subject::new(&dossier, false, None);
    Ok(subject.sheet(&site, seat, &[]).await?.shown())
}

/// The form for a new guest.
pub async fn new_guest(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
    Query(of): Query<Of>,
) -> Result<Response, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    let subject = Subject::new(&dossier, true, of.item);
    Ok(subject.sheet(&site, seat, &[]).await?.shown())
}

/// Adds a member.
pub async fn add_member(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    add(&site, seat, Subject::new(&dossier, false, None), submitted).await
}

/// Adds a guest.
pub async fn add_guest(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    add(&site, seat, Subject::new(&dossier, true, None), submitted).await
}

async fn add(
    site: &Site,
    seat: Seat,
    subject: Subject<'_>,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let item = subject
        .guest
        .then(|| submitted.required_choice("item", |id| id.parse::<ItemId>().ok()))
        .flatten();
    let state = submitted.required_choice("state", before_the_event);
    let part = read(&seat.page, &mut submitted, subject.guest);
    let chosen = at_hand::named(&submitted, &["party", "organisation"]);
    if let (Some(part), Some(state), true) = (part, state, submitted.is_fine()) {
        let caller = caller_once(&seat, &submitted);
        let mission = subject.dossier.mission.id;
        let answer = site
            .app()
            .add_part(&caller, mission, item, &part, &state)
            .await;
        if let Sent::Done(_) = sorted(answer, &mut submitted)? {
            return Ok(Flash::done("guests-added").to(&subject.list()));
        }
    }
    Ok(subject.sheet(site, seat, &chosen).await?.again(&submitted))
}

/// The form of somebody on the list.
pub async fn edit(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, ParticipationId)>,
) -> Result<Response, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    let subject = Subject::of(&dossier, id)?;
    Ok(subject.sheet(&site, seat, &[]).await?.shown())
}

/// Changes what is said of somebody on the list.
pub async fn change(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, ParticipationId)>,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let mut submitted = conflict::resolve(submitted);
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    let subject = Subject::of(&dossier, id)?;
    let part = read(&seat.page, &mut submitted, subject.guest);
    let chosen = at_hand::named(&submitted, &["party", "organisation"]);
    let version = submitted.version().unwrap_or_default();
    if let (Some(part), true) = (part, submitted.is_fine()) {
        let caller = caller_once(&seat, &submitted);
        let answer = site.app().change_part(&caller, id, version, &part).await;
        match sorted(answer, &mut submitted)? {
            Sent::Done(saved) => {
                let undo = at_hand::undo(Kind::Participation, saved.id, saved.version);
                return Ok(Flash::done("common-saved").undo(&undo).to(&subject.list()));
            }
            Sent::Overtaken(now) => {
                let sheet = subject.sheet(&site, seat, &chosen).await?;
                return Ok(sheet.overtaken(&submitted, now));
            }
            Sent::Refused => {}
        }
    }
    Ok(subject.sheet(&site, seat, &chosen).await?.again(&submitted))
}

/// Answers that can be known before the event.
pub(super) fn before_the_event(code: &str) -> Option<ParticipationState> {
    match code {
        "nominated" => Some(ParticipationState::Nominated),
        "invited" => Some(ParticipationState::Invited),
        "tentative" => Some(ParticipationState::Tentative),
        "accepted" => Some(ParticipationState::Accepted),
        _ => None,
    }
}

impl<'a> Subject<'a> {
    fn new(dossier: &'a Dossier, guest: bool, item: Option<ItemId>) -> Self {
        Self {
            dossier,
            part: None,
            guest,
            item,
        }
    }

    fn of(dossier: &'a Dossier, id: ParticipationId) -> Result<Self, Problem> {
        let part = dossier.participations.iter().find(|part| part.id == id);
        let part = part.ok_or_else(Problem::missing)?;
        Ok(Self {
            dossier,
            guest: part.item.is_some(),
            item: part.item,
            part: Some(part),
        })
    }

    fn list(&self) -> String {
        let tail = if self.guest { "guests" } else { "delegation" };
        format!("/missions/{}/{tail}", self.dossier.mission.code)
    }

    async fn sheet(&self, site: &Site, seat: Seat, chosen: &[PartyRef]) -> Result<Sheet, Problem> {
        let (app, caller) = (site.app(), &seat.caller);
        let dossier = Some(self.dossier);
        let parties = at_hand::choices(app, caller, dossier, Only::All, chosen).await?;
        let bodies = at_hand::choices(app, caller, dossier, Only::Organisations, chosen).await?;
        let (section, title) = match (self.guest, self.part.is_some()) {
            (true, false) => (Section::Guests, "guests-add-guest"),
            (true, true) => (Section::Guests, "guests-edit-guest"),
            (false, false) => (Section::Delegation, "guests-add-member"),
            (false, true) => (Section::Delegation, "guests-edit-member"),
        };
        let page = at_hand::framed(seat.page, self.dossier, section, title);
        let name = if self.guest {
            "common-nav-guests"
        } else {
            "common-nav-delegation"
        };
        let mut header = Header::new(page.t(title)).below(self.list(), page.t(name));
        if let Some(part) = self.part {
            header = header.fact(super::name(self.dossier, page.language, part));
            header = header.fact(super::chip(self.dossier, page.language, &part.state));
            header = header.maybe(at_hand::history(&page, Kind::Participation, part.id));
            header = header.action(at_hand::delete(
                &page,
                Kind::Participation,
                part.id,
                part.version,
                &self.list(),
            ));
        }
        let mut form = self.form(&page, parties, bodies);
        match self.part {
            Some(part) => form.version(part.version),
            None => form.key(&fresh_key(site)),
        };
        Ok(Sheet::new(page, header, form))
    }

    fn form(&self, page: &Page, parties: Vec<Choice>, bodies: Vec<Choice>) -> Form {
        let language = page.language;
        let part = self.part.map(|part| &part.record);
        let action = match self.part {
            Some(part) => format!("{}/{}", self.list(), part.id),
            None => format!("{}/new", self.list()),
        };
        let mut form = Form::new(language, action);
        form.cancel(self.list());
        let party = part.map(|p| at_hand::code(p.party)).unwrap_or_default();
        form.party("party", "guests-who", &party, parties)
            .or_printed("")
            .search(Only::All.search())
            .hint("guests-who-hint");
        let kinds = Choice::of_codes(language, "guests-printed-", ["body", "person"]);
        form.choice("printed_is", "guests-printed-is", "body", kinds)
            .open();
        let body = part
            .and_then(|p| p.organisation)
            .map(PartyRef::Organisation);
        let body = body.map(at_hand::code).unwrap_or_default();
        form.party("organisation", "guests-for", &body, bodies)
            .search(Only::Organisations.search());
        self.place(&mut form, part);
        let note = part.map_or("", |p| &p.note);
        form.lines("note", "guests-note", note);
        source_fields(&mut form, part.and_then(|p| p.source.as_ref()));
        form
    }

    /// Role, side, rank, posts, state, count: what differs between members and guests.
    fn place(&self, form: &mut Form, part: Option<&Participation>) {
        let language = form.language;
        if self.guest && part.is_none() {
            let items = self.dossier.items.iter().filter(|i| i.state.is_live());
            let items = items.map(|i| Choice::new(i.id, i.title.for_reader(language)));
            let item = self.item.map(|id| id.to_string()).unwrap_or_default();
            form.choice("item", "guests-item", &item, items.collect())
                .required();
        }
        let usual = if self.guest {
            Role::Guest
        } else {
            Role::Member
        };
        let role = part.map_or(usual, |p| p.role).code();
        let roles = Role::ALL.iter().map(|r| r.code());
        let roles = Choice::of_codes(language, "guests-role-", roles);
        form.choice("role", "guests-role", role, roles)
            .required()
            .half();
        let rank = part.and_then(|p| p.rank).map(i64::from);
        form.number("rank", "guests-rank", rank)
            .between(1, 9_999)
            .hint("guests-rank-hint")
            .half();
        if self.guest {
            let side = part.map_or(Side::Host, |p| p.side).code();
            let sides = Choice::of_codes(language, "guests-side-", ["host", "home"]);
            form.choice("side", "guests-side", side, sides)
                .required()
                .open();
            count_fields(form, part.and_then(|p| p.count.as_ref()));
        }
        if let Some(PartyRef::Person(person)) = part.map(|p| p.party) {
            let posts = self.dossier.posts_of(person).into_iter();
            let posts = posts.map(|post| Choice::new(post.id, post.title.for_reader(language)));
            let chosen: Vec<String> = part
                .map(|p| p.posts.iter().map(PostId::to_string).collect())
                .unwrap_or_default();
            form.several("posts", "guests-posts", &chosen, posts.collect())
                .hint("guests-posts-hint");
        }
        if part.is_none() {
            let codes = ["nominated", "invited", "tentative", "accepted"];
            let states = Choice::of_codes(language, "guests-state-", codes);
            let first = if self.guest { "nominated" } else { "accepted" };
            form.choice("state", "guests-state", first, states)
                .required();
        }
    }
}

fn count_fields(form: &mut Form, count: Option<&Count>) {
    let relations = Relation::ALL.iter().map(|r| r.code());
    let relations = Choice::of_codes(form.language, "guests-relation-", relations);
    let relation = count.map_or("exactly", |c| c.relation.code());
    form.choice("relation", "guests-relation", relation, relations)
        .half();
    let value = count.map(|c| i64::from(c.value));
    form.number("count", "guests-count", value)
        .between(0, 1_000_000)
        .hint("guests-count-hint")
        .half();
    let none = Localised::default();
    form.localised("unit", "guests-unit", count.map_or(&none, |c| &c.unit));
}

/// Where a record comes from, as fields.
pub(crate) fn source_fields(form: &mut Form, source: Option<&Source>) {
    let none = Source::default();
    let source = source.unwrap_or(&none);
    form.line("source", "guests-source", &source.title).half();
    let address = source.address.as_deref().unwrap_or_default();
    form.line("source_address", "guests-source-address", address)
        .kind(crate::form::LineKind::Address)
        .half();
    form.date("source_day", "guests-source-day", source.published);
}

/// Where a record comes from, as typed.
pub(crate) fn read_source(submitted: &mut Submitted) -> Option<Source> {
    let title = submitted.line("source");
    let address = submitted.line("source_address");
    let published = submitted.date("source_day");
    let web = address.starts_with("https://") || address.starts_with("http://");
    if !address.is_empty() && !web {
        submitted.refuse("source_address", "guests-source-address-wrong");
    }
    if title.is_empty() && (!address.is_empty() || published.is_some()) {
        submitted.refuse("source", "form-error-required");
    }
    (!title.is_empty()).then(|| Source {
        title,
        address: Some(address).filter(|a| !a.is_empty()),
        published,
    })
}

fn read(page: &Page, submitted: &mut Submitted, guest: bool) -> Option<Part> {
    let known = submitted.choice("party", at_hand::party);
    let printed = submitted.line("party.printed");
    let who = match known {
        Some(party) => Some(Who::OnRecord(party)),
        None if printed.is_empty() => None,
        None => Some(Who::Printed {
            text: printed,
            language: page.language,
            person: submitted.raw("printed_is") == "person",
        }),
    };
    if who.is_none() {
        submitted.refuse("party", "form-error-required");
    }
    let role = submitted.required_choice("role", Role::from_code);
    let rank = submitted.number("rank", 1, 9_999);
    let side = if guest {
        submitted.required_choice("side", Side::from_code)
    } else {
        Some(Side::Home)
    };
    Some(Part {
        who: who?,
        organisation: submitted.choice("organisation", at_hand::organisation),
        posts: submitted.ids("posts"),
        role: role?,
        side: side?,
        rank: rank.and_then(|r| u32::try_from(r).ok()),
        count: read_count(submitted),
        note: submitted.lines("note"),
        source: read_source(submitted),
    })
}

fn read_count(submitted: &mut Submitted) -> Option<Count> {
    let value = submitted.number("count", 0, 1_000_000)?;
    let relation = submitted.choice("relation", Relation::from_code);
    Some(Count {
        value: u32::try_from(value).ok()?,
        relation: relation.unwrap_or(Relation::Exactly),
        unit: submitted.localised("unit"),
    })
}
