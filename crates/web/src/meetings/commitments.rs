//! The form of a commitment, and of a statement of intent, which is none.

use app::missions::Dossier;
use domain::ids::{CommitmentId, ItemId, TypedId};
use domain::meetings::{Commitment, CommitmentKind, CommitmentState};
use domain::programme::Side;
use domain::record::Stored;
use domain::text::Localised;
use jiff::civil::Date;
use uuid::Uuid;

use super::said::Said;
use crate::form::{Choice, Form, Submitted};
use crate::guests::{read_source, source_fields};
use crate::kit::Chip;
use crate::page::Page;

impl Said for Commitment {
    const FOLDER: &'static str = "commitments";
    const TITLES: [&'static str; 2] = ["meetings-add-commitment", "meetings-edit-commitment"];
    const INTENTIONS: [&'static str; 2] = ["commitment.make", "commitment.edit"];
    const PARTIES: [&'static str; 2] = ["by", "to"];

    fn all(dossier: &Dossier) -> &[Stored<Self>] {
        &dossier.commitments
    }

    fn read(
        page: &Page,
        dossier: &Dossier,
        submitted: &mut Submitted,
        before: Option<&Stored<Self>>,
    ) -> Option<Self> {
        let language = page.language;
        let kind = submitted.required_choice("kind", CommitmentKind::from_code);
        let text = submitted.required_localised("text");
        let side = submitted.required_choice("side", Side::from_code);
        let by = super::read_party(submitted, "by", language, before.map(|one| &one.by));
        if by.is_none() {
            submitted.refuse("by", "form-error-required");
        }
        let before_to = before.and_then(|one| one.to.as_ref());
        let to = super::read_party(submitted, "to", language, before_to);
        let item = submitted.choice("item", |id| id.parse::<ItemId>().ok());
        let owner = submitted.line("owner");
        let due = submitted.date("due");
        let source = read_source(submitted);
        Some(Commitment {
            id: before.map_or_else(|| CommitmentId::from_uuid(Uuid::nil()), |one| one.id),
            mission: dossier.mission.id,
            item,
            kind: kind?,
            side: side?,
            by: by?,
            to,
            text,
            owner,
            due,
            state: before.map_or(CommitmentState::Open, |one| one.state.clone()),
            source,
        })
    }

    fn under(self, id: Uuid) -> Self {
        let id = CommitmentId::from_uuid(id);
        Self { id, ..self }
    }

    fn place(&self) -> String {
        format!("commitment-{}", self.id)
    }

    fn chip(&self, page: &Page, today: Date) -> Option<Chip> {
        let binds = self.kind == CommitmentKind::Commitment;
        binds.then(|| super::entry::commitment_chip(page, self, today))
    }

    fn fill(
        form: &mut Form,
        dossier: &Dossier,
        (one, item): (Option<&Stored<Self>>, Option<ItemId>),
        choices: &[Choice],
    ) {
        let language = form.language;
        let kind = one
            .map_or(CommitmentKind::Commitment, |one| one.kind)
            .code();
        let kinds = Choice::of_codes(language, "meetings-binding-", ["commitment", "intent"]);
        form.choice("kind", "meetings-binding", kind, kinds)
            .required()
            .open();
        let empty = Localised::default();
        form.localised(
            "text",
            "meetings-what-is-promised",
            one.map_or(&empty, |one| &one.text),
        )
        .tall()
        .required();
        let side = one.map_or(Side::Home, |one| one.side).code();
        let sides = Choice::of_codes(language, "meetings-side-", ["home", "host"]);
        form.choice("side", "meetings-who-promises", side, sides)
            .required()
            .open();
        let (by, to) = (one.map(|one| &one.by), one.and_then(|one| one.to.as_ref()));
        for (name, label, party) in [
            ("by", "meetings-promised-by", by),
            ("to", "meetings-promised-to", to),
        ] {
            super::party_field(form, name, label, party, choices.to_vec());
        }
        form.line(
            "owner",
            "meetings-owner-label",
            one.map_or("", |one| &one.owner),
        )
        .hint("meetings-owner-hint")
        .half();
        form.date("due", "meetings-due-label", one.and_then(|one| one.due))
            .half();
        let item = one.and_then(|one| one.item).or(item);
        let item = item.map(|id| id.to_string()).unwrap_or_default();
        let items = super::items(dossier, language);
        form.choice("item", "meetings-where", &item, items);
        source_fields(form, one.and_then(|one| one.source.as_ref()));
    }
}
