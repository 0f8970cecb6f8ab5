//! How a request without a place could fit, with a button that tries it.

use app::timetables::{Fix, JobState, Offer, Sought, Stage};
use askama::Template;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::access::Action as Right;
use domain::ids::{JobId, MatchmakingId, RequestId, TimetableId};
use domain::matchmaking::{Request, Timetable};
use domain::record::{Kind, Stored};
use i18n::Value;
use serde::Deserialize;

use super::Frame;
use super::acts::Progress;
use super::clash::Contradiction;
use crate::flash::Flash;
use crate::form::Submitted;
use crate::kit::{Action, Header};
use crate::page::Page;
use crate::problem::{Problem, rendered};
use crate::seat::Seat;
use crate::site::Site;

/// Of which timetable it is asked.
#[derive(Debug, Default, Deserialize)]
pub struct Seen {
    version: Option<u32>,
}

/// A mission, a session, and a request of it.
type Place = (String, MatchmakingId, RequestId);

/// The session of a request, for those who make timetables.
async fn open(
    site: &Site,
    seat: &Seat,
    (code, id, request): Place,
) -> Result<(Frame, MatchmakingId, RequestId), Problem> {
    let frame = Frame::open(site, seat, (&code, id), (Right::Create, Kind::Timetable)).await?;
    Ok((frame, id, request))
}

/// One way.
struct Way {
    words: String,
    note: String,
    attempt: Option<Action>,
}

/// A search that is under way.
struct Running {
    href: String,
    permille: i64,
    text: String,
    /// What is known changes with it.
    mark: String,
    stop: Action,
}

#[derive(Template)]
#[template(path = "timetable/repairs.html")]
struct Repairs {
    page: Page,
    header: Header,
    why: String,
    running: Option<Running>,
    failed: bool,
    clash: Option<Contradiction>,
    ways: Vec<Way>,
    /// What is said of the ways, or where there are none.
    note: String,
    search: Option<Action>,
}

/// Shows what is known, and how far the search is.
pub async fn show(
    State(site): State<Site>,
    seat: Seat,
    Path(place): Path<Place>,
    Query(seen): Query<Seen>,
) -> Result<Response, Problem> {
    let (frame, id, request) = open(&site, &seat, place).await?;
    let asked = frame.file.request(request).ok_or_else(Problem::missing)?;
    let chosen = seen.chosen(&frame)?;
    let app = site.app();
    let sought = app.ways(&seat.caller, (id, chosen.id), request).await?;
    let edits = frame.may(&seat, Right::Edit, Kind::Matchmaking)
        && frame.may(&seat, Right::Edit, Kind::Request);
    let page = frame.framed(seat.page);
    let sight = Sight {
        page: &page,
        frame: &frame,
        asked,
        chosen,
    };
    let over = sought.as_ref().is_none_or(|sought| sought.state.is_over());
    let ways = sought.as_ref().map(|sought| &sought.ways);
    let offers = ways.map_or(&[][..], |ways| &ways.offers);
    let clash = ways.and_then(|ways| ways.clash.as_ref());
    let shown = Repairs {
        header: sight.header(),
        why: sight.why(),
        running: sought
            .as_ref()
            .filter(|_| !over)
            .map(|sought| sight.running(sought)),
        failed: sought
            .as_ref()
            .is_some_and(|sought| sought.state == JobState::Failed),
        clash: clash.map(|clash| Contradiction::of(&page, &frame, clash)),
        ways: offers.iter().map(|offer| sight.way(offer, edits)).collect(),
        note: sight.note(sought.as_ref()),
        search: over.then(|| sight.search(sought.is_some())),
        page,
    };
    Ok(rendered(&shown))
}

/// Starts the search.
pub async fn search(
    State(site): State<Site>,
    seat: Seat,
    Path(place): Path<Place>,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let (frame, id, request) = open(&site, &seat, place).await?;
    let timetable = submitted.id::<TimetableId>("timetable");
    let chosen = timetable.and_then(|timetable| frame.file.timetable(timetable));
    let chosen = chosen.ok_or_else(Problem::missing)?;
    site.app()
        .start_ways(&seat.caller, (id, chosen.id), request)
        .await?;
    Ok(crate::flash::redirect(&frame.ways_at(
        request,
        "",
        chosen.number,
    )))
}

/// Stops the search; what was found is kept.
pub async fn stop(
    State(site): State<Site>,
    seat: Seat,
    Path(place): Path<Place>,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let (frame, _, request) = open(&site, &seat, place).await?;
    let job = submitted.id::<JobId>("job").ok_or_else(Problem::missing)?;
    match site.app().stop_ways(&seat.caller, job).await {
        // It was over already: the page shows what came of it.
        Ok(()) | Err(app::AppError::Missing) => {}
        Err(other) => return Err(other.into()),
    }
    let number = submitted.number("number", 1, i64::from(u32::MAX));
    let number = number.and_then(|number| u32::try_from(number).ok());
    let number = number.ok_or_else(Problem::missing)?;
    Ok(crate::flash::redirect(&frame.ways_at(request, "", number)))
}

