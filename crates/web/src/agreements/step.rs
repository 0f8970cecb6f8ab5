//! An agreement moves on: final, cleared, signed, withdrawn, terminated.

use app::agreements::Book;
use app::missions::Dossier;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::access::{Action as Right, Subject};
use domain::agreements::{Agreement, AgreementStage, AgreementState};
use domain::ids::{AgreementId, ItemId};
use domain::language::Language;
use domain::names::Names;
use domain::record::{Kind, Stored};
use i18n::Text;
use jiff::civil::Date;
use serde::Deserialize;

use crate::at_hand;
use crate::conflict;
use crate::flash::Flash;
use crate::form::{Choice, Form, Submitted};
use crate::kit::Header;
use crate::page::Page;
use crate::problem::Problem;
use crate::seat::Seat;
use crate::sheet::{Sent, Sheet, caller_once, sorted};
use crate::site::Site;

/// The stage that somebody wants to go to.
#[derive(Debug, Deserialize)]
pub struct To {
    to: AgreementStage,
}

/// What a step is about.
struct Ground {
    book: Book,
    dossier: Option<Dossier>,
    id: AgreementId,
    today: Date,
}

/// The form of a step that asks for more than the step.
pub async fn show(
    State(site): State<Site>,
    seat: Seat,
    Path(id): Path<AgreementId>,
    Query(asked): Query<To>,
) -> Result<Response, Problem> {
    let ground = Ground::load(&site, &seat, id).await?;
    Ok(ground.sheet(seat.page, asked.to)?.shown())
}

/// Moves the agreement on.
pub async fn step(
    State(site): State<Site>,
    seat: Seat,
    Path(id): Path<AgreementId>,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let mut submitted = conflict::resolve(submitted);
    let ground = Ground::load(&site, &seat, id).await?;
    let stage = AgreementStage::from_code(submitted.raw("stage"));
    let stage = stage.ok_or_else(|| Problem::refused("form-error-choice"))?;
    let version = submitted.version().unwrap_or_default();
    let state = ground.read(seat.page.language, &mut submitted, stage);
    if let (Some(state), true) = (state, submitted.is_fine()) {
        let caller = caller_once(&seat, &submitted);
        let answer = site
            .app()
            .step_agreement(&caller, id, version, &state)
            .await;
        explain(
            &answer,
            &mut submitted,
            ground.agreement()?.state.stage(),
            stage,
        );
        match sorted(answer, &mut submitted)? {
            Sent::Done(saved) => {
                let undo = at_hand::undo(Kind::Agreement, saved.id, saved.version);
                let word = seat.page.t(&format!("agreements-stage-{}", stage.code()));
                let flash = Flash::done("agreements-moved").with("to", &word);
                return Ok(flash.undo(&undo).to(&format!("/agreements/{id}")));
            }
            Sent::Overtaken(now) => {
                let sheet = ground.sheet(seat.page, stage)?;
                return Ok(sheet.overtaken(&submitted, now));
            }
            Sent::Refused => {}
        }
    }
    Ok(ground.sheet(seat.page, stage)?.again(&submitted))
}

/// Says why it cannot go there in the reader's words for the stages.
fn explain<T>(
    answer: &app::Result<T>,
    submitted: &mut Submitted,
    from: AgreementStage,
    to: AgreementStage,
) {
    let word = |stage: AgreementStage| Text::new(format!("agreements-stage-{}", stage.code()));
    if let Err(app::AppError::Refused(refusal)) = answer
        && refusal.key == "refused-agreement-stage"
    {
        let text = Text::new(refusal.key);
        submitted.refuse("stage", text.with("from", word(from)).with("to", word(to)));
    }
}

