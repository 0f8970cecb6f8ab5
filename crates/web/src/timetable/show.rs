//! The page of one session: the chosen timetable in its views, and the run that makes one.

use app::timetables::{AdviceState, RunProgress};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::goals::TimetableGoal;
use domain::ids::{MatchmakingId, TimetableId};
use domain::language::Language;
use domain::matchmaking::{RequestState, Timetable};
use domain::record::Stored;
use serde::Deserialize;

use super::Frame;
use super::board::Board;
use super::people::{Doing, People};
use super::quality::{Counsel, Figures as Quality};
use super::unplaced::Unplaced;
use super::versions::Versions;
use crate::kit::{Action, Chip, Empty, Figures, Header, Mood, Tabs};
use crate::list::{Asked, List};
use crate::page::Page;
use crate::problem::{Problem, rendered};
use crate::seat::Seat;
use crate::site::Site;

/// Seconds that the button lets the search take; the form offers more.
const SECONDS: u32 = 10;

/// Which view of which timetable is read.
#[derive(Debug, Default, Deserialize)]
pub struct Seen {
    #[serde(default)]
    view: String,
    /// The number of the timetable; the published one, else the newest.
    version: Option<u32>,
    /// The number of the one it is compared with.
    against: Option<u32>,
    /// Whether the list of versions shows every step by hand.
    #[serde(default)]
    steps: String,
}

/// What the page shows of the timetable.
enum View {
    Tables(Board),
    People(People),
    Requests(Box<List>),
    Unplaced(Unplaced),
    Quality(Box<Quality>),
    Versions(Box<Versions>),
    Nothing(Empty),
}

/// A run under way.
pub(super) struct Running {
    href: String,
    permille: i64,
    text: String,
    stop: Action,
}

/// What the board's script needs to move meetings.
struct Hand {
    timetable: TimetableId,
    moves: String,
    places: String,
    lock: String,
    unlock: String,
    view: &'static str,
}

#[derive(Template)]
#[template(path = "timetable/show.html")]
struct Show {
    page: Page,
    header: Header,
    run: Option<Running>,
    failed: bool,
    /// The board's script can move meetings of this timetable.
    hand: Option<Hand>,
    /// The reader may lock meetings at their places.
    locks: bool,
    figures: Option<Figures>,
    /// What is proved by goals in order.
    proved: Option<String>,
    tabs: Tabs,
    view: View,
    reasons: Option<Unplaced>,
}

/// Shows a session.
pub async fn show(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MatchmakingId)>,
    Query(seen): Query<Seen>,
    asked: Asked,
) -> Result<Response, Problem> {
    let frame = Frame::load(&site, &seat, &code, id).await?;
    let run = site.app().timetable_run(&seat.caller, id).await?;
    let rights = (frame.moves, frame.publishes, frame.changes);
    let page = frame.framed(seat.page);
    let chosen = match seen.version {
        Some(number) => Some(frame.file.numbered(number).ok_or_else(Problem::missing)?),
        None => frame.file.published().or_else(|| frame.file.newest()),
    };
    let scene = Scene {
        page: &page,
        frame: &frame,
        chosen,
        seen: &seen,
        rights,
        advice: site.app().advice(&seat.caller, id).await?,
    };
    let under_way = run.as_ref().filter(|run| !run.state.is_over());
    let view = scene.view(asked);
    let beside = matches!(view, View::Tables(_) | View::People(_));
    let show = Show {
        header: scene.header(),
        failed: run
            .as_ref()
            .is_some_and(|run| run.state == app::timetables::JobState::Failed),
        run: under_way.map(|run| running(&page, &frame, run)),
        hand: scene.hand(&view),
        locks: frame.changes,
        figures: chosen.map(|chosen| scene.figures(chosen)),
        proved: chosen.and_then(|chosen| super::proved::told(page.language, &chosen.goals)),
        tabs: scene.tabs(under_way.is_some()),
        reasons: chosen
            .filter(|_| beside)
            .map(|chosen| Unplaced::of(&page, &frame, chosen)),
        view,
        page,
    };
    Ok(rendered(&show))
}

/// A run as the page and its refreshes tell it.
pub(super) fn running(page: &Page, frame: &Frame, run: &RunProgress) -> Running {
    Running {
        href: frame.at("/run.json"),
        permille: run.progress,
        text: told(page, run),
        stop: Action::post(page.t("timetable-stop"), frame.at("/stop")).with("job", run.job),
    }
}

