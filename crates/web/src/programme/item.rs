//! The page of a programme item.

use app::missions::Dossier;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::access::{Action as Right, Subject};
use domain::ids::ItemId;
use domain::parties::PartyRef;
use domain::programme::{Item, ItemState, Participation, Side};
use domain::record::{Kind, Stored};

use crate::at_hand;
use crate::kit::{Action, Chip, Facts, Header, Html, Link, Mood, NameView, Need, Needs, Words};
use crate::nav::Section;
use crate::page::Page;
use crate::problem::{Problem, rendered};
use crate::seat::Seat;
use crate::site::Site;

/// Somebody who takes part.
struct Part {
    name: NameView,
    role: String,
    office: Option<Html>,
    count: String,
}

/// The people of one side.
struct SideOf {
    title: String,
    parts: Vec<Part>,
}

#[derive(Template)]
#[template(path = "programme/item.html")]
struct ItemPage {
    page: Page,
    header: Header,
    facts: Facts,
    note: Option<Words>,
    sides: Vec<SideOf>,
    people: Link,
    links: Vec<Link>,
    needs: Needs,
}

/// Shows an item.
pub async fn show(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, ItemId)>,
) -> Result<Response, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    let item = dossier.item(id).ok_or_else(Problem::missing)?;
    let mut page = at_hand::framed(
        seat.page.clone(),
        &dossier,
        Section::Programme,
        "programme-title",
    );
    let language = page.language;
    item.title.for_reader(language).clone_into(&mut page.title);
    let at = |end: &str| format!("/missions/{}/{end}", dossier.mission.code);
    let template = ItemPage {
        header: header(&page, &seat, &dossier, item),
        facts: facts(&page, &dossier, item),
        note: (!item.note.is_empty()).then(|| Words::new(language, &item.note).alone()),
        sides: sides(&page, &dossier, id),
        people: Link::new(at("guests"), page.t("programme-people-edit")),
        links: links(&page, &seat, &dossier, item),
        needs: needs(&page, &seat, &dossier, item),
        page,
    };
    Ok(rendered(&template))
}

fn header(page: &Page, seat: &Seat, dossier: &Dossier, item: &Stored<Item>) -> Header {
    let language = page.language;
    let mission = &dossier.mission;
    let address = format!("/missions/{}", mission.code);
    let here = format!("{address}/items/{}", item.id);
    let mut header = Header::localised(language, &item.title)
        .below(&address, mission.title.for_reader(language))
        .below(format!("{address}/programme"), page.t("programme-title"))
        .fact(super::state_chip(page, &item.state))
        .fact(page.t(&format!("programme-kind-{}", item.kind.code())))
        .fact(i18n::dates::when(language, &item.when));
    if mission.sample {
        header = header.fact(Chip::new(Mood::Quiet, page.t("common-sample")));
    }
    let may = |right| {
        seat.caller
            .may(right, Subject::Record(Kind::Item), Some(mission.id))
    };
    if may(Right::Edit) {
        let edit = Action::open(page.t("common-action-edit"), format!("{here}/edit"));
        let step = Action::open(page.t("programme-step"), format!("{here}/step"));
        header = header.action(edit);
        header = header.action(if item.state.is_held() {
            step
        } else {
            step.main()
        });
    }
    if may(Right::Delete) {
        let next = format!("{address}/programme");
        header = header.action(at_hand::delete(
            page,
            Kind::Item,
            item.id,
            item.version,
            &next,
        ));
    }
    header
}

fn facts(page: &Page, dossier: &Dossier, item: &Item) -> Facts {
    let language = page.language;
    let place = super::place(language, dossier, item);
    let bearer = |party| Html::from(at_hand::bearer(language, dossier.names_of(party), party));
    let hosts: Vec<Html> = item
        .hosts
        .iter()
        .map(|host| bearer(PartyRef::Organisation(*host)))
        .collect();
    let counts: Vec<Html> = item
        .counts
        .iter()
        .map(|count| i18n::numbers::count(language, count).into())
        .collect();
    let some = |list: Vec<Html>| (!list.is_empty()).then(|| Html::listed(list));
    let time = super::times(page, dossier, item);
    let home = time.map(|(_, home)| home).filter(|home| !home.is_empty());
    let spoken: Vec<String> = item.languages.iter().map(|tag| tongue(page, tag)).collect();
    let languages = spoken.join(" – ");
    let interpretation = format!("programme-interpretation-{}", item.interpretation.code());
    let visibility = format!("programme-visibility-{}", item.visibility.code());
    let official = if item.official {
        "common-yes"
    } else {
        "common-no"
    };
    Facts::default()
        .known(
            page.t("programme-place"),
            (!place.is_empty()).then_some(place),
        )
        .known(page.t("programme-home-time"), home)
        .known(page.t("programme-hosts"), some(hosts))
        .known(page.t("programme-counts"), some(counts))
        .with(page.t("programme-official"), page.t(official))
        .known(
            page.t("programme-languages"),
            (!languages.is_empty()).then_some(languages),
        )
        .with(page.t("programme-interpretation"), page.t(&interpretation))
        .with(page.t("programme-visibility"), page.t(&visibility))
        .known(page.t("missions-source"), sources(page, item))
}

