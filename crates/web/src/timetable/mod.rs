//! Matchmaking sessions: who meets whom, when and where; the run, the board, the versions.

mod acts;
mod agenda;
mod board;
mod clash;
mod crew;
mod edit;
mod hand;
mod happening;
mod interpreter;
mod kept;
mod lit;
mod mended;
mod messages;
mod numbers;
mod people;
mod places;
mod proved;
mod publish;
mod quality;
mod repairs;
mod replan;
mod requests;
mod run;
mod sessions;
mod several;
mod sheets;
mod show;
mod told;
mod unplaced;
mod versions;
mod wish;

use app::missions::Dossier;
use app::timetables::{Coming, SessionFile};
use axum::Router;
use axum::routing::{get, post};
use domain::access::{Action as Right, Subject};
use domain::ids::{MatchmakingId, OrganisationId, PersonId, RequestId, TimetableId};
use domain::interpreting::LanguagePair;
use domain::language::Language;
use domain::matchmaking::{Placement, Slot, Timetable};
use domain::parties::PartyRef;
use domain::record::Kind;

use crate::at_hand;
use crate::kit::{Action, Chip, Mood, NameView};
use crate::nav::Section;
use crate::page::Page;
use crate::problem::Problem;
use crate::seat::Seat;
use crate::site::Site;

/// The addresses of sessions and their timetables.
pub fn routes() -> Router<Site> {
    Router::new()
        .merge(mending())
        .merge(taken())
        .route("/missions/{code}/timetable", get(sessions::show))
        .route(
            "/missions/{code}/timetable/new",
            get(edit::blank).post(edit::create),
        )
        .route("/missions/{code}/timetable/{id}", get(show::show))
        .route(
            "/missions/{code}/timetable/{id}/edit",
            get(edit::edit).post(edit::save),
        )
        .route(
            "/missions/{code}/timetable/{id}/places",
            get(places::show).post(places::save),
        )
        .route(
            "/missions/{code}/timetable/{id}/run",
            get(run::show).post(acts::run),
        )
        .route(
            "/missions/{code}/timetable/{id}/run.json",
            get(acts::progress),
        )
        .route("/missions/{code}/timetable/{id}/stop", post(acts::stop))
        .route(
            "/missions/{code}/timetable/{id}/publish",
            get(publish::preview).post(acts::publish),
        )
        .route("/missions/{code}/timetable/{id}/name", post(acts::name))
        .route("/missions/{code}/timetable/{id}/advice", post(acts::advise))
        .route(
            "/missions/{code}/timetable/{id}/advice.json",
            get(acts::advice),
        )
        .route("/missions/{code}/timetable/{id}/fix", post(acts::fix))
        .route(
            "/missions/{code}/timetable/{id}/move",
            get(hand::show).post(hand::act),
        )
        .route(
            "/missions/{code}/timetable/{id}/places.json",
            get(lit::places),
        )
        .route("/missions/{code}/timetable/{id}/undo", post(hand::undo))
        .route("/missions/{code}/timetable/{id}/lock", post(hand::lock))
        .route("/missions/{code}/timetable/{id}/unlock", post(hand::unlock))
        .route(
            "/missions/{code}/timetable/{id}/requests/new",
            get(wish::blank).post(wish::create),
        )
        .route(
            "/missions/{code}/timetable/{id}/requests/{request}",
            get(wish::edit).post(wish::save),
        )
        .route(
            "/missions/{code}/timetable/{id}/agenda/{organisation}",
            get(agenda::show),
        )
}

/// The addresses at which a timetable is mended and a request finds a place.
fn mending() -> Router<Site> {
    Router::new()
        .route(
            "/missions/{code}/timetable/{id}/repairs/{request}",
            get(repairs::show).post(repairs::attempt),
        )
        .route(
            "/missions/{code}/timetable/{id}/repairs/{request}/search",
            post(repairs::search),
        )
        .route(
            "/missions/{code}/timetable/{id}/repairs/{request}/search.json",
            get(repairs::progress),
        )
        .route(
            "/missions/{code}/timetable/{id}/repairs/{request}/stop",
            post(repairs::stop),
        )
        .route(
            "/missions/{code}/timetable/{id}/replan",
            get(replan::blank).post(replan::mend),
        )
}

/// The addresses of the people of a session.
fn crews() -> Router<Site> {
    Router::new()
        .route(
            "/missions/{code}/timetable/{id}/people",
            get(crew::edit).post(crew::save),
        )
        .route(
            "/missions/{code}/timetable/{id}/interpreters/{person}",
            get(interpreter::show),
        )
}

/// The addresses of what is taken out of a session.
fn taken() -> Router<Site> {
    Router::new()
        .merge(crews())
        .route(
            "/missions/{code}/timetable/{id}/messages",
            get(messages::show).post(messages::take),
        )
        .route(
            "/missions/{code}/timetable/{id}/lists/{file}",
            get(sheets::list),
        )
}

