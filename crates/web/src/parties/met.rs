//! Where a party was met, in words.

use app::parties::{Appearance, Met};
use askama::Template;
use domain::missions::Mission;
use domain::programme::ItemState;
use domain::record::Stored;
use domain::text::Localised;

use crate::kit::{Chip, Html, Link, Mood, component};
use crate::page::Page;

/// Appearances of a party by mission.
#[derive(Template)]
#[template(path = "parties/met.html")]
pub(super) struct WhereMet {
    missions: Vec<OfMission>,
    empty: String,
}

component!(WhereMet);

struct OfMission {
    title: Html,
    lines: Vec<Line>,
}

struct Line {
    when: String,
    how: String,
    what: Html,
    state: Option<Chip>,
}

impl WhereMet {
    /// The appearances, those of one mission together, in the order given.
    pub fn new(page: &Page, met: &[Met]) -> Self {
        let mut missions: Vec<(Option<domain::ids::MissionId>, OfMission)> = Vec::new();
        for one in met {
            let id = one.mission.as_ref().map(|m| m.record.id);
            let line = line(page, one);
            match missions.iter_mut().find(|(known, _)| *known == id) {
                Some((_, group)) => group.lines.push(line),
                None => missions.push((
                    id,
                    OfMission {
                        title: title(page, one.mission.as_ref()),
                        lines: vec![line],
                    },
                )),
            }
        }
        Self {
            missions: missions.into_iter().map(|(_, group)| group).collect(),
            empty: page.t("parties-met-nowhere"),
        }
    }
}

fn title(page: &Page, mission: Option<&Stored<Mission>>) -> Html {
    match mission {
        Some(mission) => {
            let title = mission.title.for_reader(page.language);
            Link::new(format!("/missions/{}", mission.code), title).into()
        }
        None => page.t("parties-met-outside").into(),
    }
}

fn line(page: &Page, met: &Met) -> Line {
    let code = met
        .mission
        .as_ref()
        .map(|m| m.code.to_string())
        .unwrap_or_default();
    let at = |tail: &str| format!("/missions/{code}{tail}");
    let item = met.item.as_ref();
    let of_item = |title: &Localised| match item {
        Some(item) if title.is_empty() => {
            linked(page, &item.title, at(&format!("/items/{}", item.id)))
        }
        _ => linked(page, title, at("/programme")),
    };
    let item_or = |tail: &str| match item {
        Some(item) => linked(page, &item.title, at(&format!("/items/{}", item.id))),
        None => linked(page, &Localised::default(), at(tail)),
    };
    let (how, what): (String, Html) = match &met.how {
        Appearance::Heads(_) => (page.t("parties-met-heads"), Html::default()),
        Appearance::Organises(_) => (page.t("parties-met-organises"), Html::default()),
        Appearance::HostsLeg(leg) => (
            page.t("parties-met-hosts"),
            Link::new(at(""), leg.place.display(page.language).text.clone()).into(),
        ),
        Appearance::Hosts(item) => (page.t("parties-met-hosts"), of_item(&item.title)),
        Appearance::TakesPart(part) => (
            page.t(&format!("parties-as-{}", part.role.code())),
            match item {
                Some(_) => item_or("/delegation"),
                None => Link::new(at("/delegation"), page.t("common-nav-delegation")).into(),
            },
        ),
        Appearance::Present(_) => (page.t("parties-met-present"), item_or("/meetings")),
        Appearance::Asks(ask) => (
            page.t("parties-met-asks"),
            linked(page, &ask.text, at("/meetings")),
        ),
        Appearance::IsAsked(ask) => (
            page.t("parties-met-asked"),
            linked(page, &ask.text, at("/meetings")),
        ),
        Appearance::Promises(one) => (
            page.t("parties-met-promises"),
            linked(page, &one.text, at("/meetings")),
        ),
        Appearance::IsPromised(one) => (
            page.t("parties-met-promised"),
            linked(page, &one.text, at("/meetings")),
        ),
        Appearance::Agrees(one) | Appearance::Signs(one) => {
            let key = match met.how {
                Appearance::Signs(_) => "parties-met-signs",
                _ => "parties-met-agrees",
            };
            let address = if met.mission.is_some() {
                at("/agreements")
            } else {
                "/agreements".to_owned()
            };
            (page.t(key), linked(page, &one.title, address))
        }
    };
    let state = item.map(|item| state(page, &item.state));
    Line {
        when: item.map_or_else(String::new, |item| {
            i18n::dates::when(page.language, &item.when)
        }),
        how,
        what,
        state,
    }
}

fn linked(page: &Page, text: &Localised, href: String) -> Html {
    if text.is_empty() {
        return Html::default();
    }
    Link::new(href, text.for_reader(page.language)).into()
}

/// Whether the item was held or is only planned.
fn state(page: &Page, state: &ItemState) -> Chip {
    let mood = if state.is_held() {
        Mood::Confirmed
    } else if state.is_live() {
        Mood::Tentative
    } else {
        Mood::Quiet
    };
    Chip::new(mood, page.t(&format!("programme-state-{}", state.code())))
}