/// Where a run stands, in a sentence.
pub(super) fn told(page: &Page, run: &RunProgress) -> String {
    if run.stopping {
        return page.t("timetable-run-stopping");
    }
    let Some(standing) = run.standing else {
        return page.t("timetable-run-waiting");
    };
    let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let better = standing.bound.saturating_sub(standing.weight);
    // In thousandths, rounded up: nothing better is promised away.
    let permille = (better * 1000).div_ceil(standing.bound.max(1));
    let percent = format!("{}.{}", permille / 10, permille % 10);
    let key = if better == 0 {
        "runs-standing-best"
    } else {
        "runs-standing"
    };
    let args = [
        ("held", number(standing.held).into()),
        ("percent", percent.into()),
        ("count", number(standing.breaks).into()),
    ];
    let standing_now = i18n::t(page.language, key, &args);
    // Weight has been said.
    let open = standing
        .open
        .filter(|open| open.goal != TimetableGoal::Weight);
    match open.map(|open| super::proved::open(page.language, &open)) {
        Some(open) if page.language == Language::ZhHans => standing_now + &open,
        Some(open) => format!("{standing_now} {open}"),
        None => standing_now,
    }
}

struct Scene<'a> {
    page: &'a Page,
    frame: &'a Frame,
    chosen: Option<&'a Stored<Timetable>>,
    seen: &'a Seen,
    /// Whether the reader may run, edit the session, and edit requests.
    rights: (bool, bool, bool),
    advice: Option<AdviceState>,
}

