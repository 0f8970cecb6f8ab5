//! Search over everything, by any name in any script.

mod marked;

use app::parties::Alike;
use app::search::{Found, Hit, Sought};
use app::{AppError, Heading};
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use domain::record::Kind;

pub(crate) use marked::Marked;

use crate::at_hand;
use crate::kit::{NameView, component};
use crate::list::Asked;
use crate::page::{Page, Section};
use crate::problem::{Problem, rendered};
use crate::records;
use crate::seat::Seat;
use crate::site::Site;

/// Hits shown.
const SHOWN: usize = 60;
/// With fewer hits than these, names that sound alike are suggested as well.
const FEW: usize = 3;
/// From this likeness on, a name is suggested where nothing was found.
const ALIKE: f64 = 0.6;
/// The same where something was found.
const ALIKE_TOO: f64 = 0.75;

/// The address of the search.
pub fn routes() -> Router<Site> {
    Router::new().route("/search", get(show))
}

#[derive(Template)]
#[template(path = "search/show.html")]
struct Show {
    page: Page,
    q: String,
    kind: String,
    kinds: Vec<(String, String)>,
    count: Option<String>,
    groups: Vec<GroupView>,
    alike: Vec<NameView>,
}

/// Hits of one kind.
struct GroupView {
    code: &'static str,
    title: String,
    hits: Vec<HitView>,
}

/// A hit as the page shows it.
struct HitView {
    href: String,
    shown: Marked,
    lang: String,
    original: Option<(String, Marked)>,
    unresolved: bool,
    /// The name by which it was found, where the shown ones do not tell.
    by: Option<Marked>,
    mission: String,
}

component!(Marked);

async fn show(State(site): State<Site>, seat: Seat, asked: Asked) -> Result<Response, Problem> {
    let kind = asked.filter("kind").and_then(Kind::from_code);
    let kinds: Vec<Kind> = kind.into_iter().collect();
    let sought = Sought {
        text: &asked.q,
        kinds: &kinds,
        limit: SHOWN,
        ..Sought::default()
    };
    let found = site.app().search(&seat.caller, &sought).await?;
    let alike = match asked.q.as_str() {
        "" => Vec::new(),
        text if found.hits.len() < FEW => alike(&site, &seat, text, &found).await?,
        _ => Vec::new(),
    };
    let page = seat.page.at(Section::Search, "common-nav-search");
    let name = |one: &Alike| at_hand::bearer(page.language, Some(&one.names), one.party);
    Ok(rendered(&Show {
        groups: groups(&page, &found),
        alike: alike.iter().map(name).collect(),
        kind: kind.map_or("", Kind::code).to_owned(),
        kinds: kinds_offered(&page),
        count: count(&page, &asked.q, &found),
        q: asked.q,
        page,
    }))
}

/// How much was found, once something was asked.
fn count(page: &Page, q: &str, found: &Found) -> Option<String> {
    let key = if found.more {
        "search-count-more"
    } else {
        "search-count"
    };
    (!q.is_empty()).then(|| page.n(key, found.hits.len()))
}

/// The kinds to which a search can be narrowed.
fn kinds_offered(page: &Page) -> Vec<(String, String)> {
    let kinds = [
        Kind::Organisation,
        Kind::Person,
        Kind::Mission,
        Kind::Item,
        Kind::Agreement,
        Kind::Ask,
        Kind::Commitment,
        Kind::Meeting,
        Kind::Document,
    ];
    let offered = |kind: &Kind| (kind.code().to_owned(), records::kinds_name(page, *kind));
    kinds.iter().map(offered).collect()
}

/// The hits by kind; the kind of the closest hit comes first.
fn groups(page: &Page, found: &Found) -> Vec<GroupView> {
    let mut groups: Vec<GroupView> = Vec::new();
    for hit in &found.hits {
        let view = view(page, found, hit);
        match groups
            .iter_mut()
            .find(|group| group.code == hit.kind.code())
        {
            Some(group) => group.hits.push(view),
            None => groups.push(GroupView {
                code: hit.kind.code(),
                title: records::kinds_name(page, hit.kind),
                hits: vec![view],
            }),
        }
    }
    groups
}

fn view(page: &Page, found: &Found, hit: &Hit) -> HitView {
    let language = page.language;
    let mission = hit.mission.and_then(|id| found.missions.get(&id));
    let code = mission.map(|m| m.code.to_string());
    let mark = |text: &str| Marked::new(text, &found.marks(text));
    let (lang, original, unresolved) = match &hit.heading {
        Heading::Names(names) => {
            let original = names.original(language);
            (
                names.display(language).language.as_str().to_owned(),
                original.map(|n| (n.language.as_str().to_owned(), mark(&n.text))),
                names.is_unresolved(),
            )
        }
        Heading::Text(text) => {
            let lang = text.pick(language).map(|(tag, _)| tag.as_str().to_owned());
            (lang.unwrap_or_default(), None, false)
        }
    };
    let shown = hit.heading.for_reader(language);
    let told = original
        .as_ref()
        .is_some_and(|(_, text): &(String, Marked)| text.has_marks());
    let by = if told {
        None
    } else {
        found.found_by(hit, shown)
    };
    HitView {
        href: records::href(hit.kind, hit.id, code.as_deref(), hit.parent),
        shown: mark(shown),
        lang,
        original,
        unresolved,
        by: by.map(mark),
        mission: mission
            .filter(|_| hit.kind != Kind::Mission)
            .map_or_else(String::new, |m| m.title.for_reader(language).to_owned()),
    }
}

/// Parties that sound like what was typed and were not found by it.
async fn alike(site: &Site, seat: &Seat, text: &str, found: &Found) -> Result<Vec<Alike>, Problem> {
    let mut all = Vec::new();
    for kind in [Kind::Person, Kind::Organisation] {
        match site.app().alike(&seat.caller, kind, &[text], None).await {
            Ok(alike) => all.extend(alike),
            Err(AppError::Missing | AppError::Forbidden) => {}
            Err(other) => return Err(other.into()),
        }
    }
    let least = if found.hits.is_empty() {
        ALIKE
    } else {
        ALIKE_TOO
    };
    all.retain(|one| {
        one.score >= least && !found.hits.iter().any(|hit| hit.id == one.party.uuid())
    });
    all.sort_by(|a, b| b.score.total_cmp(&a.score));
    all.truncate(5);
    Ok(all)
}