/// Where the search stands, for the page that follows it.
pub async fn progress(
    State(site): State<Site>,
    seat: Seat,
    Path(place): Path<Place>,
    Query(seen): Query<Seen>,
) -> Result<Json<Progress>, Problem> {
    let (frame, id, request) = open(&site, &seat, place).await?;
    let chosen = seen.chosen(&frame)?;
    let sought = site.app().ways(&seat.caller, (id, chosen.id), request);
    let under_way = sought.await?.filter(|sought| !sought.state.is_over());
    Ok(Json(under_way.map_or_else(Progress::over, |sought| {
        Progress {
            over: false,
            permille: sought.progress,
            text: told(&seat.page, &sought),
            mark: mark(&sought),
        }
    })))
}

impl Seen {
    /// The timetable that is looked at.
    fn chosen<'a>(&self, frame: &'a Frame) -> Result<&'a Stored<Timetable>, Problem> {
        let chosen = match self.version {
            Some(number) => frame.file.numbered(number),
            None => frame.file.published().or_else(|| frame.file.newest()),
        };
        chosen.ok_or_else(Problem::missing)
    }
}

/// How far a search is, in a sentence.
fn told(page: &Page, sought: &Sought) -> String {
    if sought.stopping {
        return page.t("ways-stopping");
    }
    match sought.ways.stage {
        Stage::Waiting => page.t("timetable-run-waiting"),
        Stage::Singles(count) => page.n("ways-singles", count),
        Stage::Contradiction => page.t("ways-contradiction"),
        Stage::Demands(count) => page.n("ways-demands", count),
        Stage::Sets(count) => page.n("ways-sets", count),
    }
}

/// What is known so far, in a word that changes with it.
fn mark(sought: &Sought) -> String {
    let claims = sought.ways.clash.as_ref().map(|clash| clash.claims.len());
    format!("{claims:?} {:?}", codes_of(&sought.ways.offers))
}

fn codes_of(offers: &[Offer]) -> Vec<String> {
    offers.iter().map(|offer| codes(&offer.fixes)).collect()
}

/// Makes the change and keeps the timetable that shows it works, as a draft.
pub async fn attempt(
    State(site): State<Site>,
    seat: Seat,
    Path(place): Path<Place>,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let (frame, id, request) = open(&site, &seat, place).await?;
    let timetable = submitted
        .id::<TimetableId>("timetable")
        .ok_or_else(Problem::missing)?;
    let fixes: Option<Vec<Fix>> = submitted.raw("fix").split(';').map(parsed).collect();
    let fixes = fixes.ok_or_else(Problem::missing)?;
    let version = submitted.version().unwrap_or_default();
    let number = site
        .app()
        .try_repair(&seat.caller, (id, version, timetable), request, &fixes)
        .await?
        .to_string();
    let tail = format!("?view=versions&version={number}");
    Ok(Flash::done("repair-tried")
        .with("name", &number)
        .to(&frame.at(&tail)))
}

/// A repair as a form carries it.
fn code(fix: Fix) -> String {
    match fix {
        Fix::Unfix(request) => format!("unfix {request}"),
        Fix::Widen(request) => format!("widen {request}"),
        Fix::Drop(request) => format!("drop {request}"),
        Fix::RaiseCap(who) => format!("cap {who}"),
        Fix::OpenSlot(who, slot) => format!("slot {who} {slot}"),
        Fix::AddTable(slot) => format!("table {slot}"),
        Fix::AddPerson(who) => format!("person {who}"),
    }
}

/// Repairs that are made together, as a form carries them.
fn codes(fixes: &[Fix]) -> String {
    let codes: Vec<String> = fixes.iter().map(|fix| code(*fix)).collect();
    codes.join(";")
}

fn parsed(code: &str) -> Option<Fix> {
    let words: Vec<&str> = code.split(' ').collect();
    Some(match words[..] {
        ["unfix", request] => Fix::Unfix(request.parse().ok()?),
        ["widen", request] => Fix::Widen(request.parse().ok()?),
        ["drop", request] => Fix::Drop(request.parse().ok()?),
        ["cap", who] => Fix::RaiseCap(who.parse().ok()?),
        ["slot", who, slot] => Fix::OpenSlot(who.parse().ok()?, slot.parse().ok()?),
        ["table", slot] => Fix::AddTable(slot.parse().ok()?),
        ["person", who] => Fix::AddPerson(who.parse().ok()?),
        _ => return None,
    })
}

struct Sight<'a> {
    page: &'a Page,
    frame: &'a Frame,
    asked: &'a Stored<Request>,
    chosen: &'a Stored<Timetable>,
}

