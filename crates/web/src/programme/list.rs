//! The programme as a list.

use askama::Template;
use axum::response::Response;
use domain::programme::{Item, ItemKind};
use domain::record::Stored;

use super::board::View;
use crate::form::Choice;
use crate::kit::{Action, Empty, Header, Html, People, Words};
use crate::list::{Asked, List};
use crate::page::Page;
use crate::problem::rendered;

/// The states of an item, in the order of the process.
const STATES: [&str; 6] = [
    "tentative",
    "requested",
    "confirmed",
    "held",
    "cancelled",
    "postponed",
];
/// The bubbles in a row.
const BUBBLES: usize = 4;

#[derive(Template)]
#[template(path = "missions/list.html")]
struct ListPage {
    page: Page,
    header: Header,
    list: List,
}

/// Shows the list.
pub fn page(view: &View<'_>, asked: Asked, adds: bool) -> Response {
    let header = super::show::header(view.page, view.dossier, adds, "list");
    let mut items: Vec<&Stored<Item>> = view
        .dossier
        .items
        .iter()
        .filter(|item| matches(view, item, &asked))
        .collect();
    if asked.sort.as_deref() == Some("title") {
        let language = view.page.language;
        i18n::collate::sort_by_name(language, &mut items, |item| {
            item.title.for_reader(language).to_owned()
        });
    }
    if asked.down {
        items.reverse();
    }
    let list = list(view, asked, &items, adds);
    rendered(&ListPage {
        page: view.page.clone(),
        header,
        list,
    })
}

fn matches(view: &View<'_>, item: &Item, asked: &Asked) -> bool {
    let is = |name: &str, code: &str| asked.filter(name).is_none_or(|wanted| wanted == code);
    let leg = item.leg.map(|leg| leg.to_string()).unwrap_or_default();
    let words = asked.q.to_lowercase();
    let holds = |text: &str| text.to_lowercase().contains(&words);
    let names = || super::people(view.dossier, view.page.language, item);
    let clashing =
        asked.filter("clashes").is_none() || view.clashes.iter().any(|clash| clash.item == item.id);
    is("state", item.state.code())
        && is("kind", item.kind.code())
        && is("leg", &leg)
        && clashing
        && (item.title.iter().any(|(_, text)| holds(text))
            || item.venue.iter().any(|(_, text)| holds(text))
            || names().iter().any(|name| holds(name)))
}

fn list(view: &View<'_>, asked: Asked, items: &[&Stored<Item>], adds: bool) -> List {
    let (page, dossier) = (view.page, view.dossier);
    let language = page.language;
    let code = &dossier.mission.code;
    let new = format!("/missions/{code}/items/new");
    let empty = Empty {
        title: page.t("programme-empty"),
        hint: page.t("programme-empty-hint"),
        action: adds.then(|| Action::open(page.t("programme-new"), new).main()),
    };
    let cities = dossier
        .legs
        .iter()
        .map(|leg| Choice::new(leg.id, leg.place.display(language).text.clone()))
        .collect();
    let kinds = ItemKind::ALL.iter().map(|kind| kind.code());
    let lists = format!("/missions/{code}/lists/programme");
    let mut list = List::new(language, asked, "programme-title", empty)
        .export(format!("{lists}.xlsx"), "XLSX")
        .export(format!("{lists}.csv"), "CSV")
        .column("title", "programme-name")
        .column("when", "programme-when")
        .plain_column("place", "programme-place")
        .plain_column("kind", "programme-kind")
        .plain_column("state", "programme-state")
        .plain_column("people", "programme-people")
        .filter("leg", "programme-leg", cities)
        .filter(
            "kind",
            "programme-kind",
            Choice::of_codes(language, "programme-kind-", kinds),
        )
        .filter(
            "state",
            "programme-state",
            Choice::of_codes(language, "programme-state-", STATES),
        )
        .keeping("view", "list")
        .total(items.len());
    for item in list.asked.clone().slice(items) {
        list.row(row(view, item));
    }
    list
}

fn row(view: &View<'_>, item: &Item) -> Vec<Html> {
    let (page, dossier) = (view.page, view.dossier);
    let language = page.language;
    let href = format!("/missions/{}/items/{}", dossier.mission.code, item.id);
    let when = match (super::times(page, dossier, item), item.when.first_day()) {
        (Some((local, home)), Some(day)) => {
            let day = i18n::dates::full(language, day);
            let times = [day, local, home];
            times
                .into_iter()
                .filter(|t| !t.is_empty())
                .map(Html::from)
                .collect()
        }
        _ => vec![Html::from(i18n::dates::when(language, &item.when))],
    };
    let mut state = vec![Html::from(super::state_chip(page, &item.state))];
    state.extend(
        super::reasons(page, dossier, view.clashes, item)
            .into_iter()
            .map(Html::from),
    );
    let names = super::people(dossier, language, item);
    let people = if names.is_empty() {
        Html::default()
    } else {
        People::new(language, &names, BUBBLES).into()
    };
    vec![
        Words::new(language, &item.title).link(href).into(),
        Html::listed(when),
        super::place(language, dossier, item),
        page.t(&format!("programme-kind-{}", item.kind.code()))
            .into(),
        Html::listed(state),
        people,
    ]
}
