//! `VTIMEZONE` from the transitions of the IANA database.
//!
//! A zone is written from the transition before its first event to some years after the last
//! one. What repeats by a yearly rule through the whole of that time is written as a rule,
//! everything else as single dates: so the component is right for the events, short, and
//! programs that know only rules (Outlook) understand the usual zones.

use std::collections::BTreeMap;

use jiff::civil::{DateTime, Weekday};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::line::Lines;
use super::{Event, EventTime};
use domain::time::ZoneName;

/// How far beyond the last event transitions are written, in years.
const YEARS_AFTER: i64 = 6;

/// A rule must hold for so many years before it is trusted.
const YEARS_FOR_RULE: usize = 5;

/// Whether the zone is written as UTC, without a component.
pub(super) fn is_utc(zone: &ZoneName) -> bool {
    matches!(
        zone.as_str(),
        "UTC" | "Etc/UTC" | "Etc/UCT" | "Etc/Zulu" | "UCT" | "Zulu"
    )
}

/// The zones of the events in the order of their names, each with its first and last local time.
pub(super) fn used(events: &[Event]) -> Vec<(ZoneName, DateTime, DateTime)> {
    let mut spans: BTreeMap<ZoneName, (DateTime, DateTime)> = BTreeMap::new();
    for event in events {
        if let EventTime::Exact { start, end, zone } = &event.time
            && !is_utc(zone)
        {
            let span = spans.entry(zone.clone()).or_insert((*start, *end));
            *span = (span.0.min(*start), span.1.max(*end));
        }
    }
    spans
        .into_iter()
        .map(|(zone, (first, last))| (zone, first, last))
        .collect()
}

/// A time from which an offset holds.
struct Onset {
    /// The local time of the onset, read with the offset that held before.
    local: DateTime,
    before: Offset,
    after: Offset,
    daylight: bool,
    abbreviation: String,
}

/// Writes the component of a zone that is right from one local time to another.
pub(super) fn write(lines: &mut Lines, zone: &ZoneName, first: DateTime, last: DateTime) {
    let onsets = onsets(&zone.zone(), first, last);
    let horizon = last.year().saturating_add(5);
    lines.raw("BEGIN", "VTIMEZONE");
    lines.raw("TZID", zone.as_str());
    let mut groups: Vec<Vec<&Onset>> = Vec::new();
    for onset in &onsets {
        match groups.iter_mut().find(|group| {
            group
                .first()
                .is_some_and(|first| same_observance(first, onset))
        }) {
            Some(group) => group.push(onset),
            None => groups.push(vec![onset]),
        }
    }
    for group in &groups {
        write_observance(lines, group, horizon);
    }
    lines.raw("END", "VTIMEZONE");
}

fn same_observance(a: &Onset, b: &Onset) -> bool {
    (a.before, a.after, a.daylight, &a.abbreviation)
        == (b.before, b.after, b.daylight, &b.abbreviation)
}

fn onsets(zone: &TimeZone, first: DateTime, last: DateTime) -> Vec<Onset> {
    // A day of margin covers every difference between local time and UTC.
    let moment = |local: DateTime| {
        TimeZone::UTC
            .to_timestamp(local)
            .unwrap_or(Timestamp::UNIX_EPOCH)
    };
    let start = moment(first.saturating_sub(1.day()));
    let end = moment(last.saturating_add(YEARS_AFTER.years()));
    let previous = zone.preceding(start).next();
    let mut list = Vec::new();
    let info = zone.to_offset_info(start);
    let begin = previous
        .as_ref()
        .map_or(Timestamp::UNIX_EPOCH, |transition| transition.timestamp());
    let before = zone.to_offset(
        begin
            .saturating_sub(SignedDuration::from_secs(1))
            .unwrap_or(begin),
    );
    let before = if previous.is_some() {
        before
    } else {
        info.offset()
    };
    list.push(Onset {
        local: before.to_datetime(begin),
        before,
        after: info.offset(),
        daylight: info.dst().is_dst(),
        abbreviation: info.abbreviation().to_owned(),
    });
    let mut offset = info.offset();
    for transition in zone
        .following(start)
        .take_while(|transition| transition.timestamp() < end)
    {
        list.push(Onset {
            local: offset.to_datetime(transition.timestamp()),
            before: offset,
            after: transition.offset(),
            daylight: transition.dst().is_dst(),
            abbreviation: transition.abbreviation().to_owned(),
        });
        offset = transition.offset();
    }
    list
}

