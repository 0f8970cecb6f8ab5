//! A participant, and a request, as the other participants see them.

use app::participants::{Other, OwnRequest, Why};
use domain::language::Language;
use domain::matchmaking::RequestState;

use super::gate::{Gate, view};
use crate::kit::{Chip, Mood, NameView};
use crate::page::Page;

/// Another participant.
pub(super) struct Card {
    pub(super) id: String,
    pub(super) name: NameView,
    pub(super) facts: Vec<String>,
    pub(super) about: String,
    pub(super) offers: Vec<String>,
    pub(super) needs: Vec<String>,
    pub(super) comes: String,
    pub(super) website: Option<String>,
    /// Why it is suggested: the sentence, and whether it is a caution.
    pub(super) why: Vec<(String, bool)>,
    /// The request between the two.
    pub(super) request: Option<Ticket>,
    /// Whether the reader may ask now.
    pub(super) asks: bool,
    /// Why not, where the reader would expect to.
    pub(super) why_not: Option<String>,
    pub(super) aside: bool,
    pub(super) base: String,
    /// To which page an act leads back.
    pub(super) back: String,
    pub(super) wishes: Vec<(u8, String)>,
    /// Who can be asked for: the code and the name.
    pub(super) people: Vec<(String, String)>,
}

/// A request as one of its sides sees it.
pub(super) struct Ticket {
    pub(super) id: String,
    pub(super) name: NameView,
    pub(super) href: String,
    pub(super) chip: Chip,
    pub(super) facts: Vec<String>,
    pub(super) message: String,
    pub(super) words: String,
    /// Whether a yes is open: not given yet, or another wish is possible.
    pub(super) accepts: bool,
    pub(super) declines: bool,
    pub(super) withdraws: bool,
    pub(super) action: String,
    pub(super) back: String,
    pub(super) wishes: Vec<(u8, String)>,
    pub(super) wish: u8,
}

/// How much somebody wants a meeting, from very much down.
pub(super) fn wishes(page: &Page) -> Vec<(u8, String)> {
    let word = |n: u8| page.t(&format!("participants-wish-{n}"));
    [3, 2, 1].map(|n| (n, word(n))).into()
}

impl Card {
    /// A participant with what the reader can do; `back` is the page to which acts lead back.
    pub(super) fn of(gate: &Gate, other: &Other, why: &[Why], back: &str) -> Self {
        let page = &gate.page;
        let request = other.request.as_ref();
        let stands =
            request.is_some_and(|r| matches!(r.state, RequestState::Sent | RequestState::Accepted));
        let declined = request.is_some_and(|r| !r.incoming && r.state == RequestState::Declined);
        let free = other.may_meet && !stands && !declined;
        let why_not = if !other.may_meet {
            Some(page.t("participants-own-side"))
        } else if free && !gate.stand.books() {
            Some(page.t("participants-closed"))
        } else {
            None
        };
        let web = other.website.as_str();
        let web = web.starts_with("https://") || web.starts_with("http://");
        Self {
            id: other.id.to_string(),
            name: view(page.language, Some(&other.names))
                .link(gate.at(&format!("/partners/{}", other.id))),
            facts: facts(page, other),
            about: other.words.about.clone(),
            offers: other.words.offers.clone(),
            needs: other.words.needs.clone(),
            comes: other.words.comes.clone(),
            website: web.then(|| other.website.clone()),
            why: reasons(page, why),
            request: request.map(|request| Ticket::of(gate, request, back)),
            asks: free && gate.stand.books(),
            why_not,
            aside: other.aside,
            base: gate.at(&format!("/partners/{}", other.id)),
            back: back.to_owned(),
            wishes: wishes(page),
            people: people(gate, other),
        }
    }
}

fn people(gate: &Gate, other: &Other) -> Vec<(String, String)> {
    let language = gate.page.language;
    let people = gate.stand.people_of(other.id).into_iter();
    people
        .map(|(id, names)| (id.to_string(), names.display(language).text.clone()))
        .collect()
}

impl Ticket {
    pub(super) fn of(gate: &Gate, request: &OwnRequest, back: &str) -> Self {
        let page = &gate.page;
        let books = gate.stand.books();
        let state = request.state;
        let open = matches!(
            state,
            RequestState::Sent | RequestState::Accepted | RequestState::Declined
        );
        let answers = request.incoming && open && books;
        let standing = matches!(state, RequestState::Sent | RequestState::Accepted);
        Self {
            id: request.id.to_string(),
            name: gate.name(request.other),
            href: gate.at(&format!("/partners/{}", request.other)),
            chip: chip(page, request),
            facts: ticket_facts(gate, request),
            message: request.message.clone(),
            words: request.words.clone(),
            accepts: answers && state != RequestState::Accepted,
            declines: answers && state != RequestState::Declined && !request.must,
            withdraws: !request.incoming && standing && books && !request.must,
            action: gate.at(&format!("/requests/{}", request.id)),
            back: back.to_owned(),
            wishes: wishes(page),
            wish: request.wish.max(2),
        }
    }
}

