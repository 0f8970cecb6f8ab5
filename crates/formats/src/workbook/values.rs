//! Strict readings of single values: dates, times, zones, addresses, codes.

use jiff::civil::{Date, Time};
use jiff::{SignedDuration, ToSpan};

use domain::interpreting::{Interpreting, LanguagePair};
use domain::language::LanguageTag;
use domain::time::ZoneName;

use super::grid::Value;
use super::problem::ProblemKind;
use super::schema::{folded, half_width};

/// Half-width ASCII instead of full-width, and no space at the ends.
pub(super) fn plain(text: &str) -> String {
    text.chars()
        .map(half_width)
        .collect::<String>()
        .trim()
        .to_owned()
}

/// The cell as text: whole numbers without a fraction, as codes and telephone numbers need.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.clone()),
        Value::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
            Some(format!("{number:.0}"))
        }
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(if *flag { "TRUE" } else { "FALSE" }.to_owned()),
        Value::DateTime(days) => Some(serial_text(*days)),
        Value::Error(_) => None,
    }
}

/// A date cell in a column of text shows what the spreadsheet would show.
fn serial_text(days: f64) -> String {
    match (serial_date(days.floor(), false), serial_time(days.fract())) {
        (Some(date), Some(time)) if time == Time::midnight() => date.to_string(),
        (Some(date), Some(time)) => format!("{date} {}", time.strftime("%H:%M")),
        (None, Some(time)) => time.strftime("%H:%M").to_string(),
        _ => days.to_string(),
    }
}

/// A local day from a date cell or from text in one of the unmistakable forms.
pub(super) fn date(value: &Value, from_1904: bool) -> Result<Date, ProblemKind> {
    let date = match value {
        Value::DateTime(days) if days.fract() == 0.0 => {
            serial_date(*days, from_1904).ok_or(ProblemKind::BadDate)?
        }
        Value::Text(text) => text_date(&plain(text))?,
        _ => return Err(ProblemKind::BadDate),
    };
    // Missions are planned in this century; anything else is a slip of the keyboard.
    if (2000..2100).contains(&date.year()) {
        Ok(date)
    } else {
        Err(ProblemKind::BadDate)
    }
}

fn serial_date(days: f64, from_1904: bool) -> Option<Date> {
    // Day 60 of the 1900 system is 29 February 1900, which never was; days before it are shifted.
    let (epoch, first) = if from_1904 {
        (Date::constant(1904, 1, 1), 0.0)
    } else {
        (Date::constant(1899, 12, 30), 61.0)
    };
    if !(first..3_000_000.0).contains(&days) {
        return None;
    }
    #[allow(
        clippy::cast_possible_truncation,
        reason = "checked above: a small whole number"
    )]
    let days = days as i64;
    epoch.checked_add(days.days()).ok()
}

fn text_date(text: &str) -> Result<Date, ProblemKind> {
    let text = text.strip_suffix("T00:00:00").unwrap_or(text);
    let year_first = |separator: char| split(text, separator).map(|[y, m, d]| (y, m, d));
    let chinese = || {
        let (year, rest) = text.split_once('年')?;
        let (month, rest) = rest.split_once('月')?;
        let day = rest
            .strip_suffix('日')
            .or_else(|| rest.strip_suffix('号'))?;
        Some((year.trim(), month.trim(), day.trim()))
    };
    let parts = year_first('-').or_else(chinese);
    if let Some((year, month, day)) = parts {
        return from_parts(year, month, day);
    }
    for separator in ['/', '.'] {
        let Some([a, b, c]) = split(text, separator) else {
            continue;
        };
        if a.len() == 4 {
            return from_parts(a, b, c);
        }
        // With dots the day comes first (German); with slashes nobody can know.
        return match separator {
            '.' if c.len() == 4 => from_parts(c, b, a),
            '/' => Err(ProblemKind::AmbiguousDate),
            _ => Err(ProblemKind::BadDate),
        };
    }
    Err(ProblemKind::BadDate)
}

fn split(text: &str, separator: char) -> Option<[&str; 3]> {
    let mut parts = text.split(separator).map(str::trim);
    let three = [parts.next()?, parts.next()?, parts.next()?];
    let digits = three
        .iter()
        .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    (digits && parts.next().is_none()).then_some(three)
}

fn from_parts(year: &str, month: &str, day: &str) -> Result<Date, ProblemKind> {
    if year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return Err(ProblemKind::BadDate);
    }
    let (year, month, day) = (year.parse(), month.parse(), day.parse());
    match (year, month, day) {
        (Ok(year), Ok(month), Ok(day)) => {
            Date::new(year, month, day).map_err(|_| ProblemKind::BadDate)
        }
        _ => Err(ProblemKind::BadDate),
    }
}

