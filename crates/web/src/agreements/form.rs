//! The form of an agreement.

use app::agreements::Book;
use app::missions::Dossier;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::access::{Action as Right, Subject};
use domain::agreements::{Agreement, AgreementKind, AgreementParty};
use domain::ids::AgreementId;
use domain::parties::PartyRef;
use domain::programme::Side;
use domain::record::{Kind, Stored};
use domain::text::Localised;

use super::read::read;
use crate::at_hand::{self, Only};
use crate::conflict;
use crate::flash::Flash;
use crate::form::{Choice, Form, Submitted};
use crate::guests::source_fields;
use crate::kit::Header;
use crate::nav::Section;
use crate::page::Page;
use crate::problem::Problem;
use crate::seat::Seat;
use crate::sheet::{Sent, Sheet, caller_once, fresh_key, sorted};
use crate::site::Site;

/// What a form is about.
pub(super) struct Ground {
    /// The mission in which it is signed, if it is one.
    pub dossier: Option<Dossier>,
    /// All agreements.
    pub book: Book,
    /// The agreement on record, if it is.
    pub id: Option<AgreementId>,
}

/// The form of a new agreement outside any mission.
pub async fn new(State(site): State<Site>, seat: Seat) -> Result<Response, Problem> {
    let ground = Ground::load(&site, &seat, None).await?;
    Ok(ground.sheet(&site, seat, &[]).await?.shown())
}

/// The form of a new agreement of a mission.
pub async fn new_in_mission(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let ground = Ground::load(&site, &seat, Some(&code)).await?;
    Ok(ground.sheet(&site, seat, &[]).await?.shown())
}

/// Lays down an agreement outside any mission.
pub async fn add(
    State(site): State<Site>,
    seat: Seat,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let ground = Ground::load(&site, &seat, None).await?;
    ground.add(&site, seat, submitted).await
}

/// Lays down an agreement of a mission.
pub async fn add_in_mission(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let ground = Ground::load(&site, &seat, Some(&code)).await?;
    ground.add(&site, seat, submitted).await
}

/// The form of an agreement on record.
pub async fn edit(
    State(site): State<Site>,
    seat: Seat,
    Path(id): Path<AgreementId>,
) -> Result<Response, Problem> {
    let ground = Ground::of(&site, &seat, id).await?;
    Ok(ground.sheet(&site, seat, &[]).await?.shown())
}

/// Rewrites an agreement; its stage follows the rules.
pub async fn change(
    State(site): State<Site>,
    seat: Seat,
    Path(id): Path<AgreementId>,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let mut submitted = conflict::resolve(submitted);
    let ground = Ground::of(&site, &seat, id).await?;
    let draft = read(&seat.page, &mut submitted, &ground);
    let chosen = chosen(&submitted);
    let version = submitted.version().unwrap_or_default();
    if let (Some((agreement, parties)), true) = (draft, submitted.is_fine()) {
        let caller = caller_once(&seat, &submitted);
        let app = site.app();
        let answer = app.rewrite_agreement(&caller, &agreement, version, &parties);
        match sorted(answer.await, &mut submitted)? {
            Sent::Done(saved) => {
                let undo = at_hand::undo(Kind::Agreement, saved.id, saved.version);
                let flash = Flash::done("common-saved").undo(&undo);
                return Ok(flash.to(&format!("/agreements/{id}")));
            }
            Sent::Overtaken(now) => {
                let sheet = ground.sheet(&site, seat, &chosen).await?;
                return Ok(sheet.overtaken(&submitted, now));
            }
            Sent::Refused => {}
        }
    }
    let sheet = ground.sheet(&site, seat, &chosen).await?;
    Ok(sheet.again(&submitted))
}

/// The parties that the rows name.
fn chosen(submitted: &Submitted) -> Vec<PartyRef> {
    let values = submitted.pairs().iter().map(|(_, value)| value);
    values.filter_map(|value| at_hand::party(value)).collect()
}

