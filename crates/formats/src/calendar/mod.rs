//! Events as an iCalendar feed (RFC 5545, RFC 7986) that calendars update instead of duplicating.
//!
//! Every event has a stable `UID`, a `SEQUENCE` and a `LAST-MODIFIED`; local times carry a
//! `TZID` with the whole `VTIMEZONE`; days and spans are all-day events. The caller gives every
//! timestamp, so the same calendar gives the same bytes.

mod line;
mod zone;

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Timestamp};

use domain::time::ZoneName;
use line::Lines;

/// A calendar that is published as a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// What the reader's program calls the calendar.
    pub name: String,
    /// One sentence on what is in it; empty for none.
    pub description: String,
    /// How often programs should ask for a new version.
    pub refresh: SignedDuration,
    /// The events, written in this order.
    pub events: Vec<Event>,
}

/// One event of a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The same for ever and in every feed that shows the event, unique in the world.
    pub uid: String,
    /// Grows by one with every change of the record.
    pub sequence: u32,
    /// When the record was last changed; `DTSTAMP` and `LAST-MODIFIED`.
    pub modified_at: Timestamp,
    /// When it takes place.
    pub time: EventTime,
    /// Whether it will take place.
    pub status: EventStatus,
    /// What it is.
    pub title: String,
    /// Address and room; empty for none.
    pub location: String,
    /// Anything else that the reader needs; empty for none.
    pub description: String,
    /// Kinds, for filters and colours.
    pub categories: Vec<String>,
    /// A link to the page of the event.
    pub url: Option<String>,
}

/// When an event takes place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventTime {
    /// Local start and end in a named zone.
    Exact {
        /// Local start.
        start: DateTime,
        /// Local end, after the start.
        end: DateTime,
        /// The zone in which both are read.
        zone: ZoneName,
    },
    /// Whole days, both included; one day when they are equal.
    Days {
        /// The first day.
        from: Date,
        /// The last day.
        to: Date,
    },
}

/// Whether an event will take place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventStatus {
    /// Planned but not agreed.
    Tentative,
    /// Agreed, or already held.
    Confirmed,
    /// Called off; stays in the feed so that calendars strike it out.
    Cancelled,
}

impl EventStatus {
    fn as_ics(self) -> &'static str {
        match self {
            EventStatus::Tentative => "TENTATIVE",
            EventStatus::Confirmed => "CONFIRMED",
            EventStatus::Cancelled => "CANCELLED",
        }
    }
}

/// A calendar cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// An event has no uid, or one with control characters.
    #[error("event {index} has no usable uid")]
    BadUid {
        /// Index of the event, from 0.
        index: usize,
    },
    /// Two events have the same uid: calendars would show only one of them.
    #[error("two events have the uid `{uid}`")]
    DuplicateUid {
        /// The uid.
        uid: String,
    },
    /// An event ends before it starts, or at the same moment.
    #[error("the event `{uid}` ends before it starts")]
    EndBeforeStart {
        /// The uid of the event.
        uid: String,
    },
    /// A date is at the end of the calendar (year 9999).
    #[error("the event `{uid}` lies beyond the calendar")]
    OutOfRange {
        /// The uid of the event.
        uid: String,
    },
}

/// The calendar as the bytes of an `.ics` file, `text/calendar; charset=utf-8`.
pub fn to_ics(calendar: &Calendar) -> Result<Vec<u8>, CalendarError> {
    check(&calendar.events)?;
    let mut lines = Lines::new();
    lines.raw("BEGIN", "VCALENDAR");
    lines.raw("VERSION", "2.0");
    lines.raw("PRODID", "-//Legation//Trade mission calendar//EN");
    lines.raw("CALSCALE", "GREGORIAN");
    lines.raw("METHOD", "PUBLISH");
    lines.text("NAME", &calendar.name);
    lines.text("X-WR-CALNAME", &calendar.name);
    if !calendar.description.is_empty() {
        lines.text("DESCRIPTION", &calendar.description);
        lines.text("X-WR-CALDESC", &calendar.description);
    }
    let refresh = duration(calendar.refresh);
    lines.raw("REFRESH-INTERVAL;VALUE=DURATION", &refresh);
    lines.raw("X-PUBLISHED-TTL", &refresh);
    for (zone, from, to) in zone::used(&calendar.events) {
        zone::write(&mut lines, &zone, from, to);
    }
    for event in &calendar.events {
        write_event(&mut lines, event)?;
    }
    lines.raw("END", "VCALENDAR");
    Ok(lines.into_bytes())
}