/// A local time of day to the minute, from a time cell or from text such as `9:00` or `09:00`.
pub(super) fn time(value: &Value) -> Result<Time, ProblemKind> {
    match value {
        Value::DateTime(days) if (0.0..1.0).contains(days) => {
            serial_time(*days).ok_or(ProblemKind::BadTime)
        }
        Value::Text(text) => text_time(&plain(text)),
        _ => Err(ProblemKind::BadTime),
    }
}

fn serial_time(fraction: f64) -> Option<Time> {
    let minutes = (fraction * 1440.0).round();
    // Half a second of rounding is the spreadsheet's, more is somebody's seconds.
    if (minutes - fraction * 1440.0).abs() > 0.5 / 60.0 || !(0.0..1440.0).contains(&minutes) {
        return None;
    }
    #[allow(clippy::cast_possible_truncation, reason = "checked above: 0 to 1439")]
    let minutes = minutes as i64;
    Time::midnight()
        .checked_add(SignedDuration::from_mins(minutes))
        .ok()
}

fn text_time(text: &str) -> Result<Time, ProblemKind> {
    let mut parts = text.split(':');
    let (Some(hour), Some(minute)) = (parts.next(), parts.next()) else {
        return Err(ProblemKind::BadTime);
    };
    let whole_minutes = matches!((parts.next(), parts.next()), (None | Some("00"), None));
    let shaped = (1..=2).contains(&hour.len()) && minute.len() == 2;
    if !whole_minutes
        || !shaped
        || !hour
            .bytes()
            .chain(minute.bytes())
            .all(|b| b.is_ascii_digit())
    {
        return Err(ProblemKind::BadTime);
    }
    match (hour.parse(), minute.parse()) {
        (Ok(hour), Ok(minute)) => Time::new(hour, minute, 0, 0).map_err(|_| ProblemKind::BadTime),
        _ => Err(ProblemKind::BadTime),
    }
}

/// An IANA zone of a city, or UTC; abbreviations such as CST name three different zones.
pub(super) fn zone(text: &str) -> Result<ZoneName, ProblemKind> {
    let text = plain(text);
    if !text.contains('/') && !text.eq_ignore_ascii_case("UTC") {
        return Err(ProblemKind::BadZone);
    }
    ZoneName::new(&text).map_err(|_| ProblemKind::BadZone)
}

/// A code in half-width form: letters of any script, digits and `- _ . /`.
pub(super) fn code(text: &str) -> Result<String, ProblemKind> {
    let code = plain(text);
    let fine = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    if code.is_empty() || code.chars().count() > 32 || !code.chars().all(fine) {
        return Err(ProblemKind::BadCode);
    }
    Ok(code)
}

/// Codes separated by commas, semicolons or line breaks of any width.
pub(super) fn codes(text: &str) -> Result<Vec<String>, ProblemKind> {
    parts(text).map(|part| code(&part)).collect()
}

/// Language tags separated like codes.
pub(super) fn languages(text: &str) -> Result<Vec<LanguageTag>, ProblemKind> {
    let mut tags = Vec::new();
    for part in parts(text) {
        let tag = LanguageTag::new(&part).map_err(|_| ProblemKind::BadLanguage)?;
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    Ok(tags)
}

/// Pairs of languages separated like codes; each pair once, in either direction.
pub(super) fn pairs(text: &str) -> Result<Vec<LanguagePair>, ProblemKind> {
    let mut pairs: Vec<LanguagePair> = Vec::new();
    for part in parts(text) {
        let pair = LanguagePair::read(&part).map_err(|_| ProblemKind::BadPair)?;
        if !pairs.iter().any(|known| known.is(&pair)) {
            pairs.push(pair);
        }
    }
    if pairs.is_empty() {
        return Err(ProblemKind::BadPair);
    }
    Ok(pairs)
}

/// Between which languages somebody interprets, or that nobody does.
pub(super) fn interpreting(text: &str) -> Result<Interpreting, ProblemKind> {
    let nobody = NOBODY.iter().any(|word| folded(word) == folded(text));
    if nobody {
        return Ok(Interpreting::Nobody);
    }
    let pair = LanguagePair::read(&plain(text)).map_err(|_| ProblemKind::BadPair)?;
    Ok(Interpreting::Between(pair))
}

/// How it is said that nobody interprets, in Chinese, English and German.
pub(super) const NOBODY: [&str; 3] = ["无", "none", "keiner"];

/// What stands between commas, semicolons and line breaks of any width.
pub(super) fn parts(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split([',', ';', '，', '；', '、', '\n'])
        .map(plain)
        .filter(|part| !part.is_empty())
}

/// An e-mail address that mail programs will take; the exact grammar of RFC 5321 is wider.
pub(super) fn email(text: &str) -> Result<String, ProblemKind> {
    let address = plain(text);
    let (local, domain) = address.rsplit_once('@').ok_or(ProblemKind::BadEmail)?;
    let local_fine = !local.is_empty()
        && local.len() <= 64
        && !local.contains("..")
        && local
            .chars()
            .all(|c| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c))
        && !local.starts_with('.')
        && !local.ends_with('.');
    if local_fine && domain_fine(domain) {
        Ok(address)
    } else {
        Err(ProblemKind::BadEmail)
    }
}