impl Scene<'_> {
    fn view(&self, asked: Asked) -> View {
        let (page, frame) = (self.page, self.frame);
        if self.seen.view == "requests" {
            let list = super::requests::list(page, frame, self.chosen, asked, self.rights.2);
            return View::Requests(Box::new(list));
        }
        let Some(chosen) = self.chosen else {
            return View::Nothing(self.empty());
        };
        match self.seen.view.as_str() {
            "people" => View::People(People::of(page, frame, chosen)),
            "unplaced" => View::Unplaced(Unplaced::of(page, frame, chosen)),
            "quality" => {
                let advice = self.advice.clone();
                View::Quality(Box::new(Quality::of(page, frame, chosen, advice)))
            }
            "versions" => {
                let steps = self.seen.steps == "all";
                let seen = (self.seen.against, steps);
                View::Versions(Box::new(Versions::of(page, frame, chosen, seen)))
            }
            _ => View::Tables(Board::of(page, frame, chosen)),
        }
    }

    fn empty(&self) -> Empty {
        let page = self.page;
        let accepted = self.accepted();
        if accepted == 0 {
            let ask = Action::open(page.t("timetable-ask"), self.frame.at("/requests/new"));
            return Empty {
                title: page.t("timetable-no-requests"),
                hint: page.t("timetable-no-requests-hint"),
                action: self.rights.2.then_some(ask),
            };
        }
        Empty {
            title: page.t("timetable-none-yet"),
            hint: page.n("timetable-none-yet-hint", accepted),
            action: None,
        }
    }

    fn accepted(&self) -> usize {
        let all = self.frame.file.requests.iter();
        all.filter(|r| r.state == RequestState::Accepted).count()
    }

    /// What the board's script needs, where the reader may move meetings.
    fn hand(&self, view: &View) -> Option<Hand> {
        let view = match view {
            View::Tables(_) => "tables",
            View::People(_) => "people",
            _ => return None,
        };
        let chosen = self.chosen.filter(|_| self.frame.moves)?;
        Some(Hand {
            timetable: chosen.id,
            moves: self.frame.at("/move"),
            places: self.frame.at("/places.json"),
            lock: self.frame.at("/lock"),
            unlock: self.frame.at("/unlock"),
            view,
        })
    }

    fn is_published(&self) -> bool {
        self.chosen
            .is_some_and(|t| self.frame.file.session.published == Some(t.id))
    }

    fn header(&self) -> Header {
        let (page, frame, session) = (self.page, self.frame, &self.frame.file.session);
        let sessions = format!("/missions/{}/timetable", frame.dossier.mission.code);
        let mut header = Header::localised(page.language, &session.title)
            .below(sessions, page.t("timetable-sessions"));
        if let Some(chosen) = self.chosen {
            header = header
                .fact(Chip::new(Mood::Quiet, super::titled(page, chosen)))
                .fact(super::proof(page, chosen));
            if self.is_published() {
                header = header.fact(Chip::new(Mood::Confirmed, page.t("timetable-published")));
            }
        }
        let sizes = page.t2(
            "timetable-sizes",
            ("participants", session.participants.len()),
            ("slots", session.slots.len()),
        );
        header = header
            .fact(super::hours(page.language, &session.slots))
            .fact(sizes);
        let participants = page.t("participants-roll");
        header = header
            .action(Action::open(participants, frame.at("/participants")))
            .maybe(frame.prints(page));
        if self.rights.1 {
            let edit = Action::open(page.t("timetable-session-edit"), frame.at("/edit"));
            let places = Action::open(page.t("places-title"), frame.at("/places"));
            let people = Action::open(page.t("people-title"), frame.at("/people"));
            header = header.action(places).action(people).action(edit);
        }
        header
    }

    fn figures(&self, chosen: &Timetable) -> Figures {
        let (page, language) = (self.page, self.page.language);
        let file = &self.frame.file;
        let number = |count: usize| super::number(language, count);
        let placed = chosen.placements.len();
        let asked = placed + chosen.unplaced.len();
        let must = |id| file.request(id).is_some_and(|r| r.must);
        let musts_held = chosen.placements.iter().filter(|p| must(p.request)).count();
        let musts_lost = chosen.unplaced.iter().filter(|u| must(u.request)).count();
        let bound = chosen
            .bound
            .map(|bound| page.t1("timetable-of-bound", "bound", bound));
        let (used, places) = file.quality(chosen).tables();
        let used = (used * 100).checked_div(places).unwrap_or(0);
        Figures::default()
            .with(
                page.t("timetable-figure-held"),
                number(placed),
                &page.n("timetable-of-asked", asked),
            )
            .with(
                page.t("timetable-figure-musts"),
                number(musts_held),
                &page.n("timetable-of-all", musts_held + musts_lost),
            )
            .with(
                page.t("timetable-figure-weight"),
                i18n::numbers::grouped(language, chosen.weight),
                &bound.unwrap_or_default(),
            )
            .with(
                page.t("timetable-figure-breaks"),
                number(chosen.breaks as usize),
                "",
            )
            .with(page.t("timetable-figure-tables"), format!("{used} %"), "")
    }

    fn tabs(&self, under_way: bool) -> Tabs {
        let page = self.page;
        let mut tabs = Tabs::new(page.t("timetable-views"));
        let known = ["people", "requests", "unplaced", "quality", "versions"];
        let current = known
            .iter()
            .find(|v| **v == self.seen.view)
            .copied()
            .unwrap_or("tables");
        for view in [
            "tables", "people", "unplaced", "requests", "quality", "versions",
        ] {
            if self.chosen.is_none() && !matches!(view, "tables" | "requests") {
                continue;
            }
            let href = self.frame.at(&self.query(view));
            tabs = tabs.tab(
                href,
                page.t(&format!("timetable-view-{view}")),
                view == current,
            );
        }
        if self.rights.0 && self.is_published() {
            // What people know is mended from here on: a new timetable may change every agenda.
            let replan = Action::open(page.t("replan-title"), self.frame.at("/replan"));
            tabs = tabs.action(replan.main());
        }
        if self.rights.0 && !under_way && self.accepted() > 0 {
            let run = Action::post(page.n("timetable-run", SECONDS), self.frame.at("/run"))
                .with("seconds", SECONDS);
            tabs = tabs
                .action(if self.chosen.is_none() {
                    run.main()
                } else {
                    run
                })
                .action(Action::open(page.t("runs-more"), self.frame.at("/run")));
        }
        if self.frame.tells && self.is_published() {
            let messages = Action::open(page.t("messages-title"), self.frame.at("/messages"));
            tabs = tabs.action(messages);
        }
        if self.rights.1 && self.is_published() {
            let fix = Action::post(page.t("timetable-fix"), self.frame.at("/fix"));
            tabs = tabs.action(fix);
        }
        if let Some(chosen) = self.chosen.filter(|t| self.rights.0 && t.hand.is_some()) {
            let undo = self.frame.at(&format!("/undo?timetable={}", chosen.id));
            tabs = tabs.action(Action::post(page.t("board-undo"), undo));
        }
        if let Some(chosen) = self
            .chosen
            .filter(|_| self.rights.1 && !self.is_published())
        {
            let words = page.t1("versions-publish", "number", chosen.number.to_string());
            let way = format!("/publish?timetable={}", chosen.id);
            let publish = Action::open(words, self.frame.at(&way));
            tabs = tabs.action(publish.main());
        }
        tabs
    }

    fn query(&self, view: &str) -> String {
        match self.seen.version {
            Some(number) => format!("?view={view}&version={number}"),
            None => format!("?view={view}"),
        }
    }
}