fn chip(page: &Page, request: &OwnRequest) -> Chip {
    let (mood, key) = match (request.state, request.incoming) {
        (RequestState::Sent, true) => (Mood::Decide, "participants-state-waits-for-you"),
        (RequestState::Sent, false) => (Mood::Tentative, "participants-state-sent"),
        (RequestState::Accepted, _) => (Mood::Confirmed, "participants-state-agreed"),
        (RequestState::Declined, true) => (Mood::Quiet, "participants-state-you-declined"),
        (RequestState::Declined, false) => (Mood::Quiet, "participants-state-declined"),
        (RequestState::Expired, _) => (Mood::Quiet, "participants-state-expired"),
        (RequestState::Withdrawn, _) => (Mood::Quiet, "participants-state-withdrawn"),
    };
    Chip::new(mood, page.t(key))
}

fn ticket_facts(gate: &Gate, request: &OwnRequest) -> Vec<String> {
    let page = &gate.page;
    let wish = |n: u8| page.t(&format!("participants-wish-{n}"));
    let mut facts = Vec::new();
    if request.wish > 0 {
        facts.push(page.t1("participants-your-wish", "wish", wish(request.wish.min(3))));
    }
    if request.their_wish > 0 {
        facts.push(page.t1(
            "participants-their-wish",
            "wish",
            wish(request.their_wish.min(3)),
        ));
    }
    let asked_for = gate.stand.asked_for(request.id).into_iter();
    let asked_for: Vec<String> = asked_for
        .map(|names| names.display(page.language).text.clone())
        .collect();
    if !asked_for.is_empty() {
        let names = page.language.listed(&asked_for);
        facts.push(page.t1("participants-asked-for", "names", names));
    }
    if request.must {
        facts.push(page.t("participants-must"));
    }
    if request.on_behalf {
        facts.push(page.t("participants-on-behalf"));
    }
    if request.state == RequestState::Sent
        && let Some(end) = request.answer_by
    {
        facts.push(page.t1("participants-answer-by", "when", gate.moment(end)));
    }
    facts
}

/// Country and seat, sectors, regions and languages.
fn facts(page: &Page, other: &Other) -> Vec<String> {
    let mut facts = Vec::new();
    let country = other.country.as_deref().unwrap_or_default();
    let country = i18n::countries::name(page.language, country);
    let seat = [other.seat.as_str(), &country];
    let seat: Vec<&str> = seat.into_iter().filter(|text| !text.is_empty()).collect();
    facts.push(seat.join(", "));
    let sectors = other.words.sectors.iter();
    let sectors = sectors.map(|one| page.t(&format!("participants-sector-{}", one.code())));
    facts.push(page.language.listed(sectors));
    facts.push(page.language.listed(&other.words.regions));
    let tags = other.words.languages.iter();
    let tags = tags.map(|tag| i18n::languages::name(page.language, tag.as_str()));
    facts.push(page.language.listed(tags));
    facts.retain(|fact| !fact.is_empty());
    facts
}

/// The reasons in sentences, and whether each is a caution. Regions stand in one, languages too.
fn reasons(page: &Page, why: &[Why]) -> Vec<(String, bool)> {
    let mut told: Vec<(String, bool)> = Vec::new();
    let regions: Vec<&str> = why
        .iter()
        .filter_map(|one| match one {
            Why::Region(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    let languages: Vec<String> = why
        .iter()
        .filter_map(|one| match one {
            Why::Language(tag) => Some(i18n::languages::name(page.language, &spoken(tag))),
            _ => None,
        })
        .collect();
    for one in why {
        let reason = match one {
            Why::Region(_) => page.t1(
                "participants-why-region",
                "region",
                page.language.listed(&regions),
            ),
            Why::Language(_) => page.t1(
                "participants-why-language",
                "language",
                page.language.listed(&languages),
            ),
            other => reason(page, other),
        };
        if told.iter().all(|(known, _)| *known != reason) {
            told.push((reason, *one == Why::NoCommonLanguage));
        }
    }
    told
}

/// A reason in a sentence.
fn reason(page: &Page, why: &Why) -> String {
    match why {
        Why::TheyOffer { offer, need } => page.t2(
            "participants-why-offer",
            ("offer", offer.as_str()),
            ("need", need.as_str()),
        ),
        Why::TheyNeed { need, offer } => page.t2(
            "participants-why-need",
            ("need", need.as_str()),
            ("offer", offer.as_str()),
        ),
        Why::Sector(sector) => {
            let sector = page.t(&format!("participants-sector-{}", sector.code()));
            page.t1("participants-why-sector", "sector", sector)
        }
        Why::SectorText(text) => page.t1("participants-why-sector", "sector", text.as_str()),
        Why::Region(text) => page.t1("participants-why-region", "region", text.as_str()),
        Why::Language(tag) => {
            let name = i18n::languages::name(page.language, &spoken(tag));
            page.t1("participants-why-language", "language", name)
        }
        Why::NoCommonLanguage => page.t("participants-why-no-language"),
        Why::MetBefore(times) => page.n("participants-why-met", i64::from(*times)),
    }
}

/// The tag under which the catalogues know a language.
fn spoken(tag: &str) -> String {
    Language::from_code(tag).map_or_else(|| tag.to_owned(), |known| known.code().to_owned())
}
