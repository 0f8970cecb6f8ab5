//! The field in which a participant says when it likes best to meet.

use app::participants::Times;
use domain::language::Language;
use domain::matchmaking::Slot;
use domain::participants::ProfileWords;
use i18n::Text;
use jiff::civil::DateTime;

use crate::form::{Choice, Form, Submitted};

/// Adds the field, where there are times to choose among.
pub(super) fn field(form: &mut Form, words: &ProfileWords, times: &Times) {
    if times.free.is_empty() {
        return;
    }
    let language = form.language;
    let days = is_one_day(&times.free);
    let choice = |slot: &Slot| Choice::new(slot.start, written(language, slot, days));
    let choices = times.free.iter().map(choice).collect();
    let chosen: Vec<String> = words.times.iter().map(DateTime::to_string).collect();
    let hint = if times.noted.is_empty() {
        Text::new("wishes-own-hint")
    } else {
        let noted = times.noted.iter().map(|slot| written(language, slot, days));
        Text::new("wishes-own-noted").with("times", language.listed(noted))
    };
    form.several("times", "wishes-own", &chosen, choices)
        .hint(hint);
}

fn is_one_day(slots: &[Slot]) -> bool {
    let first = slots.first().map(|slot| slot.start.date());
    slots.iter().all(|slot| Some(slot.start.date()) == first)
}

/// A slot; with its day, where there are several.
fn written(language: Language, slot: &Slot, one_day: bool) -> String {
    let span = i18n::dates::time_span(slot.start.time(), slot.end.time());
    if one_day {
        return span;
    }
    format!(
        "{} {span}",
        i18n::dates::day_short(language, slot.start.date())
    )
}

/// The times that were chosen, in their order.
pub(super) fn read(submitted: &mut Submitted) -> Vec<DateTime> {
    let mut times = submitted.several("times", |text| text.parse().ok());
    times.sort_unstable();
    times.dedup();
    times
}
