//! Times as people know them: to the minute, to the day, as a span, or not published.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use serde::{Deserialize, Serialize};

/// A time zone name that the IANA database does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an IANA time zone such as Europe/Berlin")]
pub struct BadZone(pub String);

/// An IANA time zone name that is known to exist, such as `Europe/Berlin`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ZoneName(String);

impl ZoneName {
    /// Reads a zone name and checks that it exists.
    pub fn new(name: &str) -> Result<Self, BadZone> {
        let zone = jiff::tz::db()
            .get(name.trim())
            .map_err(|_| BadZone(name.to_owned()))?;
        let name = zone.iana_name().ok_or_else(|| BadZone(name.to_owned()))?;
        Ok(Self(name.to_owned()))
    }

    /// Coordinated universal time.
    pub fn utc() -> Self {
        Self("UTC".to_owned())
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The zone with its rules.
    pub fn zone(&self) -> TimeZone {
        jiff::tz::db().get(&self.0).unwrap_or(TimeZone::UTC)
    }

    /// The moment of a local time here; in a gap of the clocks the later, in a fold the earlier.
    pub fn moment(&self, local: DateTime) -> Timestamp {
        self.zone()
            .to_ambiguous_zoned(local)
            .compatible()
            .map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp())
    }

    /// The local time of a moment here.
    pub fn local(&self, moment: Timestamp) -> Zoned {
        moment.to_zoned(self.zone())
    }
}

impl TryFrom<String> for ZoneName {
    type Error = BadZone;
    fn try_from(name: String) -> Result<Self, BadZone> {
        Self::new(&name)
    }
}

impl From<ZoneName> for String {
    fn from(name: ZoneName) -> String {
        name.0
    }
}

impl std::fmt::Display for ZoneName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A time that makes no sense.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadTime {
    /// The end is not after the start.
    #[error("the end is not after the start")]
    EndBeforeStart,
    /// The item would last longer than a week; probably a wrong date.
    #[error("longer than seven days")]
    TooLong,
}

/// When something happens, as exactly as people know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "known", rename_all = "snake_case")]
pub enum When {
    /// Local start and end in a named zone.
    Exact {
        /// Local start.
        start: DateTime,
        /// Local end, after the start.
        end: DateTime,
        /// The zone in which both are read.
        zone: ZoneName,
    },
    /// A day without a clock time.
    Day {
        /// The local day.
        date: Date,
    },
    /// Some time between two days, both included.
    Span {
        /// The first possible day.
        from: Date,
        /// The last possible day.
        to: Date,
    },
    /// The sources do not say.
    NotPublished {
        /// What they do say, such as "during their stay".
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
}

impl When {
    /// An exact time; refuses an end that is not after the start.
    pub fn exact(start: DateTime, end: DateTime, zone: ZoneName) -> Result<Self, BadTime> {
        if end <= start {
            return Err(BadTime::EndBeforeStart);
        }
        if start.date().saturating_add(jiff::Span::new().days(7)) < end.date() {
            return Err(BadTime::TooLong);
        }
        Ok(Self::Exact { start, end, zone })
    }

    /// A span of days; refuses an end before the start. One day is a `Day`.
    pub fn span(from: Date, to: Date) -> Result<Self, BadTime> {
        match from.cmp(&to) {
            std::cmp::Ordering::Greater => Err(BadTime::EndBeforeStart),
            std::cmp::Ordering::Equal => Ok(Self::Day { date: from }),
            std::cmp::Ordering::Less => Ok(Self::Span { from, to }),
        }
    }

    /// The first day on which it may happen, if known.
    pub fn first_day(&self) -> Option<Date> {
        match self {
            When::Exact { start, .. } => Some(start.date()),
            When::Day { date } => Some(*date),
            When::Span { from, .. } => Some(*from),
            When::NotPublished { .. } => None,
        }
    }

    /// The last day on which it may happen, if known.
    pub fn last_day(&self) -> Option<Date> {
        match self {
            When::Exact { end, .. } => Some(end.date()),
            When::Day { date } => Some(*date),
            When::Span { to, .. } => Some(*to),
            When::NotPublished { .. } => None,
        }
    }

    /// Start and end as moments; only an exact time has them.
    pub fn moments(&self) -> Option<(Timestamp, Timestamp)> {
        match self {
            When::Exact { start, end, zone } => Some((zone.moment(*start), zone.moment(*end))),
            _ => None,
        }
    }

    /// Whether two exact times share a moment. Times not known to the minute never overlap:
    /// nobody can say that they do.
    pub fn overlaps(&self, other: &When) -> bool {
        match (self.moments(), other.moments()) {
            (Some((a, b)), Some((c, d))) => a < d && c < b,
            _ => false,
        }
    }

    /// A key that sorts by time, unknown times last.
    pub fn sort_key(&self) -> String {
        match self {
            When::Exact { start, .. } => format!("{}T{}", start.date(), start.time()),
            When::Day { date } => format!("{date}T99"),
            When::Span { from, .. } => format!("{from}T99+"),
            When::NotPublished { .. } => "9999".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, datetime};

    fn berlin() -> ZoneName {
        ZoneName::new("Europe/Berlin").unwrap()
    }

    #[test]
    fn zones_must_exist() {
        assert!(ZoneName::new("Mars/Olympus").is_err());
        assert_eq!(
            ZoneName::new("europe/berlin").unwrap().as_str(),
            "Europe/Berlin"
        );
        assert!(serde_json::from_str::<ZoneName>("\"Nowhere\"").is_err());
    }

    #[test]
    fn an_end_must_be_after_the_start() {
        let nine = datetime(2023, 10, 11, 9, 0, 0, 0);
        assert_eq!(
            When::exact(nine, nine, berlin()),
            Err(BadTime::EndBeforeStart)
        );
        let later = datetime(2023, 10, 20, 9, 0, 0, 0);
        assert_eq!(When::exact(nine, later, berlin()), Err(BadTime::TooLong));
        assert_eq!(
            When::span(date(2023, 10, 2), date(2023, 10, 1)),
            Err(BadTime::EndBeforeStart)
        );
    }

    #[test]
    fn overlap_is_judged_across_zones() {
        let item = |h, zone: &str| {
            let start = datetime(2023, 10, 11, h, 0, 0, 0);
            let end = datetime(2023, 10, 11, h + 1, 0, 0, 0);
            When::exact(start, end, ZoneName::new(zone).unwrap()).unwrap()
        };
        assert!(item(9, "Europe/Berlin").overlaps(&item(15, "Asia/Shanghai")));
        assert!(!item(9, "Europe/Berlin").overlaps(&item(9, "Asia/Shanghai")));
        assert!(!item(9, "Europe/Berlin").overlaps(&item(10, "Europe/Berlin")));
        let day = When::Day {
            date: date(2023, 10, 11),
        };
        assert!(!day.overlaps(&item(9, "Europe/Berlin")));
    }

    #[test]
    fn unknown_times_sort_last() {
        let mut all = [
            When::NotPublished {
                note: String::new(),
            },
            When::Day {
                date: date(2023, 10, 11),
            },
            When::exact(
                datetime(2023, 10, 11, 9, 0, 0, 0),
                datetime(2023, 10, 11, 10, 0, 0, 0),
                berlin(),
            )
            .unwrap(),
        ];
        all.sort_by_key(When::sort_key);
        assert!(
            matches!(all[0], When::Exact { .. }) && matches!(all[2], When::NotPublished { .. })
        );
    }
}
