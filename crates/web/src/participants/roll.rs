//! The organiser's list of participants: links, profiles, and who has answered.

use app::missions::Dossier;
use app::participants::{Line, LinkState, Roll};
use app::{Needle, Texts};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::access::{Action as Right, Subject};
use domain::ids::MatchmakingId;
use domain::language::Language;
use domain::record::Kind;

use super::aside::{Pair, pairs};
use super::gate::view;
use super::profile::written_by;
use crate::at_hand;
use crate::form::Choice;
use crate::kit::{Action, Chip, Empty, Figures, Header, Html, Mood};
use crate::list::{Asked, List};
use crate::nav::Section;
use crate::page::Page;
use crate::problem::{Problem, rendered};
use crate::seat::Seat;
use crate::site::Site;

/// A session with its participants, as organisers' pages need it.
pub(super) struct Hall {
    pub(super) dossier: Dossier,
    pub(super) roll: Roll,
}

impl Hall {
    /// Loads it; a session of another mission is missing.
    pub(super) async fn load(
        site: &Site,
        seat: &Seat,
        code: &str,
        id: MatchmakingId,
    ) -> Result<Self, Problem> {
        let dossier = site.app().dossier_by_code(&seat.caller, code).await?;
        let roll = site.app().participant_roll(&seat.caller, id).await?;
        if roll.session().mission != dossier.mission.id {
            return Err(Problem::missing());
        }
        Ok(Self { dossier, roll })
    }

    /// An address of the session.
    pub(super) fn at(&self, tail: &str) -> String {
        let (code, id) = (&self.dossier.mission.code, self.roll.session().id);
        format!("/missions/{code}/timetable/{id}{tail}")
    }

    /// The title of the session.
    pub(super) fn title(&self, language: Language) -> &str {
        self.roll.session().title.for_reader(language)
    }

    /// Asks the access rule before anything that was typed is read.
    pub(super) fn ask(&self, seat: &Seat, right: Right, kind: Kind) -> Result<(), Problem> {
        let mission = Some(self.dossier.mission.id);
        Ok(seat.caller.ask(right, Subject::Record(kind), mission)?)
    }

    /// The frame of a page of this session.
    pub(super) fn framed(&self, page: Page) -> Page {
        at_hand::framed(page, &self.dossier, Section::Timetable, "participants-roll")
    }
}

#[derive(Template)]
#[template(path = "participants/roll.html")]
struct RollPage {
    page: Page,
    header: Header,
    figures: Figures,
    list: List,
    /// Pairs that one of the two put aside.
    aside: Vec<Pair>,
    edits: bool,
}

/// Shows the participants of a session with how far each is.
pub(super) async fn show(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MatchmakingId)>,
    asked: Asked,
) -> Result<Response, Problem> {
    let hall = Hall::load(&site, &seat, &code, id).await?;
    let edits = hall.ask(&seat, Right::Edit, Kind::Matchmaking).is_ok();
    let page = hall.framed(seat.page);
    Ok(rendered(&RollPage {
        header: header(&page, &hall, edits),
        figures: figures(&page, &hall.roll),
        list: list(&page, &hall, asked, edits),
        aside: pairs(&page, &hall, edits),
        edits,
        page,
    }))
}

fn header(page: &Page, hall: &Hall, edits: bool) -> Header {
    let session = hall.roll.session();
    let mut header =
        Header::new(page.t("participants-roll")).below(hall.at(""), hall.title(page.language));
    if let Some(end) = session.booking_ends() {
        let local = session.zone.local(end).datetime();
        let when = i18n::dates::date_time(page.language, local);
        header = header.fact(page.t1("participants-booking-until", "when", when));
    }
    if edits {
        let missing = hall.roll.lines.iter().any(|line| !line.link.works());
        let make = Action::post(page.t("participants-links-make"), hall.at("/links"));
        header = header.action(Action::open(
            page.t("participants-booking"),
            hall.at("/booking"),
        ));
        if missing {
            header = header.action(make.with("which", "missing").main());
        }
    }
    header
}

fn figures(page: &Page, roll: &Roll) -> Figures {
    let all = roll.lines.len();
    let of = page.n("participants-of", all);
    let count = |pick: &dyn Fn(&Line) -> bool| {
        let found = roll.lines.iter().filter(|line| pick(line)).count();
        i18n::numbers::grouped(page.language, i64::try_from(found).unwrap_or(i64::MAX))
    };
    let sum = |pick: &dyn Fn(&Line) -> usize| {
        let sum: usize = roll.lines.iter().map(pick).sum();
        i18n::numbers::grouped(page.language, i64::try_from(sum).unwrap_or(i64::MAX))
    };
    Figures::default()
        .with(
            page.t("participants-figure-links"),
            count(&|l| l.link.works()),
            &of,
        )
        .with(
            page.t("participants-figure-opened"),
            count(&|l| l.opened.is_some()),
            &of,
        )
        .with(
            page.t("participants-figure-telling"),
            count(&|l| l.telling),
            &of,
        )
        .with(page.t("participants-figure-sent"), sum(&|l| l.sent), "")
        .with(
            page.t("participants-figure-waiting"),
            sum(&|l| l.waiting),
            "",
        )
}

