//! Words in the wrong place: SQL outside the store, clocks and chance outside the server, and
//! what no file of the repository may contain.

use crate::house::{Finding, Scans};
use crate::source::Source;

const CLOCKS: [&str; 8] = [
    "Timestamp::now(",
    "Zoned::now(",
    "SystemTime::now(",
    "Instant::now(",
    "Utc::now(",
    "Local::now(",
    "TimeZone::system(",
    ".elapsed(",
];
const CHANCE: [&str; 7] = [
    "thread_rng(",
    "rand::",
    "getrandom::",
    "OsRng",
    "Uuid::new_v4(",
    "Uuid::now_v7(",
    "RandomState::new(",
];

/// What one file of production code says that its room must not say.
#[must_use]
pub fn check_source(scans: &Scans, room: &str, path: &str, source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !scans.clock.iter().any(|it| it == room) {
        for (line, code) in &source.code {
            for word in CLOCKS
                .iter()
                .chain(&CHANCE)
                .filter(|word| code.contains(**word))
            {
                let text = format!(
                    "`{}` here: time and chance are arguments",
                    word.trim_end_matches('(')
                );
                findings.push(Finding::new("clock", format!("{path}:{line}"), text));
            }
        }
    }
    if !scans.sql.iter().any(|it| it == room) {
        let strings = source
            .strings
            .iter()
            .filter(|(_, text)| is_sql(text))
            .map(|(line, _)| *line);
        let code = source
            .code
            .iter()
            .filter(|(_, code)| code.contains("sqlx::"))
            .map(|(line, _)| *line);
        for line in strings.chain(code) {
            findings.push(Finding::new(
                "sql",
                format!("{path}:{line}"),
                "SQL lives in the store only",
            ));
        }
    }
    findings
}

/// Whether a string literal holds a statement of SQL.
fn is_sql(text: &str) -> bool {
    let words: Vec<String> = text
        .split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_uppercase)
        .collect();
    let pair = |a: &str, b: &str| words.windows(2).any(|two| two[0] == a && two[1] == b);
    (text.contains("SELECT ") && text.contains(" FROM "))
        || pair("INSERT", "INTO")
        || pair("DELETE", "FROM")
        || (pair("CREATE", "TABLE") || pair("ALTER", "TABLE") || pair("DROP", "TABLE"))
        || words
            .windows(3)
            .any(|three| three[0] == "UPDATE" && three[2] == "SET")
}

/// Forbidden words in one text file of any kind.
#[must_use]
pub fn check_text(scans: &Scans, path: &str, text: &str) -> Vec<Finding> {
    if path == "house.toml"
        || scans
            .vendored
            .iter()
            .any(|prefix| path.starts_with(prefix.as_str()))
    {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for word in scans
            .forbidden
            .iter()
            .filter(|word| line.contains(word.as_str()))
        {
            let place = format!("{path}:{}", index + 1);
            findings.push(Finding::new(
                "words",
                place,
                format!("`{word}` does not belong into the repository"),
            ));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scans() -> Scans {
        Scans {
            sql: vec!["store".into()],
            clock: vec!["server".into()],
            forbidden: vec!["FIX-ME".into()],
            vendored: vec!["vendor/".into()],
        }
    }

    fn rules(room: &str, text: &str) -> Vec<&'static str> {
        let source = Source::parse(text).unwrap();
        check_source(&scans(), room, "a.rs", &source)
            .iter()
            .map(|finding| finding.rule)
            .collect()
    }

    #[test]
    fn clocks_and_chance_are_found_outside_the_server_only() {
        for call in [
            "std::time::Instant::now()",
            "jiff::Timestamp :: now ()",
            "uuid::Uuid::new_v4()",
            "rand::random::<u8>()",
        ] {
            let text = format!("fn a() {{ {call}; }}");
            assert_eq!(rules("app", &text), ["clock"], "{call}");
            assert!(rules("server", &text).is_empty(), "{call}");
        }
        assert!(
            rules(
                "app",
                "// Instant::now() is forbidden\nfn a() { clock.now(); }"
            )
            .is_empty()
        );
    }

    #[test]
    fn sql_is_found_outside_the_store_only() {
        for statement in [
            "SELECT id FROM mission",
            "insert into mission values ($1)",
            "UPDATE mission SET name = $1",
            "delete from mission",
            "create table mission (id)",
        ] {
            let text = format!("const A: &str = \"{statement}\";");
            assert_eq!(rules("web", &text), ["sql"], "{statement}");
            assert!(rules("store", &text).is_empty(), "{statement}");
        }
        assert_eq!(rules("app", "use sqlx::Row;"), ["sql"]);
        assert!(rules("web", "const A: &str = \"Select a person from the list\";").is_empty());
    }

    #[test]
    fn forbidden_words_are_found_with_their_line() {
        let found = check_text(&scans(), "docs/a.md", "fine\nFIX-ME later\n");
        assert_eq!(found[0].place, "docs/a.md:2");
        assert!(check_text(&scans(), "vendor/a.js", "FIX-ME").is_empty());
    }
}
