//! Amounts as people write them, and as the record keeps them.

use domain::agreements::{AmountKind, AmountLine, minor_digits};

use crate::form::{Choice, Form, Submitted};
use crate::page::Page;

/// All amounts in one line; they are never added up.
pub(super) fn written(page: &Page, amounts: &[AmountLine]) -> Option<String> {
    let one = |line: &AmountLine| {
        let digits = minor_digits(&line.currency);
        let amount = i18n::numbers::money(page.language, line.minor, digits);
        let what = page.t(&format!("agreements-amount-{}", line.what.code()));
        format!("{amount} {} ({what})", line.currency)
    };
    let all: Vec<String> = amounts.iter().map(one).collect();
    (!all.is_empty()).then(|| all.join("; "))
}

/// Currencies that are offered; any other can be typed.
pub(crate) const CURRENCIES: [&str; 7] = ["CNY", "EUR", "USD", "TRY", "CHF", "GBP", "JPY"];

/// The amount as a form shows it, with a point and no groups.
pub(crate) fn plain(minor: i64, currency: &str) -> String {
    match minor_digits(currency) {
        0 => minor.to_string(),
        _ => format!("{}.{:02}", minor / 100, (minor % 100).abs()),
    }
}

/// A currency as typed; what is none is refused.
pub(crate) fn currency(submitted: &mut Submitted, name: &str) -> String {
    let currency = submitted.line(name).to_uppercase();
    if currency.len() != 3 || !currency.chars().all(|c| c.is_ascii_uppercase()) {
        submitted.refuse(name, "agreements-currency-wrong");
    }
    currency
}

/// The smallest units of what was typed; groups by spaces, commas or points are understood
/// where they are clear, and refused where they are not.
pub(crate) fn minor(text: &str, currency: &str) -> Option<i64> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (whole, fraction) = match text.rfind(['.', ',']) {
        Some(at) if text.len() - at - 1 <= 2 => (&text[..at], &text[at + 1..]),
        _ => (text.as_str(), ""),
    };
    let mut groups = whole.split(['.', ',']);
    let first = groups.next()?;
    let mut digits_only = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.is_empty() || first.len() > 3 {
            return None;
        }
        digits_only.push_str(group);
    }
    let number: i64 = digits_only.parse().ok().filter(|n| *n >= 0)?;
    match (minor_digits(currency), fraction.len()) {
        (0, 0) => Some(number),
        (0, _) => None,
        (_, 0) => number.checked_mul(100),
        (_, 1) => number
            .checked_mul(100)?
            .checked_add(fraction.parse::<i64>().ok()? * 10),
        _ => number.checked_mul(100)?.checked_add(fraction.parse().ok()?),
    }
}

/// The fields of the amounts.
pub(super) fn fields(form: &mut Form, amounts: &[AmountLine]) {
    let language = form.language;
    form.group("amounts", "agreements-amounts", amounts, |row, line| {
        let value = line.map(|line| plain(line.minor, &line.currency));
        row.line("amount", "agreements-amount", &value.unwrap_or_default())
            .half();
        let currency = line.map_or("", |line| &line.currency);
        row.line("currency", "agreements-currency", currency)
            .offer(CURRENCIES)
            .half();
        let kinds = AmountKind::ALL.iter().map(|kind| kind.code());
        let kinds = Choice::of_codes(language, "agreements-amount-", kinds);
        let kind = line.map_or("total", |line| line.what.code());
        row.choice("what", "agreements-amount-what", kind, kinds)
            .half();
    })
    .hint("agreements-amounts-hint");
}

/// The amounts as typed.
pub(super) fn read(submitted: &mut Submitted) -> Vec<AmountLine> {
    let mut amounts = Vec::new();
    for row in submitted.rows("amounts") {
        if submitted.row_is_empty(&row, &["amount", "currency"]) {
            continue;
        }
        let currency = currency(submitted, &format!("{row}.currency"));
        let text = submitted.line(&format!("{row}.amount"));
        let minor = minor(&text, &currency);
        if minor.is_none() {
            submitted.refuse(&format!("{row}.amount"), "agreements-amount-wrong");
        }
        let what = submitted.choice(&format!("{row}.what"), AmountKind::from_code);
        amounts.extend(minor.map(|minor| AmountLine {
            minor,
            currency,
            what: what.unwrap_or(AmountKind::Total),
        }));
    }
    amounts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, expected) in [
            ("1200", Some(120_000)),
            ("1,200.50", Some(120_050)),
            ("1.200,5", Some(120_050)),
            ("1 200 000", Some(120_000_000)),
            ("1,200,000", Some(120_000_000)),
            ("12,0000", None),
            ("1234.567", None),
            ("-5", None),
            ("many", None),
            ("", None),
        ] {
            assert_eq!(minor(text, "EUR"), expected, "{text}");
        }
        assert_eq!(minor("1200", "JPY"), Some(1200));
        assert_eq!(minor("12.50", "JPY"), None);
    }

    #[test]
    fn what_the_form_shows_is_read_back() {
        let line = AmountLine {
            minor: 120_005,
            currency: "EUR".to_owned(),
            what: AmountKind::Total,
        };
        assert_eq!(
            minor(&plain(line.minor, &line.currency), "EUR"),
            Some(120_005)
        );
    }
}
