//! Dates and times as a language writes them.

use domain::language::Language;
use domain::time::When;
use icu::calendar::Gregorian;
use icu::datetime::FixedCalendarDateTimeFormatter as Formatter;
use icu::datetime::NoCalendarFormatter;
use icu::datetime::fieldsets::zone::ExemplarCity;
use icu::datetime::fieldsets::{E, MD, YMD, YMDE};
use icu::datetime::input::Date as IcuDate;
use icu::locale::{Locale, locale as icu_locale};
use icu::time::zone::IanaParser;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

use crate::Text;

/// The locale whose conventions a language's texts follow; English as in Europe.
pub(crate) fn locale(language: Language) -> Locale {
    match language {
        Language::ZhHans => icu_locale!("zh-Hans-CN"),
        Language::En => icu_locale!("en-GB"),
        Language::De => icu_locale!("de-DE"),
    }
}

struct Formats {
    full: Option<Formatter<Gregorian, YMD>>,
    with_weekday: Option<Formatter<Gregorian, YMDE>>,
    day: Option<Formatter<Gregorian, MD>>,
    day_short: Option<Formatter<Gregorian, MD>>,
    weekday: Option<Formatter<Gregorian, E>>,
    weekday_short: Option<Formatter<Gregorian, E>>,
    city: Option<NoCalendarFormatter<ExemplarCity>>,
}

impl Formats {
    fn new(language: Language) -> Self {
        let locale = locale(language);
        Self {
            full: Formatter::try_new((&locale).into(), YMD::long()).ok(),
            with_weekday: Formatter::try_new((&locale).into(), YMDE::long()).ok(),
            day: Formatter::try_new((&locale).into(), MD::long()).ok(),
            day_short: Formatter::try_new((&locale).into(), MD::medium()).ok(),
            weekday: Formatter::try_new((&locale).into(), E::long()).ok(),
            weekday_short: Formatter::try_new((&locale).into(), E::medium()).ok(),
            city: NoCalendarFormatter::try_new((&locale).into(), ExemplarCity).ok(),
        }
    }
}

thread_local! {
    static ZH_HANS: Formats = Formats::new(Language::ZhHans);
    static EN: Formats = Formats::new(Language::En);
    static DE: Formats = Formats::new(Language::De);
}

fn format(
    language: Language,
    date: Date,
    pick: impl FnOnce(&Formats, &IcuDate<Gregorian>) -> Option<String>,
) -> String {
    let written = |formats: &Formats| {
        let month = u8::try_from(date.month()).ok()?;
        let day = u8::try_from(date.day()).ok()?;
        let date = IcuDate::try_new_gregorian(i32::from(date.year()), month, day).ok()?;
        pick(formats, &date)
    };
    formats(language, written).unwrap_or_else(|| date.to_string())
}

fn formats<T>(language: Language, with: impl FnOnce(&Formats) -> T) -> T {
    match language {
        Language::ZhHans => ZH_HANS.with(with),
        Language::En => EN.with(with),
        Language::De => DE.with(with),
    }
}

/// The city after which a time zone is named: Berlin, 柏林.
#[must_use]
pub fn zone_city(language: Language, zone: &str) -> String {
    let plain = || zone.rsplit('/').next().unwrap_or(zone).replace('_', " ");
    if !zone.contains('/') {
        return plain();
    }
    let known = IanaParser::new().parse(zone).without_offset();
    formats(language, |formats| {
        Some(formats.city.as_ref()?.format(&known).to_string())
    })
    .unwrap_or_else(plain)
}

/// The time of a place in words: "Berlin time". That of all China has the name of its capital.
#[must_use]
pub fn zone_time(language: Language, zone: &str) -> String {
    if zone == "Asia/Shanghai" {
        return crate::t(language, "common-zone-beijing", &[]);
    }
    let city = zone_city(language, zone);
    Text::new("common-zone-time")
        .with("city", city)
        .render(language)
}

