//! "Something happened": the published timetable is mended, shown as a difference, and applied.

use app::timetables::Incident;
use app::{AppError, Caller};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action as Right;
use domain::ids::{MatchmakingId, OrganisationId};
use domain::matchmaking::RequestState;
use domain::record::Kind;
use serde::Deserialize;

use super::Frame;
use super::happening::{KINDS, kind, read};
use super::mended::Shown;
use crate::flash::Flash;
use crate::form::{Choice, Form, Submitted};
use crate::kit::{Header, Tabs};
use crate::page::Page;
use crate::problem::{Problem, rendered};
use crate::seat::{Seat, refusal_text};
use crate::site::Site;

/// Which kind of event the form asks about.
#[derive(Debug, Default, Deserialize)]
pub struct Seen {
    #[serde(default)]
    what: String,
}

#[derive(Template)]
#[template(path = "timetable/replan.html")]
struct Replan {
    page: Page,
    header: Header,
    tabs: Tabs,
    form: Option<Form>,
    shown: Option<Shown>,
}

/// Asks what happened.
pub async fn blank(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MatchmakingId)>,
    Query(seen): Query<Seen>,
) -> Result<Response, Problem> {
    let frame = Frame::open(&site, &seat, (&code, id), (Right::Create, Kind::Timetable)).await?;
    let what = kind(&seen.what);
    let desk = Desk::new(&site, seat, &frame, what);
    let form = desk.form();
    Ok(rendered(&desk.page(form, None)))
}

/// Shows what would change, or makes the change.
pub async fn mend(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MatchmakingId)>,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let frame = Frame::open(&site, &seat, (&code, id), (Right::Create, Kind::Timetable)).await?;
    let what = kind(submitted.raw("what"));
    let incident = read(&mut submitted, what);
    let act = submitted.raw("act").to_owned();
    let caller = seat.caller.clone();
    let desk = Desk::new(&site, seat, &frame, what);
    let Some(incident) = incident.filter(|_| submitted.is_fine()) else {
        return Ok(desk.again(&submitted));
    };
    if act == "publish" || act == "keep" {
        let version = submitted.version().unwrap_or_default();
        return applied(
            &site,
            &caller,
            &frame,
            (version, incident, act == "publish"),
        )
        .await;
    }
    match site.app().mend_timetable(&caller, id, incident).await {
        Ok(mending) => {
            let shown = desk.shown(&mending, &submitted);
            let mut form = desk.form();
            if let Some(form) = &mut form {
                form.refill(&submitted);
            }
            Ok(rendered(&desk.page(form, Some(shown))))
        }
        Err(AppError::Refused(refusal)) => {
            submitted.refuse(refusal.field.unwrap_or_default(), refusal_text(&refusal));
            Ok(desk.again(&submitted))
        }
        Err(other) => Err(other.into()),
    }
}

async fn applied(
    site: &Site,
    caller: &Caller,
    frame: &Frame,
    (version, incident, publish): (i64, Incident, bool),
) -> Result<Response, Problem> {
    let id = frame.file.session.id;
    let (saved, number) = site
        .app()
        .apply_mending(caller, (id, version), incident, publish)
        .await?;
    let number = number.to_string();
    if publish {
        let undo = crate::at_hand::undo(Kind::Matchmaking, saved.id, saved.version);
        let flash = Flash::done("replan-published").with("name", &number);
        return Ok(flash.undo(&undo).to(&frame.at("")));
    }
    let tail = format!("?view=versions&version={number}");
    Ok(Flash::done("replan-kept")
        .with("name", &number)
        .to(&frame.at(&tail)))
}

/// What the page is made of.
pub(super) struct Desk<'a> {
    pub(super) page: Page,
    pub(super) frame: &'a Frame,
    pub(super) what: &'static str,
    first_open: u32,
    /// Whether the reader may publish.
    pub(super) publishes: bool,
}

impl<'a> Desk<'a> {
    fn new(site: &Site, seat: Seat, frame: &'a Frame, what: &'static str) -> Self {
        Self {
            first_open: site.app().first_open_slot(&frame.file.session),
            publishes: frame.may(&seat, Right::Edit, Kind::Matchmaking),
            page: frame.framed(seat.page),
            frame,
            what,
        }
    }

    fn page(self, form: Option<Form>, shown: Option<Shown>) -> Replan {
        let title = self.frame.file.session.title.for_reader(self.page.language);
        let header = Header::new(self.page.t("replan-title")).below(self.frame.at(""), title);
        let mut tabs = Tabs::new(self.page.t("replan-what"));
        let interpreted = !self.frame.file.session.interpreters.is_empty();
        let kinds = KINDS.into_iter();
        for kind in kinds.filter(|kind| interpreted || *kind != "interpreter") {
            let words = self.page.t(&format!("replan-what-{kind}"));
            let href = self.frame.at(&format!("/replan?what={kind}"));
            tabs = tabs.tab(href, words, kind == self.what);
        }
        Replan {
            header,
            tabs,
            form,
            shown,
            page: self.page,
        }
    }

