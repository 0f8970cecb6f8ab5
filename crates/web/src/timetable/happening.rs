//! The fields in which a person says what happened.

use app::timetables::{Happening, Incident};
use domain::ids::{OrganisationId, PersonId, RequestId};

use crate::form::Submitted;

/// What may have happened, in the order of the tabs.
pub(super) const KINDS: [&str; 6] = [
    "absent",
    "interpreter",
    "cancelled",
    "wanted",
    "table",
    "slot",
];

/// The kind that was asked for; the first of them otherwise.
pub(super) fn kind(asked: &str) -> &'static str {
    KINDS
        .into_iter()
        .find(|kind| *kind == asked)
        .unwrap_or(KINDS[0])
}

/// What a form says happened.
pub(super) fn read(submitted: &mut Submitted, what: &str) -> Option<Incident> {
    let slot = |code: &str| code.parse::<u32>().ok();
    let request = |code: &str| code.parse::<RequestId>().ok();
    let happening = match what {
        "absent" => {
            let who = submitted.required_choice("who", |code| code.parse::<OrganisationId>().ok());
            let people = submitted.number("people", 1, 1_000);
            let from = submitted.required_choice("from", slot);
            let until = submitted.choice("until", slot);
            order(submitted, from, until);
            Happening::Absent {
                organisation: who?,
                people: people.and_then(|n| u32::try_from(n).ok()),
                from: from?,
                until,
            }
        }
        "interpreter" => {
            let person = |code: &str| code.parse::<PersonId>().ok();
            let person = submitted.required_choice("interpreter", person);
            let from = submitted.required_choice("from", slot);
            let until = submitted.choice("until", slot);
            order(submitted, from, until);
            Happening::InterpreterAway {
                person: person?,
                from: from?,
                until,
            }
        }
        "cancelled" => Happening::Cancelled {
            request: submitted.required_choice("request", request)?,
        },
        "wanted" => Happening::Wanted {
            request: submitted.required_choice("request", request)?,
        },
        "table" => {
            let table = submitted.required_choice("table", slot);
            let from = submitted.required_choice("from", slot);
            let until = submitted.choice("until", slot);
            order(submitted, from, until);
            Happening::TableLost {
                table: table?,
                from: from?,
                until,
            }
        }
        _ => Happening::SlotLost {
            slot: submitted.required_choice("slot", slot)?,
        },
    };
    let first_open = submitted.choice("as_of", slot);
    Some(Incident {
        happening,
        first_open,
        fill: submitted.check("fill"),
    })
}

/// Nobody is back before they are away.
fn order(submitted: &mut Submitted, from: Option<u32>, until: Option<u32>) {
    if let (Some(from), Some(until)) = (from, until)
        && until <= from
    {
        submitted.refuse("until", "replan-error-until");
    }
}
