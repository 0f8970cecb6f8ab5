//! The form of an ask.

use app::missions::Dossier;
use domain::ids::{AskId, ItemId, TypedId};
use domain::meetings::{Ask, AskState};
use domain::parties::{PartyOrText, PartyRef};
use domain::programme::Side;
use domain::record::Stored;
use domain::text::Localised;
use jiff::civil::Date;
use uuid::Uuid;

use super::said::Said;
use crate::at_hand::{self, Only};
use crate::form::{Choice, Form, Submitted};
use crate::guests::{read_source, source_fields};
use crate::kit::Chip;
use crate::page::Page;

impl Said for Ask {
    const FOLDER: &'static str = "asks";
    const TITLES: [&'static str; 2] = ["meetings-add-ask", "meetings-edit-ask"];
    const INTENTIONS: [&'static str; 2] = ["ask.put", "ask.edit"];
    const PARTIES: [&'static str; 2] = ["by", "of"];

    fn all(dossier: &Dossier) -> &[Stored<Self>] {
        &dossier.asks
    }

    fn read(
        page: &Page,
        dossier: &Dossier,
        submitted: &mut Submitted,
        before: Option<&Stored<Self>>,
    ) -> Option<Self> {
        let item = submitted.required_choice("item", |id| id.parse::<ItemId>().ok());
        let side = submitted.required_choice("side", Side::from_code);
        let by = submitted.choice("by", at_hand::party);
        let before_of = before.map(|ask| &ask.of);
        let of = super::read_party(submitted, "of", page.language, before_of);
        if of.is_none() {
            submitted.refuse("of", "form-error-required");
        }
        let text = submitted.required_localised("text");
        let source = read_source(submitted);
        Some(Ask {
            id: before.map_or_else(|| AskId::from_uuid(Uuid::nil()), |ask| ask.id),
            mission: dossier.mission.id,
            item: item?,
            side: side?,
            by,
            of: of?,
            text,
            concrete: submitted.check("concrete"),
            state: before.map_or(AskState::Open, |ask| ask.state.clone()),
            source,
        })
    }

    fn under(self, id: Uuid) -> Self {
        let id = AskId::from_uuid(id);
        Self { id, ..self }
    }

    fn place(&self) -> String {
        format!("item-{}", self.item)
    }

    fn chip(&self, page: &Page, _: Date) -> Option<Chip> {
        Some(super::entry::ask_chip(page, &self.state))
    }

    fn fill(
        form: &mut Form,
        dossier: &Dossier,
        (ask, item): (Option<&Stored<Self>>, Option<ItemId>),
        choices: &[Choice],
    ) {
        let language = form.language;
        let empty = Localised::default();
        form.localised(
            "text",
            "meetings-what-is-asked",
            ask.map_or(&empty, |ask| &ask.text),
        )
        .tall()
        .required();
        form.check(
            "concrete",
            "meetings-is-concrete",
            ask.is_some_and(|ask| ask.concrete),
        )
        .hint("meetings-is-concrete-hint");
        let item = ask.map(|ask| ask.item).or(item);
        let item_code = item.map(|id| id.to_string()).unwrap_or_default();
        let items = super::items(dossier, language);
        form.choice("item", "meetings-where", &item_code, items)
            .required();
        let side = ask.map_or(Side::Home, |ask| ask.side).code();
        let sides = Choice::of_codes(language, "meetings-asks-", ["home", "host"]);
        form.choice("side", "meetings-who-asks", side, sides)
            .required()
            .open();
        let by = ask
            .and_then(|ask| ask.by)
            .map(at_hand::code)
            .unwrap_or_default();
        form.party("by", "meetings-by-name", &by, choices.to_vec())
            .search(Only::All.search());
        let host = item
            .and_then(|id| dossier.item(id))
            .and_then(|item| item.hosts.first());
        let host = host.map(|id| PartyOrText::Party(PartyRef::Organisation(*id)));
        let of = ask.map(|ask| &ask.of).or(host.as_ref());
        super::party_field(form, "of", "meetings-asked-of", of, choices.to_vec());
        source_fields(form, ask.and_then(|ask| ask.source.as_ref()));
    }
}