    fn again(self, submitted: &Submitted) -> Response {
        let mut form = self.form();
        if let Some(form) = &mut form {
            form.refill(submitted);
        }
        let mut response = rendered(&self.page(form, None));
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        response
    }

    fn slots(&self) -> Vec<Choice> {
        let all = self.first_open..self.frame.file.session.slots.len() as u32;
        all.map(|slot| Choice::new(slot, self.frame.clock(slot)))
            .collect()
    }

    /// Nothing to ask when nothing is published or every slot has begun.
    fn form(&self) -> Option<Form> {
        let slots = self.slots();
        if self.frame.file.published().is_none() || slots.is_empty() {
            return None;
        }
        let now = self.first_open.to_string();
        let mut form = Form::new(self.page.language, self.frame.at("/replan#difference"));
        form.submit("replan-show");
        form.cancel(self.frame.at(""));
        form.hide("what", self.what);
        match self.what {
            "absent" => {
                form.choice("who", "replan-who", "", self.participants())
                    .required()
                    .half();
                form.number("people", "replan-people", None)
                    .hint("replan-people-hint")
                    .half();
                self.span(&mut form);
            }
            "interpreter" => {
                form.choice("interpreter", "replan-interpreter", "", self.interpreters())
                    .required();
                self.span(&mut form);
            }
            "cancelled" | "wanted" => {
                form.choice("request", "replan-meeting", "", self.meetings())
                    .required();
            }
            "table" => {
                form.choice("table", "replan-table", "", self.tables())
                    .required();
                self.span(&mut form);
            }
            _ => {
                form.choice("slot", "replan-slot", "", self.slots())
                    .required();
            }
        }
        form.choice("as_of", "replan-as-of", &now, slots)
            .hint("replan-as-of-hint");
        form.check("fill", "replan-fill", false);
        Some(form)
    }

    fn span(&self, form: &mut Form) {
        let now = self.first_open.to_string();
        form.choice("from", "replan-from", &now, self.slots())
            .required()
            .half();
        form.choice("until", "replan-until", "", self.slots())
            .hint("replan-until-hint")
            .half();
    }

    fn participants(&self) -> Vec<Choice> {
        let language = self.page.language;
        let one = |p: &domain::matchmaking::Participant| {
            Choice::new(p.organisation, self.frame.called(language, p.organisation))
        };
        let mut all: Vec<Choice> = self
            .frame
            .file
            .session
            .participants
            .iter()
            .map(one)
            .collect();
        i18n::collate::sort_by_name(language, &mut all, |choice| choice.label.clone());
        all
    }

    fn interpreters(&self) -> Vec<Choice> {
        let language = self.page.language;
        let all = self.frame.file.session.interpreters.iter();
        let one = |one: &domain::interpreting::Interpreter| {
            let name = self.frame.file.name_of_person(one.person, language);
            Choice::new(one.person, name)
        };
        all.map(one).collect()
    }

    fn tables(&self) -> Vec<Choice> {
        let all = 0..self.frame.file.session.tables.len() as u32;
        all.map(|table| Choice::new(table, self.frame.table(table)))
            .collect()
    }

    /// The meetings that are still to come, or the accepted requests without a place.
    fn meetings(&self) -> Vec<Choice> {
        let Some(published) = self.frame.file.published() else {
            return Vec::new();
        };
        if self.what == "wanted" {
            let placed = |id| published.placements.iter().any(|p| p.request == id);
            let waiting = self.frame.file.requests.iter();
            let waiting = waiting.filter(|r| r.state == RequestState::Accepted && !placed(r.id));
            return waiting
                .map(|r| Choice::new(r.id, self.pair(r.from, r.to)))
                .collect();
        }
        let mut coming: Vec<_> = published
            .placements
            .iter()
            .filter(|p| p.slot >= self.first_open)
            .filter_map(|p| Some((p.slot, self.frame.file.request(p.request)?)))
            .collect();
        coming.sort_by_key(|(slot, request)| (*slot, request.id));
        let one =
            |(slot, request): (u32, &domain::record::Stored<domain::matchmaking::Request>)| {
                let label = self.pair(request.from, request.to);
                Choice::new(request.id, format!("{} {label}", self.frame.clock(slot)))
            };
        coming.into_iter().map(one).collect()
    }

    pub(super) fn pair(&self, from: OrganisationId, to: OrganisationId) -> String {
        let called = |id| self.frame.called(self.page.language, id);
        self.page.t2(
            "timetable-pair",
            ("first", called(from)),
            ("second", called(to)),
        )
    }
}
