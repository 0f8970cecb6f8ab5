//! The names of a city in a form: of record, as printed, or not identified.

use domain::language::{LanguageTag, Script};
use domain::names::{Certainty, Identity, Name, NameRole, Names};

use crate::form::{Choice, Form, Submitted};

/// Languages offered for a name; any other tag may be typed.
const LANGUAGES: [&str; 8] = ["zh-Hans", "en", "de", "fr", "tr", "ru", "ja", "ko"];

/// The fields of the names.
pub fn ask(form: &mut Form, names: Option<&Names>) {
    let language = form.language;
    let all = names.map(|names| names.all().to_vec()).unwrap_or_default();
    form.group(
        "names",
        "missions-leg-names",
        &all,
        |row, name: Option<&Name>| {
            let text = name.map_or("", |name| &name.text);
            row.line("text", "missions-leg-name", text)
                .required()
                .half();
            let tag = name.map_or(language.code(), |name| name.language.as_str());
            row.line("language", "missions-leg-name-language", tag)
                .offer(LANGUAGES)
                .half();
            let role = name.map_or(NameRole::OfRecord, |name| name.role);
            let roles = NameRole::ALL.iter().map(|role| role.code());
            let roles = Choice::of_codes(language, "missions-name-role-", roles);
            row.choice("role", "missions-leg-name-role", role.code(), roles)
                .required()
                .half();
        },
    )
    .required()
    .hint("missions-leg-names-hint");
    let unresolved = names.is_some_and(Names::is_unresolved);
    form.check("unresolved", "missions-leg-unresolved", unresolved)
        .hint("missions-leg-unresolved-hint");
}

/// Reads the names. What the form does not ask (sources, confirmations, candidates) stays with
/// the names that have it.
pub fn read(submitted: &mut Submitted, before: Option<&Names>) -> Option<Names> {
    let mut all = Vec::new();
    for row in submitted.rows("names") {
        if submitted.row_is_empty(&row, &["text"]) {
            continue;
        }
        all.extend(name(submitted, &row, before));
    }
    let identity = match (submitted.check("unresolved"), before.map(Names::identity)) {
        (true, Some(unresolved @ Identity::Unresolved { .. })) => unresolved.clone(),
        (true, _) => Identity::Unresolved {
            candidates: Vec::new(),
        },
        (false, Some(known @ Identity::Known { .. })) => known.clone(),
        (false, _) => Identity::Known {
            certainty: Certainty::High,
        },
    };
    if all.is_empty() {
        submitted.refuse("names", "form-error-required");
        return None;
    }
    let names = Names::new(all, identity).ok();
    if names.is_none() {
        submitted.refuse("names", "missions-leg-bad-names");
    }
    names
}

fn name(submitted: &mut Submitted, row: &str, before: Option<&Names>) -> Option<Name> {
    let text = submitted.required_line(&format!("{row}.text"));
    let field = format!("{row}.language");
    let Ok(language) = LanguageTag::new(submitted.raw(&field)) else {
        submitted.refuse(&field, "form-error-language");
        return None;
    };
    let role = submitted.required_choice(&format!("{row}.role"), NameRole::from_code)?;
    let same = |name: &&Name| name.text == text && name.language == language;
    let old = before.and_then(|names| names.all().iter().find(same));
    Some(Name {
        script: Script::guess(&text),
        source: old.and_then(|name| name.source.clone()),
        confirmed: old.and_then(|name| name.confirmed.clone()),
        text,
        language,
        role,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use domain::language::Language;
    use domain::source::Source;

    fn typed(body: &str) -> Submitted {
        Submitted::parse(body.as_bytes())
    }

    #[test]
    fn a_name_keeps_its_source_through_an_edit() {
        let source = Source::titled("Dalian Daily");
        let printed = Name::new(Language::En, NameRole::AsPrinted, "Esson").from_source(source);
        let unresolved = Identity::Unresolved {
            candidates: Vec::new(),
        };
        let before = Names::new(vec![printed], unresolved).unwrap();
        let mut form = typed(
            "names.0.text=Esson&names.0.language=en&names.0.role=as_printed&unresolved=yes\
             &names.1.text=&names.1.language=en&names.1.role=of_record",
        );
        let read = read(&mut form, Some(&before)).unwrap();
        assert_eq!(read, before);
        assert!(form.is_fine());
    }

    #[test]
    fn an_unresolved_place_cannot_have_a_name_of_record() {
        let mut form =
            typed("names.0.text=Essen&names.0.language=de&names.0.role=of_record&unresolved=yes");
        assert_eq!(read(&mut form, None), None);
        assert!(form.errors().get("names").is_some());
    }

    #[test]
    fn a_place_needs_a_name_and_a_name_its_language() {
        let mut form = typed("names.0.text=+");
        assert_eq!(read(&mut form, None), None);
        assert!(form.errors().get("names").is_some());
        let mut form = typed("names.0.text=Essen&names.0.language=q&names.0.role=legal");
        read(&mut form, None);
        assert!(form.errors().get("names.0.language").is_some());
    }
}