impl Ground {
    async fn load(site: &Site, seat: &Seat, code: Option<&str>) -> Result<Self, Problem> {
        let (app, caller) = (site.app(), &seat.caller);
        let dossier = match code {
            Some(code) => Some(app.dossier_by_code(caller, code).await?),
            None => None,
        };
        let mission = dossier.as_ref().map(|dossier| dossier.mission.id);
        caller.ask(Right::Create, Subject::Record(Kind::Agreement), mission)?;
        Ok(Self {
            dossier,
            book: app.agreement_book(caller).await?,
            id: None,
        })
    }

    async fn of(site: &Site, seat: &Seat, id: AgreementId) -> Result<Self, Problem> {
        let (app, caller) = (site.app(), &seat.caller);
        let book = app.agreement_book(caller).await?;
        let agreement = book.agreement(id).ok_or_else(Problem::missing)?;
        let subject = Subject::Record(Kind::Agreement);
        caller.ask(Right::Edit, subject, agreement.mission)?;
        let dossier = match agreement.mission {
            Some(mission) => Some(app.dossier(caller, mission).await?),
            None => None,
        };
        Ok(Self {
            dossier,
            book,
            id: Some(id),
        })
    }

    /// The agreement on record.
    pub(super) fn agreement(&self) -> Option<&Stored<Agreement>> {
        self.book.agreement(self.id?)
    }

    fn list(&self) -> String {
        match &self.dossier {
            Some(dossier) => format!("/missions/{}/agreements", dossier.mission.code),
            None => "/agreements".to_owned(),
        }
    }

    async fn add(
        &self,
        site: &Site,
        seat: Seat,
        mut submitted: Submitted,
    ) -> Result<Response, Problem> {
        let draft = read(&seat.page, &mut submitted, self);
        let chosen = chosen(&submitted);
        if let (Some((agreement, parties)), true) = (draft, submitted.is_fine()) {
            let caller = caller_once(&seat, &submitted);
            let answer = site
                .app()
                .draft_agreement(&caller, &agreement, &parties)
                .await;
            if let Sent::Done(saved) = sorted(answer, &mut submitted)? {
                let way = format!("/agreements/{}", saved.id);
                return Ok(Flash::done("common-saved").to(&way));
            }
        }
        let sheet = self.sheet(site, seat, &chosen).await?;
        Ok(sheet.again(&submitted))
    }

    async fn sheet(&self, site: &Site, seat: Seat, chosen: &[PartyRef]) -> Result<Sheet, Problem> {
        let (app, caller) = (site.app(), &seat.caller);
        let mut known = chosen.to_vec();
        for party in self.agreement().iter().flat_map(|one| &one.parties) {
            known.push(PartyRef::Organisation(party.organisation));
            known.extend(party.signatory.iter().map(|s| PartyRef::Person(s.person)));
        }
        let dossier = self.dossier.as_ref();
        let bodies = at_hand::choices(app, caller, dossier, Only::Organisations, &known).await?;
        let people = at_hand::choices(app, caller, dossier, Only::People, &known).await?;
        let title = match self.id {
            Some(_) => "agreements-edit",
            None => "agreements-add",
        };
        let page = match dossier {
            Some(dossier) => at_hand::framed(seat.page, dossier, Section::MissionAgreements, title),
            None => seat.page.at(Section::Agreements, title),
        };
        let mut header =
            Header::new(page.t(title)).below(self.list(), page.t("common-nav-agreements"));
        let mut form = self.form(&page, &bodies, &people);
        match self.agreement() {
            Some(one) => {
                form.version(one.version);
                header = header.fact(super::chip(&page, one.state.stage()));
            }
            None => {
                form.key(&fresh_key(site));
            }
        }
        Ok(Sheet::new(page, header, form))
    }

