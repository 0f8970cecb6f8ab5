//! One agreement: the two sides of the table, and how far it has come.

use app::agreements::Book;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::access::{Action as Right, Subject};
use domain::agreements::{Agreement, AgreementParty, AgreementStage, AgreementState};
use domain::ids::AgreementId;
use domain::names::Certainty;
use domain::parties::PartyRef;
use domain::programme::Side;
use domain::record::{Kind, Stored};

use crate::at_hand;
use crate::form::VERSION;
use crate::kit::{Action, Facts, Header, Link, NameView, Words};
use crate::nav::Section;
use crate::page::Page;
use crate::problem::{Problem, rendered};
use crate::seat::Seat;
use crate::site::Site;

/// A party at the table.
struct Party {
    name: NameView,
    signatory: Option<NameView>,
    candidates: Vec<String>,
    unresolved: bool,
}

/// A stage on the way.
struct Stage {
    label: String,
    now: bool,
    done: bool,
}

#[derive(Template)]
#[template(path = "agreements/show.html")]
struct Show {
    page: Page,
    header: Header,
    home: Vec<Party>,
    host: Vec<Party>,
    stages: Vec<Stage>,
    steps: Vec<Action>,
    facts: Facts,
    note: Option<Words>,
    before: Vec<Link>,
}

/// Shows an agreement.
pub async fn show(
    State(site): State<Site>,
    seat: Seat,
    Path(id): Path<AgreementId>,
) -> Result<Response, Problem> {
    let book = site.app().agreement_book(&seat.caller).await?;
    let agreement = book.agreement(id).ok_or_else(Problem::missing)?;
    let subject = Subject::Record(Kind::Agreement);
    let may = |right| seat.caller.may(right, subject, agreement.mission);
    let (edits, deletes) = (may(Right::Edit), may(Right::Delete));
    let page = framed(seat.page, &book, agreement);
    let language = page.language;
    let view = View {
        page: &page,
        book: &book,
        agreement,
    };
    Ok(rendered(&Show {
        header: view.header(edits, deletes),
        home: view.side(Side::Home),
        host: view.side(Side::Host),
        stages: view.stages(),
        steps: if edits { view.steps() } else { Vec::new() },
        facts: view.facts(),
        note: (!agreement.note.is_empty()).then(|| Words::new(language, &agreement.note)),
        before: view.before(),
        page,
    }))
}

/// The frame of an agreement's pages: that of its mission, if it has one.
pub(super) fn framed(page: Page, book: &Book, agreement: &Agreement) -> Page {
    let mission = agreement.mission.and_then(|id| book.missions.get(&id));
    let mut page = match mission {
        Some(mission) => {
            let section = Section::MissionAgreements;
            at_hand::in_mission(page, mission, section, "common-nav-agreements")
        }
        None => page.at(Section::Agreements, "common-nav-agreements"),
    };
    page.title = agreement.title.for_reader(page.language).to_owned();
    page
}

/// The list that an agreement stands in.
pub(super) fn list(book: &Book, agreement: &Agreement) -> String {
    let mission = agreement.mission.and_then(|id| book.missions.get(&id));
    match mission {
        Some(mission) => format!("/missions/{}/agreements", mission.code),
        None => "/agreements".to_owned(),
    }
}

struct View<'a> {
    page: &'a Page,
    book: &'a Book,
    agreement: &'a Stored<Agreement>,
}