fn domain_fine(domain: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    domain.len() <= 253 && domain.contains('.') && domain.split('.').all(label)
}

/// A telephone number: at least five digits, a plus sign only at the start, the usual signs.
pub(super) fn phone(text: &str) -> Result<String, ProblemKind> {
    let number = plain(text);
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let signs = number.chars().enumerate().all(|(at, c)| {
        c.is_ascii_digit()
            || matches!(c, ' ' | '-' | '/' | '(' | ')' | '.')
            || (c == '+' && at == 0)
    });
    if signs && (5..=20).contains(&digits) {
        Ok(number)
    } else {
        Err(ProblemKind::BadPhone)
    }
}

/// A web address; without a scheme it gets `https://`.
pub(super) fn link(text: &str) -> Result<String, ProblemKind> {
    let text = plain(text);
    let address = if text.contains("://") {
        text
    } else {
        format!("https://{text}")
    };
    let rest = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"))
        .ok_or(ProblemKind::BadLink)?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    let clean = !address
        .chars()
        .any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '\\' | '@'));
    if clean && domain_fine(host) {
        Ok(address)
    } else {
        Err(ProblemKind::BadLink)
    }
}

/// The assigned two-letter codes of ISO 3166-1.
const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/// A country by its two letters, in capitals.
pub(super) fn country(text: &str) -> Result<String, ProblemKind> {
    let code = plain(text).to_ascii_uppercase();
    if code.len() == 2 && COUNTRIES.split(' ').any(|known| known == code) {
        Ok(code)
    } else {
        Err(ProblemKind::BadCountry)
    }
}

/// A whole number between two bounds.
pub(super) fn whole_number(value: &Value, min: u32, max: u32) -> Result<u32, ProblemKind> {
    let bad = ProblemKind::BadNumber { min, max };
    let number = match value {
        Value::Number(number) => *number,
        Value::Text(text) => match plain(text).parse::<u32>() {
            Ok(number) => f64::from(number),
            Err(_) => return Err(bad),
        },
        _ => return Err(bad),
    };
    if number.fract() != 0.0 || number < f64::from(min) || number > f64::from(max) {
        return Err(bad);
    }
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked above: between two u32"
    )]
    Ok(number as u32)
}

/// Whether the text has a Chinese character.
pub(super) fn has_han(text: &str) -> bool {
    text.chars().any(|c| matches!(c as u32, 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFD | 0x3007))
}