impl Sight<'_> {
    fn header(&self) -> Header {
        let back = format!("?view=unplaced&version={}", self.chosen.number);
        let title = self.frame.file.session.title.for_reader(self.page.language);
        Header::new(self.meeting(self.asked.id)).below(self.frame.at(&back), title)
    }

    fn why(&self) -> String {
        let found = self.chosen.unplaced.iter();
        let mut found = found.filter(|one| one.request == self.asked.id);
        found.next().map_or_else(String::new, |one| {
            let why = app::timetables::Why::read(one);
            super::unplaced::why(self.page, self.frame, &why, self.asked.id)
        })
    }

    fn meeting(&self, id: RequestId) -> String {
        super::clash::meeting(self.page, self.frame, id)
    }

    fn words(&self, fix: Fix) -> String {
        let say =
            |key: &str, args: &[(&'static str, Value)]| i18n::t(self.page.language, key, args);
        let meeting = |id| [("meeting", Value::Text(self.meeting(id)))];
        let who = |id| {
            (
                "who",
                Value::Text(self.frame.called(self.page.language, id)),
            )
        };
        let time = |slot| ("time", Value::Text(self.frame.clock(slot)));
        match fix {
            Fix::Unfix(request) => say("repair-unfix", &meeting(request)),
            Fix::Widen(request) => say("repair-window", &meeting(request)),
            Fix::Drop(request) => say("repair-drop", &meeting(request)),
            Fix::RaiseCap(id) => say("repair-cap", &[who(id)]),
            Fix::OpenSlot(id, slot) => say("repair-slot", &[who(id), time(slot)]),
            Fix::AddTable(slot) => say("repair-table", &[time(slot)]),
            Fix::AddPerson(id) => say("repair-person", &[who(id)]),
        }
    }

    /// Changes that are made together.
    fn all_words(&self, fixes: &[Fix]) -> String {
        let words: Vec<String> = fixes.iter().map(|fix| self.words(*fix)).collect();
        words.join(&self.page.t("repair-with"))
    }

    fn running(&self, sought: &Sought) -> Running {
        let at = |tail| self.frame.ways_at(self.asked.id, tail, self.chosen.number);
        let stop = self.frame.at(&format!("/repairs/{}/stop", self.asked.id));
        Running {
            href: at("/search.json"),
            permille: sought.progress,
            text: told(self.page, sought),
            mark: mark(sought),
            stop: Action::post(self.page.t("timetable-stop"), stop)
                .with("job", sought.job)
                .with("number", self.chosen.number),
        }
    }

    /// The button that begins the search, or begins it once more.
    fn search(&self, again: bool) -> Action {
        let key = if again { "ways-again" } else { "ways-search" };
        let action = self
            .frame
            .search_for(self.page.t(key), self.asked.id, self.chosen.id);
        if again { action } else { action.main() }
    }

    /// What is said below the ways.
    fn note(&self, sought: Option<&Sought>) -> String {
        let Some(sought) = sought else {
            return self.page.t("ways-hint");
        };
        let none = sought.ways.offers.is_empty();
        match (sought.state.is_over(), none) {
            (false, true) => self.page.t("ways-none-yet"),
            (false, false) => String::new(),
            (true, _) if sought.ways.cut_short => self.page.t("ways-cut-short"),
            (true, true) if sought.state == JobState::Done => self.page.t("repair-none"),
            (true, _) => String::new(),
        }
    }

    fn way(&self, offer: &Offer, edits: bool) -> Way {
        let place = offer.place.as_ref().map_or_else(String::new, |p| {
            let (time, table) = (self.frame.clock(p.slot), self.frame.table(p.table));
            let place = if table.is_empty() {
                time
            } else {
                self.page
                    .t2("timetable-place", ("time", time), ("table", table))
            };
            self.page.t1("repair-then", "place", place)
        });
        let others = self.page.n("repair-others", offer.others);
        let attempt = edits.then(|| {
            let at = self.frame.at(&format!("/repairs/{}", self.asked.id));
            Action::post(self.page.t("repair-try"), at)
                .with("fix", codes(&offer.fixes))
                .with("timetable", self.chosen.id)
                .with(crate::form::VERSION, self.frame.file.session.version)
        });
        Way {
            words: self.all_words(&offer.fixes),
            note: [place, others].join(" "),
            attempt,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repair_comes_back_from_a_form_as_it_was() {
        let request: RequestId = "01890000-0000-7000-8000-000000000001".parse().unwrap();
        let who = "01890000-0000-7000-8000-000000000002".parse().unwrap();
        for fix in [
            Fix::Unfix(request),
            Fix::Widen(request),
            Fix::Drop(request),
            Fix::RaiseCap(who),
            Fix::OpenSlot(who, 3),
            Fix::AddTable(0),
            Fix::AddPerson(who),
        ] {
            assert_eq!(parsed(&code(fix)), Some(fix));
        }
        assert_eq!(parsed("slot 3"), None);
    }
}