/// A language by its name, or by its tag where the program does not speak it.
fn tongue(page: &Page, tag: &str) -> String {
    match domain::language::Language::from_code(tag) {
        Some(language) => page.t(&format!("common-language-{}", language.code())),
        None => tag.to_owned(),
    }
}

/// What is known of the item's holding, and where the record comes from.
fn sources(page: &Page, item: &Item) -> Option<Html> {
    let mut lines: Vec<Html> = item.source.iter().map(at_hand::cited).collect();
    match &item.state {
        ItemState::Held {
            source,
            was_planned,
        } => {
            let new = source
                .iter()
                .filter(|source| item.source.as_ref() != Some(source));
            lines.extend(new.map(at_hand::cited));
            if *was_planned {
                lines.push(page.t("programme-was-planned").into());
            }
        }
        ItemState::Cancelled { cause } | ItemState::Postponed { cause } => {
            lines.push(page.t1("programme-cause-of", "cause", cause).into());
        }
        ItemState::Tentative | ItemState::Requested | ItemState::Confirmed => {}
    }
    (!lines.is_empty()).then(|| Html::listed(lines))
}

fn sides(page: &Page, dossier: &Dossier, item: ItemId) -> Vec<SideOf> {
    [
        (Side::Home, "programme-side-home"),
        (Side::Host, "programme-side-host"),
    ]
    .into_iter()
    .map(|(side, key)| SideOf {
        title: page.t(key),
        parts: dossier
            .part_in(item)
            .filter(|part| part.side == side)
            .map(|part| one(page, dossier, part))
            .collect(),
    })
    .filter(|side| !side.parts.is_empty())
    .collect()
}

fn one(page: &Page, dossier: &Dossier, part: &Participation) -> Part {
    let language = page.language;
    let posts: Vec<&str> = part
        .posts
        .iter()
        .filter_map(|post| dossier.posts.get(post))
        .map(|post| post.title.for_reader(language))
        .collect();
    let body = part.organisation.map(PartyRef::Organisation);
    let office = match (posts.is_empty(), body) {
        (false, _) => Some(posts.join(" · ").into()),
        (true, Some(body)) => Some(at_hand::bearer(language, dossier.names_of(body), body).into()),
        (true, None) => None,
    };
    let count = part.count.as_ref();
    Part {
        name: at_hand::bearer(language, dossier.names_of(part.party), part.party),
        role: page.t(&format!("programme-role-{}", part.role.code())),
        office,
        count: count
            .map(|count| i18n::numbers::count(language, count))
            .unwrap_or_default(),
    }
}

fn links(page: &Page, seat: &Seat, dossier: &Dossier, item: &Item) -> Vec<Link> {
    let mission = &dossier.mission;
    let at = |end: &str| format!("/missions/{}/{end}", mission.code);
    let mut links = Vec::new();
    if dossier
        .meetings
        .iter()
        .any(|meeting| meeting.item == item.id)
    {
        links.push(Link::new(at("meetings"), page.t("programme-records")));
    }
    let asks = dossier
        .asks
        .iter()
        .filter(|ask| ask.item == item.id)
        .count();
    if asks > 0 {
        links.push(Link::new(at("meetings"), page.n("programme-asks", asks)));
    }
    if seat
        .caller
        .may(Right::View, Subject::Audit, Some(mission.id))
    {
        let history = format!("/records/item/{}/history", item.id);
        links.push(Link::new(history, page.t("missions-tool-history")));
    }
    links
}

fn needs(page: &Page, seat: &Seat, dossier: &Dossier, item: &Item) -> Needs {
    let mission = Some(dossier.mission.id);
    let edits = seat
        .caller
        .may(Right::Edit, Subject::Record(Kind::Item), mission);
    let reasons = super::reasons(page, dossier, dossier.clashes(), item);
    let edit = format!("/missions/{}/items/{}/edit", dossier.mission.code, item.id);
    let list = reasons
        .into_iter()
        .map(|text| Need {
            title: page.n("programme-clash-title", 1),
            text,
            action: edits.then(|| Action::open(page.t("common-action-edit"), edit.clone())),
        })
        .collect();
    Needs::new(page.language, list)
}
