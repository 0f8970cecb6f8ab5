//! Amounts as people write them, and as the record keeps them.

use domain::agreements::{AmountKind, AmountLine};

use crate::form::{Choice, Form, Submitted};
use crate::page::Page;

/// Currencies without a smaller unit (ISO 4217, exponent 0).
const WHOLE: [&str; 6] = ["JPY", "KRW", "VND", "CLP", "ISK", "UGX"];

/// Digits after the point.
fn digits(currency: &str) -> u32 {
    if WHOLE.contains(&currency) { 0 } else { 2 }
}

/// All amounts in one line; they are never added up.
pub(super) fn written(page: &Page, amounts: &[AmountLine]) -> Option<String> {
    let one = |line: &AmountLine| {
        let amount = if digits(&line.currency) == 0 {
            i18n::numbers::grouped(page.language, line.minor)
        } else {
            i18n::numbers::hundredths(page.language, line.minor)
        };
        let what = page.t(&format!("agreements-amount-{}", line.what.code()));
        format!("{amount} {} ({what})", line.currency)
    };
    let all: Vec<String> = amounts.iter().map(one).collect();
    (!all.is_empty()).then(|| all.join("; "))
}

/// The amount as the form shows it, with a point and no groups.
fn plain(line: &AmountLine) -> String {
    match digits(&line.currency) {
        0 => line.minor.to_string(),
        _ => format!("{}.{:02}", line.minor / 100, (line.minor % 100).abs()),
    }
}

/// The smallest units of what was typed; groups by spaces, commas or points are understood
/// where they are clear, and refused where they are not.
fn minor(text: &str, currency: &str) -> Option<i64> {
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
    match (digits(currency), fraction.len()) {
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
        let value = line.map(plain).unwrap_or_default();
        row.line("amount", "agreements-amount", &value).half();
        let currency = line.map_or("", |line| &line.currency);
        row.line("currency", "agreements-currency", currency)
            .offer(["CNY", "EUR", "USD", "TRY", "CHF", "GBP", "JPY"])
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
        let currency = submitted.line(&format!("{row}.currency")).to_uppercase();
        if currency.len() != 3 || !currency.chars().all(|c| c.is_ascii_uppercase()) {
            submitted.refuse(&format!("{row}.currency"), "agreements-currency-wrong");
        }
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
        assert_eq!(minor(&plain(&line), "EUR"), Some(120_005));
    }
}
