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
    let item = met.item.as_ref();
    let (how, what) = how(page, met);
    Line {
        when: item.map_or_else(String::new, |item| {
            i18n::dates::when(page.language, &item.when)
        }),
        how,
        what,
        state: item.map(|item| state(page, &item.state)),
    }
}

/// In what way the party appears, and in what.
fn how(page: &Page, met: &Met) -> (String, Html) {
    let in_item = |tail: &str| match &met.item {
        Some(item) => linked(page, &item.title, at(met, &format!("/items/{}", item.id))),
        None => Link::new(at(met, tail), page.t("common-nav-delegation")).into(),
    };
    let words = |text: &Localised| linked(page, text, at(met, "/meetings"));
    let agreed = |title: &Localised| linked(page, title, at(met, "/agreements"));
    let (key, what): (&str, Html) = match &met.how {
        Appearance::Heads(_) => ("parties-met-heads", Html::default()),
        Appearance::Organises(_) => ("parties-met-organises", Html::default()),
        Appearance::HostsLeg(leg) => {
            let place = leg.place.display(page.language).text.clone();
            ("parties-met-hosts", Link::new(at(met, ""), place).into())
        }
        Appearance::Hosts(_) => ("parties-met-hosts", in_item("/programme")),
        Appearance::TakesPart(part) => {
            let role = page.t(&format!("parties-as-{}", part.role.code()));
            return (role, in_item("/delegation"));
        }
        Appearance::Present(_) => ("parties-met-present", in_item("/meetings")),
        Appearance::Asks(ask) => ("parties-met-asks", words(&ask.text)),
        Appearance::IsAsked(ask) => ("parties-met-asked", words(&ask.text)),
        Appearance::Promises(one) => ("parties-met-promises", words(&one.text)),
        Appearance::IsPromised(one) => ("parties-met-promised", words(&one.text)),
        Appearance::Agrees(one) => ("parties-met-agrees", agreed(&one.title)),
        Appearance::Signs(one) => ("parties-met-signs", agreed(&one.title)),
    };
    (page.t(key), what)
}

/// A page of the mission, or of the office where there is no mission.
fn at(met: &Met, tail: &str) -> String {
    match &met.mission {
        Some(mission) => format!("/missions/{}{tail}", mission.code),
        None => tail.to_owned(),
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