fn write_observance(lines: &mut Lines, group: &[&Onset], horizon: i16) {
    let Some(first) = group.first() else { return };
    let component = if first.daylight {
        "DAYLIGHT"
    } else {
        "STANDARD"
    };
    lines.raw("BEGIN", component);
    lines.raw(
        "DTSTART",
        &first.local.strftime("%Y%m%dT%H%M%S").to_string(),
    );
    lines.raw("TZOFFSETFROM", &offset(first.before));
    lines.raw("TZOFFSETTO", &offset(first.after));
    lines.text("TZNAME", &first.abbreviation);
    match yearly_rule(group, horizon) {
        Some(rule) => lines.raw("RRULE", &rule),
        None => {
            for onset in group.iter().skip(1) {
                lines.raw("RDATE", &onset.local.strftime("%Y%m%dT%H%M%S").to_string());
            }
        }
    }
    lines.raw("END", component);
}

/// The rule by which the onsets repeat each year up to the horizon, if all of them do.
fn yearly_rule(group: &[&Onset], horizon: i16) -> Option<String> {
    let (first, last) = (group.first()?, group.last()?);
    if group.len() < YEARS_FOR_RULE || last.local.year() < horizon {
        return None;
    }
    let consecutive = group
        .windows(2)
        .all(|pair| pair[1].local.year() == pair[0].local.year() + 1);
    let same = group.iter().all(|onset| {
        onset.local.month() == first.local.month()
            && onset.local.time() == first.local.time()
            && onset.local.weekday() == first.local.weekday()
    });
    if !consecutive || !same {
        return None;
    }
    let last_of_month = group
        .iter()
        .all(|onset| onset.local.day() + 7 > onset.local.days_in_month());
    let week = |onset: &Onset| (onset.local.day() - 1) / 7 + 1;
    let nth = if last_of_month {
        -1
    } else if group.iter().all(|onset| week(onset) == week(first)) {
        week(first)
    } else {
        return None;
    };
    let day = weekday(first.local.weekday());
    Some(format!(
        "FREQ=YEARLY;BYMONTH={};BYDAY={nth}{day}",
        first.local.month()
    ))
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "MO",
        Weekday::Tuesday => "TU",
        Weekday::Wednesday => "WE",
        Weekday::Thursday => "TH",
        Weekday::Friday => "FR",
        Weekday::Saturday => "SA",
        Weekday::Sunday => "SU",
    }
}

/// `+0800`, and `+080543` where seconds matter.
fn offset(offset: Offset) -> String {
    let seconds = offset.seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let seconds = seconds.unsigned_abs();
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if rest == 0 {
        format!("{sign}{hours:02}{minutes:02}")
    } else {
        format!("{sign}{hours:02}{minutes:02}{rest:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::datetime;

    fn component(name: &str) -> String {
        let mut lines = Lines::new();
        let zone = ZoneName::new(name).unwrap();
        write(
            &mut lines,
            &zone,
            datetime(2026, 3, 20, 9, 0, 0, 0),
            datetime(2026, 4, 2, 18, 0, 0, 0),
        );
        String::from_utf8(lines.into_bytes()).unwrap()
    }

    #[test]
    fn berlin_is_two_yearly_rules() {
        let text = component("Europe/Berlin");
        assert!(text.contains("BEGIN:STANDARD\r\nDTSTART:20251026T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:CET\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"), "{text}");
        assert!(text.contains("BEGIN:DAYLIGHT\r\nDTSTART:20260329T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nTZNAME:CEST\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"), "{text}");
        assert!(!text.contains("RDATE"));
    }

    #[test]
    fn shanghai_and_istanbul_have_no_change_any_more() {
        let text = component("Asia/Shanghai");
        assert_eq!(text.matches("BEGIN:STANDARD").count(), 1, "{text}");
        assert!(
            text.contains("TZOFFSETTO:+0800\r\nTZNAME:CST\r\nEND:STANDARD")
                && !text.contains("DAYLIGHT")
        );
        let text = component("Europe/Istanbul");
        assert!(
            text.contains("TZOFFSETTO:+0300") && !text.contains("RRULE") && !text.contains("RDATE"),
            "{text}"
        );
    }

    #[test]
    fn new_york_changes_on_the_second_sunday() {
        assert!(component("America/New_York").contains("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU"));
    }

    #[test]
    fn irregular_zones_are_single_dates() {
        let text = component("Africa/Casablanca");
        assert!(text.contains("RDATE:") && !text.contains("RRULE"), "{text}");
    }

    #[test]
    fn a_zone_that_never_changed_is_one_observance() {
        let text = component("Etc/GMT-5");
        assert!(
            text.contains("DTSTART:19700101T050000\r\nTZOFFSETFROM:+0500\r\nTZOFFSETTO:+0500"),
            "{text}"
        );
    }
}
