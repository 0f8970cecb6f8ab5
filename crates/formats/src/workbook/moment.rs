//! Moments in cells: exact ones with their distance from UTC, or by the clocks of the session.

use domain::time::ZoneName;
use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::grid::Value;
use super::problem::ProblemKind;
use super::values;

/// A moment as a cell says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// Exactly: the cell also says the distance from UTC.
    Exact(Timestamp),
    /// As the clocks of the session's zone show it.
    Local(DateTime),
}

impl Moment {
    /// The moment in the zone of a session; in a gap of the clocks the later, in a fold the earlier.
    #[must_use]
    pub fn within(self, zone: &ZoneName) -> Timestamp {
        match self {
            Self::Exact(at) => at,
            Self::Local(local) => zone.moment(local),
        }
    }

    /// What a cell shows: local time, and for an exact moment its distance from UTC. Read again it
    /// is the same moment.
    pub(super) fn shown(self, zone: &ZoneName) -> String {
        match self {
            Self::Exact(at) => zone.local(at).strftime("%Y-%m-%d %H:%M:%S%.f%:z"),
            Self::Local(local) => local.strftime("%Y-%m-%d %H:%M:%S%.f"),
        }
        .to_string()
    }
}

/// A moment from a cell with a date format or from text.
pub(super) fn moment(value: &Value, from_1904: bool) -> Result<Moment, ProblemKind> {
    let moment = match value {
        Value::DateTime(days) => serial(*days, from_1904).map(Moment::Local),
        Value::Text(text) => {
            let text = values::plain(text);
            let exact = text.parse::<Timestamp>().ok().map(Moment::Exact);
            exact.or_else(|| local(&text).map(Moment::Local))
        }
        _ => None,
    };
    let year = |moment: &Moment| match moment {
        Moment::Exact(at) => at.to_zoned(jiff::tz::TimeZone::UTC).year(),
        Moment::Local(local) => local.year(),
    };
    // As for days: anything outside this century is a slip of the keyboard.
    let moment = moment.filter(|moment| (2000..2100).contains(&year(moment)));
    moment.ok_or(ProblemKind::BadMoment)
}

/// Days since the epoch of the workbook, to the second.
fn serial(days: f64, from_1904: bool) -> Option<DateTime> {
    let seconds = (days * 86_400.0).round();
    let day = (seconds / 86_400.0).floor();
    let date = values::date(&Value::DateTime(day), from_1904).ok()?;
    #[allow(
        clippy::cast_possible_truncation,
        reason = "the remainder of a day: 0 to 86 399"
    )]
    let rest = SignedDuration::from_secs((seconds - day * 86_400.0) as i64);
    date.at(0, 0, 0, 0).checked_add(rest).ok()
}

/// A day in one of the forms of a date, then a time with or without seconds.
fn local(text: &str) -> Option<DateTime> {
    let (day, clock) = text.split_once([' ', 'T'])?;
    let day: Date = values::date(&Value::Text(day.to_owned()), false).ok()?;
    let clock = clock.trim();
    let time: Time = match values::time(&Value::Text(clock.to_owned())) {
        Ok(time) => time,
        Err(_) => clock.parse().ok()?,
    };
    Some(day.to_datetime(time))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Moment, ProblemKind> {
        moment(&Value::Text(text.to_owned()), false)
    }

    #[test]
    fn people_write_moments_in_several_ways() {
        let local = Moment::Local(jiff::civil::date(2026, 4, 1).at(9, 30, 0, 0));
        for text in [
            "2026-04-01 09:30",
            "2026-04-01T9:30",
            "01.04.2026 09:30",
            "2026年4月1日 09:30:00",
            "２０２６-04-01　09：30",
        ] {
            assert_eq!(read(text), Ok(local), "{text}");
        }
        let exact = Moment::Exact("2026-04-01T07:30:00Z".parse().unwrap());
        for text in ["2026-04-01 09:30+02:00", "2026-04-01T07:30Z"] {
            assert_eq!(read(text), Ok(exact), "{text}");
        }
        // 46 113 days after 30 December 1899, and 9 hours 30 minutes.
        let cell = Value::DateTime(46_113.0 + 9.5 / 24.0);
        assert_eq!(moment(&cell, false), Ok(local));
        for text in [
            "",
            "soon",
            "2026-04-01",
            "09:30",
            "2026-04-31 09:30",
            "2026-04-01 25:00",
            "04/01/2026 09:30",
            "1926-04-01 09:30",
            "2126-04-01T09:30Z",
        ] {
            assert_eq!(read(text), Err(ProblemKind::BadMoment), "{text}");
        }
        assert_eq!(
            moment(&Value::Number(5.0), false),
            Err(ProblemKind::BadMoment)
        );
    }

    #[test]
    fn a_written_moment_is_read_as_the_same() {
        let zone = ZoneName::new("Europe/Berlin").unwrap();
        for at in [
            "2026-04-01T07:30:00Z",
            "2026-04-01T07:30:15.250001Z",
            // The same hour of the clocks twice.
            "2026-10-25T00:30:00Z",
            "2026-10-25T01:30:00Z",
        ] {
            let at: Timestamp = at.parse().unwrap();
            let shown = Moment::Exact(at).shown(&zone);
            let again = read(&shown).unwrap();
            assert_eq!(
                (again, again.within(&zone)),
                (Moment::Exact(at), at),
                "{shown}"
            );
        }
        let local = Moment::Local(jiff::civil::date(2026, 4, 1).at(9, 30, 0, 0));
        assert_eq!(read(&local.shown(&zone)), Ok(local));
        assert_eq!(local.within(&zone).to_string(), "2026-04-01T07:30:00Z");
    }
}