macro_rules! writer {
    ($(#[$doc:meta])* $name:ident, $field:ident) => {
        $(#[$doc])*
        #[must_use]
        pub fn $name(language: Language, date: Date) -> String {
            format(language, date, |formats, date| {
                Some(formats.$field.as_ref()?.format(date).to_string())
            })
        }
    };
}

writer!(
    /// 11 October 2023, 11. Oktober 2023, 2023年10月11日.
    full, full
);
writer!(
    /// The full date with the day of the week.
    full_with_weekday, with_weekday
);
writer!(
    /// 11 October, 11. Oktober, 10月11日: within a year that is clear.
    day, day
);
writer!(
    /// 11 Oct, 11. Okt., 10月11日.
    day_short, day_short
);
writer!(
    /// Wednesday, Mittwoch, 星期三.
    weekday, weekday
);
writer!(
    /// Wed, Mi, 周三.
    weekday_short, weekday_short
);

/// The name on a day's tab: Wed 11, Mi 11., 11日 周三.
#[must_use]
pub fn tab(language: Language, date: Date) -> String {
    let weekday = weekday_short(language, date);
    let weekday = weekday.trim_end_matches('.');
    match language {
        Language::ZhHans => format!("{}日 {weekday}", date.day()),
        Language::En => format!("{weekday} {}", date.day()),
        Language::De => format!("{weekday} {}.", date.day()),
    }
}

/// 09:05, on the 24-hour clock in every language, as programmes are printed.
#[must_use]
pub fn time(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// 09:00 – 10:30.
#[must_use]
pub fn time_span(from: Time, to: Time) -> String {
    format!("{} – {}", self::time(from), self::time(to))
}

/// A full date with its time.
#[must_use]
pub fn date_time(language: Language, at: DateTime) -> String {
    format!("{} {}", full(language, at.date()), time(at.time()))
}

/// An instant in a zone, for "changed at" lines.
#[must_use]
pub fn instant(language: Language, at: Timestamp, zone: &TimeZone) -> String {
    date_time(language, zone.to_datetime(at))
}

/// A span of days that says the shared parts once: 11–13 October 2023,
/// 11.–13. Oktober 2023, 2023年10月11日至13日. One day is written as that day.
#[must_use]
pub fn span(language: Language, from: Date, to: Date) -> String {
    if from == to {
        return full(language, from);
    }
    let same_year = from.year() == to.year();
    let same_month = same_year && from.month() == to.month();
    let (first, last) = (from.day(), to.day());
    match language {
        Language::ZhHans if same_month => format!("{}至{last}日", full(language, from)),
        Language::ZhHans if same_year => {
            format!("{}至{}", full(language, from), day(language, to))
        }
        Language::ZhHans => format!("{}至{}", full(language, from), full(language, to)),
        Language::En if same_month => format!("{first}–{}", full(language, to)),
        Language::De if same_month => format!("{first}.–{}", full(language, to)),
        _ if same_year => format!("{} – {}", day(language, from), full(language, to)),
        _ => format!("{} – {}", full(language, from), full(language, to)),
    }
}

/// How far the clocks of a place are from those at home at a moment: "6 h behind home".
#[must_use]
pub fn from_home(at: Timestamp, place: &TimeZone, home: &TimeZone) -> Text {
    let offset = |zone: &TimeZone| i64::from(zone.to_offset(at).seconds());
    let minutes = (offset(place) - offset(home)) / 60;
    if minutes == 0 {
        return Text::new("common-clock-same");
    }
    let size = minutes.abs();
    let hours = if size % 60 == 0 {
        (size / 60).to_string()
    } else {
        format!("{}:{:02}", size / 60, size % 60)
    };
    let key = if minutes < 0 {
        "common-clock-behind"
    } else {
        "common-clock-ahead"
    };
    Text::new(key).with("hours", hours)
}

/// The days that something lasts, such as a mission or a stay: here a span is the whole time,
/// not some day within it.
#[must_use]
pub fn period(language: Language, when: &When) -> String {
    match when {
        When::Span { from, to } => span(language, *from, *to),
        other => self::when(language, other),
    }
}

/// A time as exactly as people know it, with its date.
#[must_use]
pub fn when(language: Language, when: &When) -> String {
    match when {
        When::Exact { start, end, .. } if start.date() == end.date() => {
            let clock = time_span(start.time(), end.time());
            let separator = if language == Language::ZhHans {
                " "
            } else {
                ", "
            };
            format!("{}{separator}{clock}", full(language, start.date()))
        }
        When::Exact { start, end, .. } => {
            format!(
                "{} – {}",
                date_time(language, *start),
                date_time(language, *end)
            )
        }
        When::Day { date } => full(language, *date),
        When::Span { from, to } => Text::new("common-when-within")
            .with("span", span(language, *from, *to))
            .render(language),
        When::NotPublished { note } if note.is_empty() => {
            Text::new("common-when-unpublished").render(language)
        }
        When::NotPublished { note } => Text::new("common-when-unpublished-note")
            .with("note", note)
            .render(language),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use jiff::civil::date;

    const ALL: [Language; 3] = [Language::En, Language::De, Language::ZhHans];

    fn all(write: impl Fn(Language) -> String) -> [String; 3] {
        ALL.map(write)
    }

    #[test]
    fn dates_are_written_as_each_language_does() {
        let d = date(2023, 10, 11);
        assert_eq!(
            all(|l| full(l, d)),
            ["11 October 2023", "11. Oktober 2023", "2023年10月11日"]
        );
        assert_eq!(
            all(|l| day(l, d)),
            ["11 October", "11. Oktober", "10月11日"]
        );
        assert_eq!(all(|l| day_short(l, d)), ["11 Oct", "11. Okt.", "10月11日"]);
        assert_eq!(all(|l| weekday(l, d)), ["Wednesday", "Mittwoch", "星期三"]);
        assert_eq!(all(|l| tab(l, d)), ["Wed 11", "Mi 11.", "11日 周三"]);
        assert_eq!(
            all(|l| full_with_weekday(l, d)),
            [
                "Wednesday, 11 October 2023",
                "Mittwoch, 11. Oktober 2023",
                "2023年10月11日星期三"
            ]
        );
    }

    #[test]
    fn spans_say_the_shared_parts_once() {
        let (a, b, c, e) = (
            date(2023, 10, 11),
            date(2023, 10, 13),
            date(2023, 11, 2),
            date(2024, 1, 3),
        );
        assert_eq!(
            all(|l| span(l, a, b)),
            [
                "11–13 October 2023",
                "11.–13. Oktober 2023",
                "2023年10月11日至13日"
            ]
        );
        assert_eq!(
            all(|l| span(l, a, c)),
            [
                "11 October – 2 November 2023",
                "11. Oktober – 2. November 2023",
                "2023年10月11日至11月2日"
            ]
        );
        assert_eq!(
            all(|l| span(l, a, e))[0],
            "11 October 2023 – 3 January 2024"
        );
        assert_eq!(span(Language::De, a, a), "11. Oktober 2023");
    }

    #[test]
    fn clocks_are_compared_with_home_on_the_day() {
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        let home = TimeZone::get("Asia/Shanghai").unwrap();
        let summer: Timestamp = "2023-10-11T08:00:00Z".parse().unwrap();
        let winter: Timestamp = "2023-12-11T08:00:00Z".parse().unwrap();
        let written =
            |at, place: &TimeZone, base: &TimeZone| from_home(at, place, base).render(Language::En);
        assert_eq!(written(summer, &berlin, &home), "6 h behind home");
        assert_eq!(written(winter, &berlin, &home), "7 h behind home");
        assert_eq!(written(winter, &home, &berlin), "7 h ahead of home");
        assert_eq!(written(winter, &home, &home), "same time as home");
        let delhi = TimeZone::get("Asia/Kolkata").unwrap();
        assert_eq!(written(winter, &delhi, &home), "2:30 h behind home");
    }

    #[test]
    fn a_span_is_some_day_within_it_for_an_item_and_the_whole_time_for_a_journey() {
        let stay = When::span(date(2023, 10, 11), date(2023, 10, 13)).unwrap();
        assert_eq!(
            when(Language::En, &stay),
            "11–13 October 2023, day not published"
        );
        assert_eq!(period(Language::En, &stay), "11–13 October 2023");
        let unknown = When::NotPublished {
            note: "autumn".to_owned(),
        };
        assert_eq!(
            period(Language::De, &unknown),
            "Zeit nicht veröffentlicht: autumn"
        );
    }

    #[test]
    fn zones_are_named_after_their_city() {
        assert_eq!(
            all(|l| zone_city(l, "Europe/Berlin")),
            ["Berlin", "Berlin", "柏林"]
        );
        assert_eq!(
            all(|l| zone_city(l, "Asia/Shanghai")),
            ["Shanghai", "Shanghai", "上海"]
        );
        assert_eq!(zone_city(Language::De, "America/New_York"), "New York");
        assert_eq!(zone_city(Language::ZhHans, "UTC"), "UTC");
        assert_eq!(
            all(|l| zone_time(l, "Europe/Berlin")),
            ["Berlin time", "Ortszeit Berlin", "柏林时间"]
        );
        assert_eq!(
            all(|l| zone_time(l, "Asia/Shanghai")),
            ["Beijing time", "Ortszeit Peking", "北京时间"]
        );
    }

    #[test]
    fn times_are_on_the_24_hour_clock() {
        assert_eq!(
            time_span(Time::constant(9, 0, 0, 0), Time::constant(14, 30, 0, 0)),
            "09:00 – 14:30"
        );
    }
}