    fn form(&self, page: &Page, bodies: &[Choice], people: &[Choice]) -> Form {
        let language = page.language;
        let one = self.agreement().map(|stored| &stored.record);
        let (address, back) = match self.id {
            Some(id) => (
                format!("/agreements/{id}/edit"),
                format!("/agreements/{id}"),
            ),
            None => (format!("{}/new", self.list()), self.list()),
        };
        let mut form = Form::new(language, address);
        form.cancel(back);
        let empty = Localised::default();
        form.localised(
            "title",
            "agreements-title",
            one.map_or(&empty, |one| &one.title),
        )
        .required();
        let kinds = AgreementKind::ALL.iter().map(|kind| kind.code());
        let kinds = Choice::of_codes(language, "agreements-kind-", kinds);
        let kind = one.map_or(AgreementKind::Agreement, |one| one.kind).code();
        form.choice("kind", "agreements-kind", kind, kinds)
            .required();
        side_fields(&mut form, one, Side::Home, (bodies, people));
        side_fields(&mut form, one, Side::Host, (bodies, people));
        if let Some(dossier) = &self.dossier {
            let ceremony = one.and_then(|one| one.ceremony);
            let ceremony = ceremony.map(|id| id.to_string()).unwrap_or_default();
            form.choice(
                "ceremony",
                "agreements-ceremony",
                &ceremony,
                ceremonies(dossier, page),
            );
        }
        if one.is_none() {
            super::step::signing_fields(&mut form, page, true);
        }
        super::amounts::fields(&mut form, one.map_or(&[], |one| &one.amounts));
        self.more(&mut form, page, one);
        form
    }

    /// Languages, predecessor, remarks and source.
    fn more(&self, form: &mut Form, page: &Page, one: Option<&Agreement>) {
        let language = page.language;
        let none = Vec::new();
        let languages = one.map_or(&none, |one| &one.languages);
        let mut choices = Choice::of_codes(language, "common-language-", ["zh-Hans", "en", "de"]);
        for tag in languages {
            if !choices.iter().any(|choice| choice.value == *tag) {
                choices.push(Choice::new(tag, tag));
            }
        }
        form.several("languages", "agreements-languages", languages, choices);
        let others = self.book.agreements.iter();
        let others = others.filter(|other| Some(other.id) != self.id && other.was_signed());
        let others = others.map(|other| Choice::new(other.id, other.title.for_reader(language)));
        let before = one.and_then(|one| one.predecessor);
        let before = before.map(|id| id.to_string()).unwrap_or_default();
        form.choice(
            "predecessor",
            "agreements-predecessor",
            &before,
            others.collect(),
        )
        .hint("agreements-predecessor-hint");
        let empty = Localised::default();
        form.localised(
            "note",
            "agreements-note",
            one.map_or(&empty, |one| &one.note),
        )
        .tall();
        source_fields(form, one.and_then(|one| one.source.as_ref()));
    }
}

/// The items in which something may be signed: ceremonies first.
pub(super) fn ceremonies(dossier: &Dossier, page: &Page) -> Vec<Choice> {
    use domain::programme::ItemKind::SigningCeremony;
    let mut items: Vec<_> = dossier.items.iter().filter(|i| i.state.is_live()).collect();
    items.sort_by_key(|item| item.kind != SigningCeremony);
    let entry = |item: &domain::programme::Item| {
        Choice::new(item.id, item.title.for_reader(page.language))
            .detail(i18n::dates::when(page.language, &item.when))
    };
    items.into_iter().map(|item| entry(item)).collect()
}

/// The rows of the parties on one side.
fn side_fields(
    form: &mut Form,
    one: Option<&Agreement>,
    side: Side,
    (bodies, people): (&[Choice], &[Choice]),
) {
    let all = one.map_or(&[][..], |one| &one.parties).iter();
    let parties: Vec<&AgreementParty> = all.filter(|party| party.side == side).collect();
    let label = match side {
        Side::Home => "agreements-home",
        Side::Host => "agreements-host",
    };
    form.group(side.code(), label, &parties, |row, party| {
        let body = party.map(|party| at_hand::code(PartyRef::Organisation(party.organisation)));
        row.party(
            "party",
            "agreements-party",
            &body.unwrap_or_default(),
            bodies.to_vec(),
        )
        .or_printed("")
        .search(Only::Organisations.search());
        let signs = party.and_then(|party| party.signatory.as_ref());
        let signs = signs.map(|signatory| at_hand::code(PartyRef::Person(signatory.person)));
        row.party(
            "signatory",
            "agreements-signatory",
            &signs.unwrap_or_default(),
            people.to_vec(),
        )
        .search(Only::People.search());
    });
}
