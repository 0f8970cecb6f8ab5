//! The programme page: board, list or print view.

use app::missions::{Clash, Dossier};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::access::{Action as Right, Subject};
use domain::language::Language;
use domain::parties::PartyRef;
use domain::programme::Item;
use domain::record::Kind;
use domain::time::When;
use jiff::civil::Date;

use super::board::{Board, Card, View};
use super::{days, list, print};
use crate::at_hand;
use crate::form::Choice;
use crate::kit::{Action, Empty, Header, Link, Need, Needs, Tabs};
use crate::list::Asked;
use crate::nav::Section;
use crate::page::Page;
use crate::problem::{Problem, rendered};
use crate::seat::Seat;
use crate::site::Site;

/// Items that wait for a day, under what is known of it.
struct Tray {
    title: String,
    cards: Vec<Card>,
}

#[derive(Template)]
#[template(path = "programme/board.html")]
struct BoardPage {
    page: Page,
    header: Header,
    tabs: Tabs,
    address: String,
    day: String,
    people: Vec<Choice>,
    person: String,
    board: Option<Board>,
    trays: Vec<Tray>,
    empty: Empty,
    needs: Needs,
}

/// Shows the programme.
pub async fn show(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    let title = "programme-title";
    let page = at_hand::framed(seat.page.clone(), &dossier, Section::Programme, title);
    let clashes = dossier.clashes();
    let view = View {
        page: &page,
        dossier: &dossier,
        clashes,
        now: site.clock().now(),
    };
    let mission = Some(dossier.mission.id);
    let adds = seat
        .caller
        .may(Right::Create, Subject::Record(Kind::Item), mission);
    match asked.filter("view") {
        Some("list") => Ok(list::page(&view, asked, adds)),
        Some("print") => Ok(print::page(&view)),
        _ => Ok(board(&view, &asked, adds)),
    }
}

fn board(view: &View<'_>, asked: &Asked, adds: bool) -> Response {
    let (page, dossier) = (view.page, view.dossier);
    let days = days::of(dossier);
    let today = dossier.mission.home_zone.local(view.now).date();
    let day = days::opened(&days, asked.filter("day"), dossier, today);
    let person = asked.filter("person").and_then(at_hand::party);
    let shown = |item: &Item| {
        person.is_none_or(|person| dossier.part_in(item.id).any(|part| part.party == person))
    };
    let address = format!("/missions/{}/programme", dossier.mission.code);
    let template = BoardPage {
        header: header(page, dossier, adds, "board"),
        tabs: tabs(page, &address, &days, day, person),
        day: day.map(|day| day.to_string()).unwrap_or_default(),
        people: people(dossier, page.language),
        person: person.map(at_hand::code).unwrap_or_default(),
        board: day.map(|day| view.board(day, &shown)),
        trays: trays(view, day, &shown),
        empty: empty(page, dossier, adds),
        needs: needs(page, dossier, view.clashes),
        address,
        page: page.clone(),
    };
    rendered(&template)
}

/// The head of the programme in every view.
pub(super) fn header(page: &Page, dossier: &Dossier, adds: bool, now: &str) -> Header {
    let mission = &dossier.mission;
    let language = page.language;
    let address = format!("/missions/{}", mission.code);
    let mut header = Header::new(page.t("programme-title"))
        .below(&address, mission.title.for_reader(language))
        .fact(i18n::dates::period(language, &mission.when))
        .fact(page.n("programme-counted", dossier.items.len()));
    let programme = format!("{address}/programme");
    let views = [
        ("board", "programme-board"),
        ("list", "programme-list"),
        ("print", "programme-print"),
    ];
    for (view, key) in views.into_iter().filter(|(view, _)| *view != now) {
        header = header.action(Action::open(
            page.t(key),
            format!("{programme}?view={view}"),
        ));
    }
    if adds {
        let new = format!("{address}/items/new");
        header = header.action(Action::open(page.t("programme-new"), new).main());
    }
    header
}

fn tabs(
    page: &Page,
    address: &str,
    days: &[Date],
    day: Option<Date>,
    person: Option<PartyRef>,
) -> Tabs {
    let end = person
        .map(|p| format!("&person={}", at_hand::code(p)))
        .unwrap_or_default();
    days.iter()
        .fold(Tabs::new(page.t("programme-days")), |tabs, one| {
            let label = i18n::dates::tab(page.language, *one);
            tabs.tab(
                format!("{address}?day={one}{end}"),
                label,
                Some(*one) == day,
            )
        })
}

/// Everybody who takes part in something, for the filter.
fn people(dossier: &Dossier, language: Language) -> Vec<Choice> {
    let takers = dossier.takers(language).iter();
    takers
        .map(|party| Choice::new(at_hand::code(*party), dossier.name_of(*party, language)))
        .collect()
}

/// Items that are on no day surely: within some days, or at a time nobody published.
fn trays(view: &View<'_>, day: Option<Date>, shown: &dyn Fn(&Item) -> bool) -> Vec<Tray> {
    let page = view.page;
    let mut trays: Vec<Tray> = Vec::new();
    for item in view.dossier.items.iter().filter(|item| shown(item)) {
        let title = match &item.when {
            When::Exact { .. } | When::Day { .. } => continue,
            When::Span { from, to } => {
                if day.is_some_and(|day| day < *from || day > *to) {
                    continue;
                }
                i18n::dates::when(page.language, &item.when)
            }
            When::NotPublished { .. } => page.t("programme-some-day"),
        };
        let mut card = view.card(item);
        // A tray stands under no city, so its cards name theirs.
        card.city = item
            .leg
            .and_then(|leg| view.dossier.leg(leg))
            .map(|leg| leg.place.display(page.language).text.clone())
            .unwrap_or_default();
        match trays.iter_mut().find(|tray| tray.title == title) {
            Some(tray) => tray.cards.push(card),
            None => trays.push(Tray {
                title,
                cards: vec![card],
            }),
        }
    }
    trays
}

fn empty(page: &Page, dossier: &Dossier, adds: bool) -> Empty {
    let code = &dossier.mission.code;
    let (hint, label, end) = if dossier.legs.is_empty() {
        ("programme-empty-legs", "missions-leg-new", "legs/new")
    } else {
        ("programme-empty-hint", "programme-new", "items/new")
    };
    let action = Action::open(page.t(label), format!("/missions/{code}/{end}")).main();
    Empty {
        title: page.t("programme-empty"),
        hint: page.t(hint),
        action: adds.then_some(action),
    }
}

/// The clashes of all days, beside the board.
fn needs(page: &Page, dossier: &Dossier, clashes: &[Clash]) -> Needs {
    let language = page.language;
    let list = dossier
        .items
        .iter()
        .filter_map(|item| {
            let reasons = super::reasons(page, dossier, clashes, item);
            let text = reasons.join(" ");
            let href = format!("/missions/{}/items/{}", dossier.mission.code, item.id);
            let when = i18n::dates::when(language, &item.when);
            (!reasons.is_empty()).then(|| Need {
                title: item.title.for_reader(language).to_owned(),
                text: format!("{when}. {text}"),
                action: Some(Action::open(page.t("programme-clash-open"), href)),
            })
        })
        .collect();
    Needs::new(language, list)
}

impl BoardPage {
    /// Whether there is nothing at all to show.
    fn bare(&self) -> bool {
        self.board
            .as_ref()
            .is_none_or(|board| board.cities.is_empty())
            && self.trays.is_empty()
    }

    /// Where the filter by person is lifted.
    fn everybody(&self) -> Link {
        Link::new(
            format!("{}?day={}", self.address, self.day),
            self.page.t("programme-show-all"),
        )
    }
}