impl Ground {
    async fn load(site: &Site, seat: &Seat, id: AgreementId) -> Result<Self, Problem> {
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
            book,
            dossier,
            id,
            today: app.today(caller),
        })
    }

    fn agreement(&self) -> Result<&Stored<Agreement>, Problem> {
        self.book.agreement(self.id).ok_or_else(Problem::missing)
    }

    fn read(
        &self,
        language: Language,
        submitted: &mut Submitted,
        stage: AgreementStage,
    ) -> Option<AgreementState> {
        let cause = submitted.lines("cause");
        Some(match stage {
            AgreementStage::Drafting => AgreementState::Drafting,
            AgreementStage::Review => AgreementState::Review,
            AgreementStage::TextFinal => AgreementState::TextFinal,
            AgreementStage::Cleared => AgreementState::Cleared,
            AgreementStage::Signed => {
                let ceremony = submitted.choice("ceremony", |id| id.parse::<ItemId>().ok());
                signed(language, submitted, ceremony)?
            }
            AgreementStage::Withdrawn => AgreementState::Withdrawn { cause },
            AgreementStage::Terminated => AgreementState::Terminated {
                cause,
                on: submitted.date("on").unwrap_or(self.today),
            },
        })
    }

    fn sheet(&self, page: Page, stage: AgreementStage) -> Result<Sheet, Problem> {
        let one = self.agreement()?;
        let page = super::show::framed(page, &self.book, one);
        let language = page.language;
        let way = format!("/agreements/{}", one.id);
        let mut form = Form::new(language, format!("{way}/step"));
        form.hide("stage", stage.code())
            .version(one.version)
            .cancel(way.clone());
        form.submit(Text::new(format!("agreements-do-{}", stage.code())));
        match stage {
            AgreementStage::Signed => {
                if let Some(dossier) = &self.dossier {
                    let chosen = one.ceremony.map(|id| id.to_string()).unwrap_or_default();
                    let items = super::form::ceremonies(dossier, &page);
                    form.choice("ceremony", "agreements-ceremony", &chosen, items);
                }
                signing_fields(&mut form, &page, false);
            }
            AgreementStage::Withdrawn | AgreementStage::Terminated => {
                form.danger = true;
                form.lines("cause", "agreements-cause", "").required();
                if stage == AgreementStage::Terminated {
                    form.date("on", "agreements-terminated-on", Some(self.today));
                }
            }
            _ => {}
        }
        let header = Header::localised(language, &one.title)
            .below(
                super::show::list(&self.book, one),
                page.t("common-nav-agreements"),
            )
            .below(way, one.title.for_reader(language))
            .fact(super::chip(&page, one.state.stage()));
        Ok(Sheet::new(page, header, form))
    }
}

/// When and where it was signed; for a new agreement also whether it was.
pub(super) fn signing_fields(form: &mut Form, page: &Page, new: bool) {
    if new {
        let choices = Choice::of_codes(page.language, "agreements-stage-", ["drafting", "signed"]);
        form.choice("stage", "agreements-stage", "drafting", choices)
            .required()
            .open()
            .hint("agreements-stage-hint");
    }
    form.date("signed_on", "agreements-signed-on", None).half();
    form.line("place", "agreements-place", "")
        .hint("agreements-place-hint")
        .half();
}

/// The stage of a new agreement.
pub(super) fn read_first(
    page: &Page,
    submitted: &mut Submitted,
    ceremony: Option<ItemId>,
) -> Option<AgreementState> {
    match submitted.raw("stage") {
        "drafting" => Some(AgreementState::Drafting),
        "signed" => signed(page.language, submitted, ceremony),
        _ => {
            submitted.refuse("stage", "form-error-required");
            None
        }
    }
}

fn signed(
    language: Language,
    submitted: &mut Submitted,
    ceremony: Option<ItemId>,
) -> Option<AgreementState> {
    let day = submitted.required_date("signed_on");
    let place = submitted.line("place");
    let place = (!place.is_empty()).then(|| Names::of_record(language, &place));
    Some(AgreementState::Signed {
        when: domain::time::When::Day { date: day? },
        ceremony,
        place: place.and_then(Result::ok),
    })
}