/// A session with its mission, as every page of the subject needs it.
struct Frame {
    dossier: Dossier,
    file: SessionFile,
    /// Whether the reader may change requests.
    changes: bool,
    /// Whether the reader may make timetables, also by hand.
    moves: bool,
    /// Whether the reader may publish.
    publishes: bool,
    /// Whether the reader may take documents out.
    exports: bool,
    /// Whether the reader may take out what participants are told.
    tells: bool,
}

impl Frame {
    /// Loads it; a session of another mission is missing.
    async fn load(
        site: &Site,
        seat: &Seat,
        code: &str,
        id: MatchmakingId,
    ) -> Result<Self, Problem> {
        let dossier = site.app().dossier_by_code(&seat.caller, code).await?;
        let file = site.app().session_file(&seat.caller, id).await?;
        if file.session.mission != dossier.mission.id {
            return Err(Problem::missing());
        }
        let mut frame = Self {
            dossier,
            file,
            changes: false,
            moves: false,
            publishes: false,
            exports: false,
            tells: false,
        };
        frame.changes = frame.may(seat, Right::Edit, Kind::Request);
        frame.exports = frame.may(seat, Right::Export, Kind::Document);
        frame.tells = frame.may(seat, Right::Export, Kind::Profile);
        frame.publishes = frame.may(seat, Right::Edit, Kind::Matchmaking);
        frame.moves = frame.may(seat, Right::Create, Kind::Timetable);
        Ok(frame)
    }

    /// Loads it for somebody who must have a right.
    async fn open(
        site: &Site,
        seat: &Seat,
        (code, id): (&str, MatchmakingId),
        (right, kind): (Right, Kind),
    ) -> Result<Self, Problem> {
        let frame = Self::load(site, seat, code, id).await?;
        frame.ask(seat, right, kind)?;
        Ok(frame)
    }

    /// An address of the session.
    fn at(&self, tail: &str) -> String {
        let (code, id) = (&self.dossier.mission.code, self.file.session.id);
        format!("/missions/{code}/timetable/{id}{tail}")
    }

    /// The name of a participant, with the way to its page.
    fn name(&self, language: Language, id: OrganisationId) -> NameView {
        let names = self.file.organisations.get(&id).map(|o| &o.record.names);
        at_hand::bearer(language, names, PartyRef::Organisation(id))
    }

    /// Who is named for a meeting: of the first side, of the second, and who interprets.
    fn who(&self, language: Language, placed: &Placement) -> [Option<String>; 3] {
        let name = |id: PersonId| self.file.name_of_person(id, language).to_owned();
        let side = |one: Option<domain::interpreting::Attendee>| one?.person().map(name);
        [
            side(placed.from_person),
            side(placed.to_person),
            placed.interpreter.map(name),
        ]
    }

    /// Who comes to a meeting, one line each: the people of both sides, the second side's first
    /// where it reads, then who interprets.
    fn attending(&self, language: Language, placed: &Placement, second: bool) -> Vec<String> {
        let coming = Coming::to(placed);
        let seen = if second { coming.turned() } else { coming };
        self.file.coming(language, &seen)
    }

    /// Time, table and who comes, in one line; or that there is no place.
    fn told(&self, language: Language, place: Option<(u32, u32)>, who: &Coming) -> String {
        let Some((slot, table)) = place else {
            return i18n::t(language, "timetable-no-place", &[]);
        };
        let args = [
            ("time", self.clock(slot).into()),
            ("table", self.table(table).into()),
        ];
        let mut parts = vec![i18n::t(language, "timetable-place", &args)];
        parts.extend(self.file.coming(language, who));
        parts.join(" · ")
    }

    /// What a list calls a participant.
    fn called(&self, language: Language, id: OrganisationId) -> String {
        self.file.name_of(id, language).to_owned()
    }

    /// The clock time at which a slot begins.
    fn clock(&self, slot: u32) -> String {
        let found = self.file.session.slots.get(slot as usize);
        found.map_or_else(String::new, |slot| i18n::dates::time(slot.start.time()))
    }

    /// What the sign of a table says.
    fn table(&self, table: u32) -> String {
        self.file.session.sign(table)
    }

    /// What the signs of somebody's booths say.
    fn booths(&self, language: Language, owner: OrganisationId) -> String {
        let tables = self.file.session.tables.iter();
        let own = tables.filter(|table| table.owner == Some(owner));
        language.listed(own.map(|table| table.name.as_str()))
    }

    /// Several slots by their clock times.
    fn clocks(&self, language: Language, slots: &[u32]) -> String {
        language.listed(slots.iter().map(|slot| self.clock(*slot)))
    }