impl View<'_> {
    fn header(&self, edits: bool, deletes: bool) -> Header {
        let (page, one) = (self.page, self.agreement);
        let list = list(self.book, one);
        let mut header = Header::localised(page.language, &one.title)
            .below(list.clone(), page.t("common-nav-agreements"))
            .fact(super::chip(page, one.state.stage()))
            .fact(page.t(&format!("agreements-kind-{}", one.kind.code())));
        if let Some(when) = super::when(self.book, page.language, one) {
            header = header.fact(when);
        }
        header = header.maybe(at_hand::history(page, Kind::Agreement, one.id));
        if edits {
            let way = format!("/agreements/{}/edit", one.id);
            header = header.action(Action::open(page.t("common-action-edit"), way));
        }
        if deletes {
            let delete = at_hand::delete(page, Kind::Agreement, one.id, one.version, &list);
            header = header.action(delete);
        }
        header
    }

    fn side(&self, side: Side) -> Vec<Party> {
        let all = self.agreement.parties.iter();
        all.filter(|party| party.side == side)
            .map(|party| self.party(party))
            .collect()
    }

    fn party(&self, party: &AgreementParty) -> Party {
        let (page, language) = (self.page, self.page.language);
        let body = self.book.organisations.get(&party.organisation);
        let names = body.map(|body| &body.names);
        let candidates = names.map_or(&[][..], |names| names.candidates());
        let candidates = candidates.iter().map(|candidate| {
            let certainty = match candidate.certainty {
                Certainty::Guess => page.t("agreements-guess"),
                Certainty::Medium => page.t("agreements-medium"),
                Certainty::High => page.t("agreements-high"),
            };
            let why = if candidate.why.is_empty() {
                String::new()
            } else {
                format!(": {}", candidate.why)
            };
            format!("{} ({certainty}{why})", candidate.name)
        });
        let signs = party.signatory.as_ref().map(|signatory| {
            let person = self.book.people.get(&signatory.person);
            let names = person.map(|person| &person.names);
            at_hand::bearer(language, names, PartyRef::Person(signatory.person))
        });
        Party {
            name: at_hand::bearer(language, names, PartyRef::Organisation(party.organisation)),
            signatory: signs,
            candidates: candidates.collect(),
            unresolved: names.is_some_and(|names| names.is_unresolved()),
        }
    }

    /// The usual way of an agreement, and its end if it took another.
    fn stages(&self) -> Vec<Stage> {
        use AgreementStage::{Cleared, Drafting, Review, Signed, Terminated, TextFinal, Withdrawn};
        let now = self.agreement.state.stage();
        let mut way = vec![Drafting, Review, TextFinal, Cleared, Signed];
        if matches!(now, Withdrawn | Terminated) {
            way.push(now);
        }
        let at = way
            .iter()
            .position(|stage| *stage == now)
            .unwrap_or_default();
        let reached = |index: usize| index < at && now != Withdrawn;
        way.iter()
            .enumerate()
            .map(|(index, stage)| Stage {
                label: self.page.t(&format!("agreements-stage-{}", stage.code())),
                now: index == at,
                done: reached(index),
            })
            .collect()
    }

    /// The stages to which it can go, as buttons; those that ask for more lead to a form.
    fn steps(&self) -> Vec<Action> {
        let (page, one) = (self.page, self.agreement);
        let way = format!("/agreements/{}/step", one.id);
        let next = one.state.next().iter().enumerate();
        next.map(|(index, stage)| {
            let words = page.t(&format!("agreements-do-{}", stage.code()));
            let asks = matches!(
                stage,
                AgreementStage::Signed | AgreementStage::Withdrawn | AgreementStage::Terminated
            );
            let action = if asks {
                Action::open(words, format!("{way}?to={}", stage.code()))
            } else {
                Action::post(words, way.clone())
                    .with("stage", stage.code())
                    .with(VERSION, one.version)
            };
            match stage {
                AgreementStage::Withdrawn | AgreementStage::Terminated => action.danger(),
                _ if index == 0 => action.main(),
                _ => action,
            }
        })
        .collect()
    }

    fn facts(&self) -> Facts {
        let (page, one, book) = (self.page, self.agreement, self.book);
        let language = page.language;
        let ceremony = match &one.state {
            AgreementState::Signed { ceremony, .. } => ceremony.or(one.ceremony),
            _ => one.ceremony,
        };
        let ceremony = ceremony
            .and_then(|id| book.items.get(&id))
            .and_then(|item| {
                let mission = book.missions.get(&item.mission)?;
                let way = format!("/missions/{}/items/{}", mission.code, item.id);
                Some(Link::new(way, item.title.for_reader(language)))
            });
        let mission = one.mission.and_then(|id| book.missions.get(&id));
        let mission = mission.map(|mission| {
            let way = format!("/missions/{}", mission.code);
            Link::new(way, mission.title.for_reader(language))
        });
        let predecessor = one.predecessor.and_then(|id| book.agreement(id));
        let cause = match &one.state {
            AgreementState::Withdrawn { cause } | AgreementState::Terminated { cause, .. } => {
                Some(cause.as_str())
            }
            _ => None,
        };
        let amounts = super::amounts::written(page, &one.amounts);
        Facts::default()
            .known(page.t("agreements-when"), super::when(book, language, one))
            .known(
                page.t("agreements-place"),
                super::place(book, one).map(|place| NameView::new(language, place)),
            )
            .known(page.t("agreements-ceremony"), ceremony)
            .known(page.t("agreements-cause"), cause)
            .with(
                page.t("agreements-amounts"),
                amounts.unwrap_or_else(|| page.t("agreements-amounts-none")),
            )
            .known(
                page.t("agreements-languages"),
                (!one.languages.is_empty()).then(|| language.listed(&one.languages)),
            )
            .known(
                page.t("agreements-predecessor"),
                predecessor.map(|before| title(page, before)),
            )
            .known(page.t("common-nav-mission"), mission)
            .known(
                page.t("agreements-source"),
                one.source.as_ref().map(at_hand::cited),
            )
    }

    /// Agreements of the same parties that were signed before, while this one is not.
    fn before(&self) -> Vec<Link> {
        if self.agreement.was_signed() {
            return Vec::new();
        }
        let all = self.book.signed_before(self.agreement);
        all.filter(|other| Some(other.id) != self.agreement.predecessor)
            .map(|other| title(self.page, other))
            .collect()
    }
}

fn title(page: &Page, agreement: &Agreement) -> Link {
    let way = format!("/agreements/{}", agreement.id);
    Link::new(way, agreement.title.for_reader(page.language))
}
