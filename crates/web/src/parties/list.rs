//! The directory as a list.

use app::Caller;
use app::parties::{Directory, Entry, Listing};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::access::Action as Right;
use domain::language::Language;
use domain::parties::{OrganisationKind, PartyRef};
use domain::record::Kind;

use super::may;
use crate::at_hand::{self, href};
use crate::form::Choice;
use crate::kit::{Action, Chip, Empty, Header, Html, Mood, NameView, Tabs};
use crate::list::{Asked, List, PAGE};
use crate::page::{Page, Section};
use crate::problem::{Problem, rendered};
use crate::seat::Seat;
use crate::site::Site;

#[derive(Template)]
#[template(path = "parties/list.html")]
struct Show {
    page: Page,
    header: Header,
    tabs: Tabs,
    list: List,
}

pub(super) async fn all(
    State(site): State<Site>,
    seat: Seat,
    asked: Asked,
) -> Result<Response, Problem> {
    show(&site, seat, asked, None).await
}

pub(super) async fn organisations(
    State(site): State<Site>,
    seat: Seat,
    asked: Asked,
) -> Result<Response, Problem> {
    show(&site, seat, asked, Some(Kind::Organisation)).await
}

pub(super) async fn people(
    State(site): State<Site>,
    seat: Seat,
    asked: Asked,
) -> Result<Response, Problem> {
    show(&site, seat, asked, Some(Kind::Person)).await
}

async fn show(
    site: &Site,
    seat: Seat,
    asked: Asked,
    kind: Option<Kind>,
) -> Result<Response, Problem> {
    let wanted = Directory {
        kind,
        text: &asked.q,
        organisation_kind: asked.filter("kind").and_then(OrganisationKind::from_code),
        country: asked.filter("country"),
        unresolved: asked.filter("state") == Some("unresolved"),
        deleted: asked.filter("state") == Some("deleted"),
        skip: asked.offset(),
        limit: PAGE,
    };
    let listing = site.app().directory(&seat.caller, &wanted).await?;
    let deleted = wanted.deleted;
    let page = seat.page.at(Section::Directory, "parties-title");
    let header = header(&page, &seat.caller);
    let tabs = tabs(&page, kind, &asked.q);
    let list = table(&page, &seat.caller, asked, (kind, deleted), &listing);
    Ok(rendered(&Show {
        page,
        header,
        tabs,
        list,
    }))
}

fn header(page: &Page, caller: &Caller) -> Header {
    let mut header = Header::new(page.t("parties-title"));
    if may(caller, Right::Create, Kind::Person) {
        let address = "/directory/people/new";
        header = header.action(Action::open(page.t("parties-person-new"), address));
    }
    if may(caller, Right::Create, Kind::Organisation) {
        let address = "/directory/organisations/new";
        header = header.action(Action::open(page.t("parties-organisation-new"), address).main());
    }
    header
}

fn tabs(page: &Page, kind: Option<Kind>, q: &str) -> Tabs {
    let query: String = form_urlencoded::byte_serialize(q.as_bytes()).collect();
    let end = if q.is_empty() {
        query
    } else {
        format!("?q={query}")
    };
    let at = |path: &str| format!("{path}{end}");
    Tabs::new(page.t("common-tabs"))
        .tab(at("/directory"), page.t("parties-all"), kind.is_none())
        .tab(
            at("/directory/organisations"),
            page.t("parties-organisations"),
            kind == Some(Kind::Organisation),
        )
        .tab(
            at("/directory/people"),
            page.t("parties-people"),
            kind == Some(Kind::Person),
        )
}

fn table(
    page: &Page,
    caller: &Caller,
    asked: Asked,
    (kind, deleted): (Option<Kind>, bool),
    listing: &Listing,
) -> List {
    let language = page.language;
    let empty = Empty {
        title: page.t("parties-empty"),
        hint: page.t("parties-empty-hint"),
        action: may(caller, Right::Create, Kind::Organisation).then(|| {
            Action::open(
                page.t("parties-organisation-new"),
                "/directory/organisations/new",
            )
            .main()
        }),
    };
    let name = if kind == Some(Kind::Person) {
        "people"
    } else {
        "organisations"
    };
    let mut list = List::new(language, asked, "parties-title", empty)
        .export(format!("/directory/lists/{name}.xlsx"), "XLSX")
        .export(format!("/directory/lists/{name}.csv"), "CSV")
        .plain_column("name", "parties-name")
        .plain_column("what", "parties-what")
        .plain_column("where", "parties-where")
        .total(listing.total);
    if kind != Some(Kind::Person) {
        let codes = OrganisationKind::ALL.iter().map(|k| k.code());
        let kinds = Choice::of_codes(language, "parties-kind-", codes);
        list = list.filter("kind", "parties-kind", kinds);
        let countries = listing.countries.iter();
        let mut countries: Vec<(String, &String)> = countries
            .map(|code| (i18n::countries::name(language, code), code))
            .collect();
        i18n::collate::sort_by_name(language, &mut countries, |one| one.0.clone());
        let countries = countries.into_iter();
        let countries = countries
            .map(|(name, code)| Choice::new(code, name))
            .collect();
        if !listing.countries.is_empty() {
            list = list.filter("country", "parties-country", countries);
        }
    }
    let states = Choice::of_codes(language, "parties-state-", ["unresolved", "deleted"]);
    list = list.filter("state", "parties-state", states);
    for entry in &listing.entries {
        list.row(row(page, caller, listing, entry, deleted));
    }
    list
}

fn row(page: &Page, caller: &Caller, listing: &Listing, entry: &Entry, deleted: bool) -> Vec<Html> {
    let language = page.language;
    let party = entry.party();
    let name = NameView::new(language, entry.names());
    let name = if deleted {
        name
    } else {
        name.link(href(party))
    };
    let (what, place) = match entry {
        Entry::Organisation(one) => {
            let code = one.record.kind.code();
            let country = one.record.country.as_deref().unwrap_or_default();
            let country = i18n::countries::name(language, country);
            let parts = [one.record.seat.as_str(), &country];
            let parts: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
            (page.t(&format!("parties-kind-{code}")), parts.join(" · "))
        }
        Entry::Person(one) => offices(language, listing, one.record.id),
    };
    let place: Html = if deleted && may(caller, Right::Delete, party.kind()) {
        let address = format!("/records/{}/{}/undelete", party.kind().code(), party.uuid());
        Action::post(page.t("parties-restore"), address).into()
    } else if deleted {
        Chip::new(Mood::Quiet, page.t("parties-state-deleted")).into()
    } else {
        place.into()
    };
    vec![name.into(), what.into(), place]
}

/// The title of a person's first post, and where they hold it.
fn offices(
    language: Language,
    listing: &Listing,
    person: domain::ids::PersonId,
) -> (String, String) {
    let Some(post) = listing.posts.get(&person).and_then(|posts| posts.first()) else {
        return Default::default();
    };
    let place = post
        .organisation
        .and_then(|id| listing.organisations.get(&id))
        .map(|o| o.record.names.display(language).text.clone());
    (
        post.title.for_reader(language).to_owned(),
        place.unwrap_or_default(),
    )
}

/// A party with its link, for other parts of these pages.
pub(super) fn bearer(
    page: &Page,
    names: Option<&domain::names::Names>,
    party: PartyRef,
) -> NameView {
    at_hand::bearer(page.language, names, party)
}