/// Whether the text has a letter of the Latin script.
pub(super) fn has_latin(text: &str) -> bool {
    text.chars()
        .any(|c| c.is_alphabetic() && (c as u32) < 0x250)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date as day, time as clock};

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn dates_in_every_unmistakable_form() {
        let wanted = day(2026, 4, 14);
        for form in [
            "2026-04-14",
            "2026-4-14",
            "2026/4/14",
            "2026.04.14",
            "14.04.2026",
            "14.4.2026",
            "2026年4月14日",
            "2026 年 04 月 14 日",
            "２０２６－０４－１４",
            "2026-04-14T00:00:00",
        ] {
            assert_eq!(date(&text(form), false), Ok(wanted), "{form}");
        }
        assert_eq!(date(&Value::DateTime(46126.0), false), Ok(wanted));
        assert_eq!(date(&Value::DateTime(46126.0 - 1462.0), true), Ok(wanted));
    }

    #[test]
    fn doubtful_dates_are_refused() {
        assert_eq!(
            date(&text("03/04/2026"), false),
            Err(ProblemKind::AmbiguousDate)
        );
        for form in [
            "",
            "14.04.26",
            "2026-13-01",
            "2026-02-30",
            "26-04-14",
            "tomorrow",
            "4月14日",
            "1926-04-14",
            "2026-04-14 09:00",
            "2026-04",
            "+2026-04-14",
        ] {
            assert_eq!(
                date(&text(form), false),
                Err(ProblemKind::BadDate),
                "{form}"
            );
        }
        for value in [
            Value::Number(46126.0),
            Value::DateTime(46126.5),
            Value::DateTime(60.0),
            Value::DateTime(-1.0),
            Value::DateTime(f64::NAN),
            Value::DateTime(1e18),
            Value::Bool(true),
        ] {
            assert_eq!(date(&value, false), Err(ProblemKind::BadDate), "{value:?}");
        }
    }

    #[test]
    fn times_to_the_minute() {
        for form in ["9:00", "09:00", "09：00", "09:00:00"] {
            assert_eq!(time(&text(form)), Ok(clock(9, 0, 0, 0)), "{form}");
        }
        assert_eq!(time(&Value::DateTime(0.375)), Ok(clock(9, 0, 0, 0)));
        assert_eq!(
            time(&Value::DateTime(23.0 / 24.0 + 59.0 / 1440.0)),
            Ok(clock(23, 59, 0, 0))
        );
        for form in [
            "24:00",
            "9",
            "9:5",
            "9:00 pm",
            "09:00:30",
            "上午9:00",
            "-1:00",
            "9:60",
        ] {
            assert_eq!(time(&text(form)), Err(ProblemKind::BadTime), "{form}");
        }
        for value in [
            Value::DateTime(46126.375),
            Value::DateTime(0.99999),
            Value::DateTime(0.3752),
            Value::Number(0.375),
            Value::DateTime(f64::NAN),
        ] {
            assert_eq!(time(&value), Err(ProblemKind::BadTime), "{value:?}");
        }
    }

    #[test]
    fn zones_are_those_of_cities() {
        assert_eq!(
            zone("europe/berlin").map(|zone| zone.to_string()),
            Ok("Europe/Berlin".to_owned())
        );
        assert_eq!(
            zone("UTC").map(|zone| zone.to_string()),
            Ok("UTC".to_owned())
        );
        for form in ["CST", "+08:00", "Beijing", "Europe/Atlantis", "GMT+1", ""] {
            assert_eq!(zone(form), Err(ProblemKind::BadZone), "{form}");
        }
    }

    #[test]
    fn addresses_numbers_and_codes() {
        assert_eq!(
            email(" wang＠example．com "),
            Ok("wang@example.com".to_owned())
        );
        for form in [
            "wang",
            "wang@",
            "@example.com",
            "a b@example.com",
            "a@b",
            "a..b@example.com",
            "a@-b.com",
            "a@b.com\nBcc:x@y.z",
        ] {
            assert_eq!(email(form), Err(ProblemKind::BadEmail), "{form}");
        }
        assert_eq!(
            phone("+86 (0)24 1234-5678"),
            Ok("+86 (0)24 1234-5678".to_owned())
        );
        for form in ["1234", "call me", "+49+123456", "86+241234567"] {
            assert_eq!(phone(form), Err(ProblemKind::BadPhone), "{form}");
        }
        assert_eq!(
            link("www.example.com/a"),
            Ok("https://www.example.com/a".to_owned())
        );
        for form in [
            "javascript:alert(1)",
            "ftp://example.com",
            "https://user@example.com",
            "https://",
            "exam ple.com",
            "https://a.example/<x>",
        ] {
            assert_eq!(link(form), Err(ProblemKind::BadLink), "{form}");
        }
        assert_eq!(country(" de "), Ok("DE".to_owned()));
        assert_eq!(country("UK"), Err(ProblemKind::BadCountry));
        assert_eq!(country("D E"), Err(ProblemKind::BadCountry));
        assert_eq!(
            codes("S1，S2;S3、 s-4"),
            Ok(["S1", "S2", "S3", "s-4"].map(str::to_owned).to_vec())
        );
        assert_eq!(code("P 1"), Err(ProblemKind::BadCode));
        assert_eq!(code(&"x".repeat(33)), Err(ProblemKind::BadCode));
        assert_eq!(languages("zh, DE，zh").map(|tags| tags.len()), Ok(2));
        assert_eq!(languages("Deutsch"), Err(ProblemKind::BadLanguage));
    }

    #[test]
    fn whole_numbers_within_their_bounds() {
        let bad = || Err(ProblemKind::BadNumber { min: 2, max: 10 });
        assert_eq!(whole_number(&Value::Number(4.0), 2, 10), Ok(4));
        assert_eq!(whole_number(&text("４"), 2, 10), Ok(4));
        for value in [
            Value::Number(4.5),
            Value::Number(1.0),
            Value::Number(11.0),
            Value::Number(f64::NAN),
            Value::Number(1e300),
            text("four"),
            text("-4"),
            Value::DateTime(4.0),
        ] {
            assert_eq!(whole_number(&value, 2, 10), bad(), "{value:?}");
        }
    }

    #[test]
    fn numbers_in_text_columns_keep_their_digits() {
        assert_eq!(
            super::text(&Value::Number(8_613_912_345_678.0)),
            Some("8613912345678".to_owned())
        );
        assert_eq!(super::text(&Value::Number(1.5)), Some("1.5".to_owned()));
        assert_eq!(
            super::text(&Value::DateTime(46126.375)),
            Some("2026-04-14 09:00".to_owned())
        );
    }
}
