//! The settings of a session, from their sheet and to it.

use domain::language::Language;
use domain::matchmaking::Matchmaking;
use domain::participants::{Booking, Earlier, Weight};
use formats::workbook::{self, SettingsRow, Workbook, YesNo};
use jiff::civil::Time;

use super::plan::Maker;

/// Booking ends with the day where no time is said.
const END_OF_DAY: Time = Time::constant(23, 59, 0, 0);

impl Maker<'_> {
    /// What a cell says replaces what the session says, and an empty cell changes nothing.
    pub(super) fn settings(
        &mut self,
        session: &mut Matchmaking,
        workbook: &Workbook,
        is_new: bool,
    ) {
        let Some(row) = workbook.settings.first() else {
            return;
        };
        let before = (session.title.clone(), session.booking.clone());
        for (language, title) in [
            (Language::ZhHans, &row.title_zh),
            (Language::En, &row.title_en),
            (Language::De, &row.title_de),
        ] {
            if let Some(title) = title {
                session.title.set(language.tag(), title);
            }
        }
        book(&mut session.booking, row);
        let tally = &mut self.plan.counts.settings;
        tally.new = usize::from(is_new);
        tally.known = usize::from(!is_new);
        let now = (&session.title, &session.booking);
        tally.changed = usize::from(!is_new && now != (&before.0, &before.1));
    }
}

/// Takes over what a row says of booking.
fn book(booking: &mut Booking, row: &SettingsRow) {
    let yes = |said: Option<YesNo>, now: bool| said.map_or(now, |said| said == YesNo::Yes);
    booking.open = yes(row.open, booking.open);
    booking.across = yes(row.across, booking.across);
    if let Some(day) = row.until {
        booking.until = Some(day.to_datetime(row.until_time.unwrap_or(END_OF_DAY)));
    }
    let days = row.answer_days.and_then(|days| u16::try_from(days).ok());
    booking.answer_days = days.or(booking.answer_days);
    booking.most_asks = row.most_asks.or(booking.most_asks);
    booking.links_until = row.links_until.or(booking.links_until);
    let weights = &mut booking.weights;
    for (weight, said) in [
        (&mut weights.wishes, row.wishes),
        (&mut weights.sector, row.sector),
        (&mut weights.region, row.region),
        (&mut weights.language, row.language),
    ] {
        *weight = said.map_or(*weight, read_weight);
    }
    weights.earlier = row.earlier.map_or(weights.earlier, read_earlier);
}

/// The settings of a session as the first row of their sheet.
pub(super) fn row(session: &Matchmaking, row: u32) -> SettingsRow {
    let booking = &session.booking;
    let weights = booking.weights;
    let yes = |yes: bool| Some(if yes { YesNo::Yes } else { YesNo::No });
    let title = |language: Language| {
        let title = session.title.get(language);
        title.map(str::to_owned)
    };
    SettingsRow {
        row,
        code: Some("B1".to_owned()),
        title_zh: title(Language::ZhHans),
        title_en: title(Language::En),
        title_de: title(Language::De),
        open: yes(booking.open),
        until: booking.until.map(|until| until.date()),
        until_time: booking.until.map(|until| until.time()),
        answer_days: booking.answer_days.map(u32::from),
        most_asks: booking.most_asks,
        across: yes(booking.across),
        links_until: booking.links_until,
        wishes: Some(told_weight(weights.wishes)),
        sector: Some(told_weight(weights.sector)),
        region: Some(told_weight(weights.region)),
        language: Some(told_weight(weights.language)),
        earlier: Some(told_earlier(weights.earlier)),
        note: None,
    }
}

fn read_weight(weight: workbook::Weight) -> Weight {
    match weight {
        workbook::Weight::Nothing => Weight::Nothing,
        workbook::Weight::Little => Weight::Little,
        workbook::Weight::Clear => Weight::Clear,
        workbook::Weight::Strong => Weight::Strong,
    }
}

fn told_weight(weight: Weight) -> workbook::Weight {
    match weight {
        Weight::Nothing => workbook::Weight::Nothing,
        Weight::Little => workbook::Weight::Little,
        Weight::Clear => workbook::Weight::Clear,
        Weight::Strong => workbook::Weight::Strong,
    }
}

fn read_earlier(earlier: workbook::Earlier) -> Earlier {
    match earlier {
        workbook::Earlier::Fresh => Earlier::Fresh,
        workbook::Earlier::Either => Earlier::Either,
        workbook::Earlier::Known => Earlier::Known,
    }
}

fn told_earlier(earlier: Earlier) -> workbook::Earlier {
    match earlier {
        Earlier::Fresh => workbook::Earlier::Fresh,
        Earlier::Either => workbook::Earlier::Either,
        Earlier::Known => workbook::Earlier::Known,
    }
}