    /// Whether the reader may do something to records of a kind of this mission.
    fn may(&self, seat: &Seat, right: Right, kind: Kind) -> bool {
        seat.caller
            .may(right, Subject::Record(kind), Some(self.dossier.mission.id))
    }

    /// Asks the access rule before anything that was typed is read.
    fn ask(&self, seat: &Seat, right: Right, kind: Kind) -> Result<(), Problem> {
        let subject = Subject::Record(kind);
        Ok(seat
            .caller
            .ask(right, subject, Some(self.dossier.mission.id))?)
    }

    /// The way to all prints, for those who may take documents out.
    fn prints(&self, page: &Page) -> Option<Action> {
        let way = format!("/missions/{}/documents", self.dossier.mission.code);
        self.exports
            .then(|| Action::open(page.t("requests-prints"), way))
    }

    /// Where the timetable of one company or interpreter is printed.
    fn print_of(&self, language: Language, who: PartyRef) -> Option<String> {
        let code = &self.dossier.mission.code;
        let kind = match who {
            PartyRef::Organisation(_) => "timetable",
            PartyRef::Person(_) => "interpreters",
        };
        let subject = at_hand::code(who);
        let way = format!(
            "/missions/{code}/documents/preview?kind={kind}&language={language}&form=pdf&subject={subject}"
        );
        self.exports.then_some(way)
    }

    /// The page of a request, for those who may change it.
    fn request_at(&self, id: RequestId) -> Option<String> {
        self.changes.then(|| self.at(&format!("/requests/{id}")))
    }

    /// The page on which a meeting of a timetable is moved, for those who may; a board makes it
    /// a thing to drag.
    fn move_at(&self, timetable: TimetableId, request: RequestId) -> Option<String> {
        let way = format!("/move?timetable={timetable}&request={request}");
        self.moves.then(|| self.at(&way))
    }

    /// The page of what would make room for a request in a timetable, or what is below it.
    fn ways_at(&self, request: RequestId, below: &str, number: u32) -> String {
        self.at(&format!("/repairs/{request}{below}?version={number}"))
    }

    /// The button that looks for what would make room for a request.
    fn search_for(&self, label: String, request: RequestId, timetable: TimetableId) -> Action {
        let at = self.at(&format!("/repairs/{request}/search"));
        Action::post(label, at).with("timetable", timetable)
    }

    /// The frame of a page of this session, which the tab in the browser names.
    fn framed(&self, page: Page) -> Page {
        let title = self.file.session.title.for_reader(page.language).to_owned();
        let mut page = at_hand::framed(page, &self.dossier, Section::Timetable, "timetable-title");
        page.title = title;
        page
    }
}

/// Two languages by their names.
fn pair(language: Language, pair: &LanguagePair) -> String {
    i18n::languages::pair(language, pair.one.as_str(), pair.other.as_str())
}

/// The day and hours of a session in one line.
fn hours(language: Language, slots: &[Slot]) -> String {
    let (Some(first), Some(last)) = (slots.first(), slots.last()) else {
        return String::new();
    };
    if first.start.date() == last.end.date() {
        let day = i18n::dates::full(language, first.start.date());
        let span = i18n::dates::time_span(first.start.time(), last.end.time());
        // Chinese sets no comma between the day and the hour.
        let between = match language {
            Language::ZhHans => " ",
            Language::En | Language::De => ", ",
        };
        return format!("{day}{between}{span}");
    }
    i18n::dates::span(language, first.start.date(), last.end.date())
}

/// What is proved of a timetable, in a word or two.
fn proof(page: &Page, timetable: &Timetable) -> Chip {
    let bounded = timetable
        .bound
        .is_some_and(|bound| timetable.weight >= bound);
    let (mood, key) = match timetable.status.as_str() {
        "optimal" => (Mood::Confirmed, "timetable-proof-best"),
        "by_hand" => (Mood::Tentative, "board-by-hand"),
        "optimal_count" => (Mood::Confirmed, "runs-proof-most"),
        "feasible_count" | "stopped_count" => (Mood::Tentative, "runs-found-most"),
        _ if bounded => (Mood::Confirmed, "timetable-proof-weight"),
        "stopped" => (Mood::Tentative, "timetable-proof-stopped"),
        _ => (Mood::Tentative, "timetable-proof-found"),
    };
    Chip::new(mood, page.t(key))
}

/// The number of a timetable and, where it has one, its name.
fn titled(page: &Page, timetable: &Timetable) -> String {
    let number = page.t1("timetable-number", "number", timetable.number.to_string());
    if timetable.name.is_empty() {
        return number;
    }
    page.t2(
        "versions-titled",
        ("number", number),
        ("name", timetable.name.clone()),
    )
}

/// A number in the reader's language.
fn number(language: Language, count: usize) -> String {
    i18n::numbers::grouped(language, i64::try_from(count).unwrap_or(i64::MAX))
}
