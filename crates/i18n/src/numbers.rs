//! Numbers as a language writes them.

use domain::count::Count;
use domain::language::Language;
use icu::decimal::DecimalFormatter;
use icu::decimal::input::Decimal;

use crate::Text;
use crate::dates::locale;

struct Formatters([Option<DecimalFormatter>; 3]);

thread_local! {
    // The formatters are not shareable between threads; each thread makes its own once.
    static FORMATTERS: Formatters = Formatters(
        [Language::ZhHans, Language::En, Language::De].map(|language| {
            DecimalFormatter::try_new(locale(language).into(), Default::default()).ok()
        }),
    );
}

fn slot(language: Language) -> usize {
    match language {
        Language::ZhHans => 0,
        Language::En => 1,
        Language::De => 2,
    }
}

/// A whole number with the digits grouped as the language does: 12,345 or 12.345.
#[must_use]
pub fn grouped(language: Language, number: i64) -> String {
    decimal(language, &Decimal::from(number)).unwrap_or_else(|| number.to_string())
}

/// A number given in hundredths (a percentage or an amount of money) with two decimals.
#[must_use]
pub fn hundredths(language: Language, number: i64) -> String {
    let mut value = Decimal::from(number);
    value.multiply_pow10(-2);
    decimal(language, &value).unwrap_or_else(|| format!("{}.{:02}", number / 100, number % 100))
}

/// An amount of money given in the smallest unit of a currency that has so many digits after the
/// point: none, or two.
#[must_use]
pub fn money(language: Language, minor: i64, digits: u32) -> String {
    if digits == 0 {
        grouped(language, minor)
    } else {
        hundredths(language, minor)
    }
}

fn decimal(language: Language, value: &Decimal) -> Option<String> {
    FORMATTERS.with(|formatters| {
        let formatter = formatters.0[slot(language)].as_ref()?;
        Some(formatter.format(value).to_string())
    })
}

/// A count as it was published, with what was counted: "more than 90 guests".
#[must_use]
pub fn count(language: Language, count: &Count) -> String {
    let number = Text::new(format!("common-count-{}", count.relation.code()))
        .with("count", count.value)
        .render(language);
    match count.unit.for_reader(language) {
        "" => number,
        unit => format!("{number} {unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_grouped_as_the_language_does() {
        assert_eq!(grouped(Language::En, 1_234_567), "1,234,567");
        assert_eq!(grouped(Language::De, 1_234_567), "1.234.567");
        assert_eq!(grouped(Language::ZhHans, 1_234_567), "1,234,567");
        assert_eq!(grouped(Language::De, -2500), "-2.500");
        assert_eq!(grouped(Language::En, 0), "0");
    }

    #[test]
    fn hundredths_keep_two_decimals() {
        assert_eq!(hundredths(Language::En, 123_450), "1,234.50");
        assert_eq!(hundredths(Language::De, 5), "0,05");
    }
}