fn check(events: &[Event]) -> Result<(), CalendarError> {
    let mut seen = std::collections::BTreeSet::new();
    for (index, event) in events.iter().enumerate() {
        let uid = &event.uid;
        if uid.trim().is_empty() || uid.chars().any(char::is_control) {
            return Err(CalendarError::BadUid { index });
        }
        if !seen.insert(uid.as_str()) {
            return Err(CalendarError::DuplicateUid { uid: uid.clone() });
        }
        let backwards = match &event.time {
            EventTime::Exact { start, end, .. } => end <= start,
            EventTime::Days { from, to } => to < from,
        };
        if backwards {
            return Err(CalendarError::EndBeforeStart { uid: uid.clone() });
        }
    }
    Ok(())
}

fn write_event(lines: &mut Lines, event: &Event) -> Result<(), CalendarError> {
    let stamp = event.modified_at.strftime("%Y%m%dT%H%M%SZ").to_string();
    lines.raw("BEGIN", "VEVENT");
    lines.text("UID", &event.uid);
    lines.raw("DTSTAMP", &stamp);
    lines.raw("LAST-MODIFIED", &stamp);
    lines.raw("SEQUENCE", &event.sequence.to_string());
    match &event.time {
        EventTime::Exact { start, end, zone } => {
            write_moment(lines, "DTSTART", *start, zone);
            write_moment(lines, "DTEND", *end, zone);
        }
        EventTime::Days { from, to } => {
            let after = to.tomorrow().map_err(|_| CalendarError::OutOfRange {
                uid: event.uid.clone(),
            })?;
            lines.raw("DTSTART;VALUE=DATE", &from.strftime("%Y%m%d").to_string());
            lines.raw("DTEND;VALUE=DATE", &after.strftime("%Y%m%d").to_string());
            // A day on which something takes place somewhere does not block the whole day.
            lines.raw("TRANSP", "TRANSPARENT");
        }
    }
    lines.raw("STATUS", event.status.as_ics());
    lines.text("SUMMARY", &event.title);
    if !event.location.is_empty() {
        lines.text("LOCATION", &event.location);
    }
    if !event.description.is_empty() {
        lines.text("DESCRIPTION", &event.description);
    }
    if !event.categories.is_empty() {
        lines.texts("CATEGORIES", &event.categories);
    }
    if let Some(url) = event.url.as_deref().filter(|url| is_link(url)) {
        lines.raw("URL", url);
    }
    lines.raw("END", "VEVENT");
    Ok(())
}

fn write_moment(lines: &mut Lines, property: &str, local: DateTime, zone: &ZoneName) {
    let written = local.strftime("%Y%m%dT%H%M%S").to_string();
    if zone::is_utc(zone) {
        lines.raw(property, &format!("{written}Z"));
    } else {
        lines.raw(&format!("{property};TZID={zone}"), &written);
    }
}

/// Only links of the web, without anything that could end the line.
fn is_link(url: &str) -> bool {
    let web = url.starts_with("https://") || url.starts_with("http://");
    web && !url.chars().any(|c| c.is_control() || c.is_whitespace())
}

/// The duration in whole minutes, at least one: `PT30M`.
fn duration(span: SignedDuration) -> String {
    format!("PT{}M", span.as_mins().max(1))
}

/// The strong entity tag of a feed from the SHA-256 digest of its bytes.
pub fn etag(digest: &[u8; 32]) -> String {
    use std::fmt::Write as _;
    let mut tag = String::with_capacity(66);
    tag.push('"');
    for byte in digest {
        // Writing to a String cannot fail.
        let _ = write!(tag, "{byte:02x}");
    }
    tag.push('"');
    tag
}

/// Whether an `If-None-Match` header names the tag, so that 304 is the right answer.
///
/// Weak comparison, as RFC 9110 section 13.1.2 asks for.
pub fn etag_matches(if_none_match: &str, tag: &str) -> bool {
    if_none_match
        .split(',')
        .map(str::trim)
        .any(|given| given == "*" || given.strip_prefix("W/").unwrap_or(given) == tag)
}