/// What the list is narrowed to.
const FILTERS: [&str; 4] = ["owing", "unopened", "silent", "linkless"];

fn wanted(line: &Line, filter: &str) -> bool {
    match filter {
        "owing" => line.waiting > 0,
        "unopened" => line.link.works() && line.opened.is_none(),
        "silent" => !line.telling,
        "linkless" => !line.link.works(),
        _ => true,
    }
}

fn list(page: &Page, hall: &Hall, asked: Asked, edits: bool) -> List {
    let language = page.language;
    let needle = Needle::read(&asked.q);
    let mut all: Vec<&Line> = hall
        .roll
        .lines
        .iter()
        .filter(|line| {
            asked
                .filter("progress")
                .is_none_or(|filter| wanted(line, filter))
        })
        .filter(|line| {
            let texts = Texts::default().names(line.names.as_ref());
            needle.as_ref().is_none_or(|needle| needle.finds(&texts))
        })
        .collect();
    match asked.sort.as_deref() {
        Some("waiting") => all.sort_by_key(|line| line.waiting),
        Some("sent") => all.sort_by_key(|line| line.sent),
        Some("agreed") => all.sort_by_key(|line| line.agreed),
        _ => i18n::collate::sort_by_name(language, &mut all, |line| line.name(language).to_owned()),
    }
    if asked.down {
        all.reverse();
    }
    let empty = Empty {
        title: page.t("participants-none"),
        hint: page.t("participants-none-hint"),
        action: edits.then(|| Action::open(page.t("timetable-session-edit"), hall.at("/edit"))),
    };
    let mut list = List::new(language, asked, "participants-roll", empty)
        .named("participants")
        .column("name", "timetable-participant")
        .plain_column("link", "participants-link")
        .plain_column("profile", "participants-profile")
        .number_column("sent", "participants-sent")
        .number_column("waiting", "participants-waiting")
        .number_column("agreed", "participants-agreed")
        .filter(
            "progress",
            "participants-progress",
            Choice::of_codes(language, "participants-filter-", FILTERS),
        )
        .export(
            hall.at("/participants/reminders.xlsx"),
            page.t("participants-reminders"),
        )
        .total(all.len());
    if edits {
        list = list.plain_column("acts", "participants-acts");
    }
    for line in list.asked.clone().slice(&all) {
        list.row(row(page, hall, line, edits));
    }
    list
}

fn row(page: &Page, hall: &Hall, line: &Line, edits: bool) -> Vec<Html> {
    let number = |n: usize| Html::from(n.to_string());
    let name = view(page.language, line.names.as_ref());
    let name = if edits {
        name.link(hall.at(&format!("/participants/{}", line.organisation)))
    } else {
        name
    };
    let profile = match (line.telling, written_by(line)) {
        (true, Some(key)) => Chip::new(Mood::Confirmed, page.t(key)),
        (true, None) => Chip::new(Mood::Confirmed, page.t("participants-telling")),
        (false, _) => Chip::new(Mood::Tentative, page.t("participants-silent")),
    };
    let mut cells = vec![
        name.into(),
        link(page, hall, line),
        profile.into(),
        number(line.sent),
        number(line.waiting),
        number(line.agreed),
    ];
    if edits {
        cells.push(acts(page, hall, line));
    }
    cells
}

/// Where the link stands, and when it was last used.
pub(super) fn link(page: &Page, hall: &Hall, line: &Line) -> Html {
    let zone = &hall.roll.session().zone;
    let when = |at| i18n::dates::instant(page.language, at, &zone.zone());
    let (mood, text) = match line.link {
        LinkState::None => (Mood::Quiet, page.t("participants-link-none")),
        LinkState::Revoked { .. } => (Mood::Quiet, page.t("participants-link-revoked")),
        LinkState::Expired { .. } => (Mood::Quiet, page.t("participants-link-expired")),
        LinkState::Works { seen: None, .. } => {
            (Mood::Tentative, page.t("participants-link-unopened"))
        }
        LinkState::Works {
            seen: Some(seen), ..
        } => (
            Mood::Confirmed,
            page.t1("participants-link-seen", "when", when(seen)),
        ),
    };
    Chip::new(mood, text).into()
}

fn acts(page: &Page, hall: &Hall, line: &Line) -> Html {
    let key = if line.link.works() {
        "participants-link-renew"
    } else {
        "participants-link-new"
    };
    let make = Action::post(page.t(key), hall.at("/links")).with("which", line.organisation);
    let mut acts = vec![make];
    if line.link.works() {
        let href = hall.at(&format!("/links/{}/revoke", line.organisation));
        acts.push(Action::post(page.t("participants-link-revoke"), href).danger());
    }
    Html::joined(acts.into_iter().map(Html::from))
}
