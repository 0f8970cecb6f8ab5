//! The names of a party in forms: as many as there are, each with its language, kind and source.

use domain::ids::UserId;
use domain::language::{Language, LanguageTag, Script};
use domain::names::{
    BadNames, Candidate, Certainty, Confirmation, Identity, Name, NameRole, Names,
};
use domain::source::Source;
use i18n::languages;
use jiff::civil::Date;

use crate::form::{Choice, Fields, Form, LineKind, Submitted};

/// The code of a known bearer's certainty, or `unresolved`.
const UNRESOLVED: &str = "unresolved";

/// The fields of names, identity and candidates.
pub(super) fn fields(form: &mut Form, names: Option<&Names>) {
    let language = form.language;
    let all = names.map(Names::all).unwrap_or_default();
    form.group("names", "parties-names", all, |row, name| {
        one(row, language, name)
    })
    .hint("parties-names-hint");
    let identity = names.map_or(Certainty::High.code(), |names| match names.identity() {
        Identity::Known { certainty } => certainty.code(),
        Identity::Unresolved { .. } => UNRESOLVED,
    });
    let degrees = ["high", "medium", "guess", UNRESOLVED];
    let degrees = Choice::of_codes(language, "parties-identity-", degrees);
    form.choice("identity", "parties-identity", identity, degrees)
        .hint("parties-identity-hint")
        .open()
        .required();
    let candidates = names.map(Names::candidates).unwrap_or_default();
    form.group(
        "candidates",
        "parties-candidates",
        candidates,
        |row, one| {
            candidate(row, language, one);
        },
    )
    .hint("parties-candidates-hint");
    form.check("confirm", "parties-confirm", false);
}

fn one(row: &mut Fields, language: Language, name: Option<&Name>) {
    let text = name.map_or("", |n| n.text.as_str());
    row.line("text", "parties-name", text).required();
    let tag = name.map_or_else(|| language.tag(), |n| n.language.clone());
    row.choice(
        "language",
        "parties-name-language",
        tag.as_str(),
        tongues(language, &tag),
    )
    .required()
    .half();
    let role = name.map_or(NameRole::OfRecord, |n| n.role).code();
    let roles = Choice::of_codes(language, "parties-role-", NameRole::ALL.map(NameRole::code));
    row.choice("role", "parties-name-role", role, roles)
        .required()
        .half();
    let source = name.and_then(|n| n.source.as_ref());
    let title = source.map_or("", |s| s.title.as_str());
    row.line("source", "parties-source", title).half();
    let address = source
        .and_then(|s| s.address.as_deref())
        .unwrap_or_default();
    row.line("address", "parties-source-address", address)
        .kind(LineKind::Address)
        .half();
}

fn candidate(row: &mut Fields, language: Language, one: Option<&Candidate>) {
    row.line("name", "parties-candidate", one.map_or("", |c| &c.name))
        .half();
    let degree = one.map_or(Certainty::Guess, |c| c.certainty).code();
    let degrees = Choice::of_codes(
        language,
        "parties-certainty-",
        Certainty::ALL.map(Certainty::code),
    );
    row.choice("certainty", "parties-certainty", degree, degrees)
        .half();
    row.line("why", "parties-candidate-why", one.map_or("", |c| &c.why));
}

fn tongues(reader: Language, chosen: &LanguageTag) -> Vec<Choice> {
    let own = Language::ALL.iter().map(|l| l.code());
    let mut codes: Vec<&str> = own.chain(languages::OTHERS).collect();
    if !codes.contains(&chosen.as_str()) {
        codes.push(chosen.as_str());
    }
    let label = |code: &&str| Choice::new(code, languages::name(reader, code));
    codes.iter().map(label).collect()
}

/// Reads the names. Names that stood there before keep what the form does not show; `by` stands
/// for those whom the person confirms.
pub(super) fn read(
    submitted: &mut Submitted,
    before: Option<&Names>,
    by: Option<(UserId, Date)>,
) -> Option<Names> {
    let confirm = submitted.check("confirm");
    let mut all = Vec::new();
    for row in submitted.rows("names") {
        if submitted.row_is_empty(&row, &["text", "source", "address"]) {
            continue;
        }
        let name = read_one(submitted, &row, before);
        all.extend(name.map(|mut name| {
            let confirms = confirm && name.role == NameRole::OfRecord && name.confirmed.is_none();
            if let (true, Some((by, on))) = (confirms, by) {
                name.confirmed = Some(Confirmation { by, on });
            }
            name
        }));
    }
    let identity = read_identity(submitted)?;
    match Names::new(all, identity) {
        Ok(names) => Some(names),
        Err(bad) => {
            refuse(submitted, &bad);
            None
        }
    }
}

fn read_one(submitted: &mut Submitted, row: &str, before: Option<&Names>) -> Option<Name> {
    let field = |tail: &str| format!("{row}.{tail}");
    let text = submitted.required_line(&field("text"));
    let language =
        submitted.required_choice(&field("language"), |code| LanguageTag::new(code).ok())?;
    let role = submitted.required_choice(&field("role"), NameRole::from_code)?;
    let title = submitted.line(&field("source"));
    let address = submitted.line(&field("address"));
    let old = before
        .into_iter()
        .flat_map(Names::all)
        .find(|name| name.text == text && name.language == language);
    let published = old
        .and_then(|name| name.source.as_ref())
        .and_then(|source| source.published);
    let cited = !title.is_empty() || !address.is_empty();
    Some(Name {
        script: script(&language, &text),
        source: cited.then(|| Source {
            title: if title.is_empty() {
                address.clone()
            } else {
                title
            },
            address: (!address.is_empty()).then_some(address),
            published,
        }),
        confirmed: old
            .filter(|old| old.role == role)
            .and_then(|old| old.confirmed.clone()),
        text,
        language,
        role,
    })
}

/// The script of a name: Han characters belong to the script that the language writes.
fn script(language: &LanguageTag, text: &str) -> Script {
    match (Script::guess(text), language.as_str()) {
        (Script::Hans, tag) if tag.starts_with("zh-Hant") => Script::Hant,
        (Script::Hans, tag) if tag.starts_with("ja") => Script::Jpan,
        (guessed, _) => guessed,
    }
}

fn read_identity(submitted: &mut Submitted) -> Option<Identity> {
    let mut candidates = Vec::new();
    for row in submitted.rows("candidates") {
        if submitted.row_is_empty(&row, &["name", "why"]) {
            continue;
        }
        let certainty = submitted.choice(&format!("{row}.certainty"), Certainty::from_code);
        candidates.push(Candidate {
            name: submitted.required_line(&format!("{row}.name")),
            certainty: certainty.unwrap_or(Certainty::Guess),
            why: submitted.line(&format!("{row}.why")),
        });
    }
    let code = submitted.raw("identity").to_owned();
    if code == UNRESOLVED {
        return Some(Identity::Unresolved { candidates });
    }
    if !candidates.is_empty() {
        submitted.refuse("candidates", "parties-bad-candidates");
    }
    let certainty = submitted.required_choice("identity", Certainty::from_code)?;
    Some(Identity::Known { certainty })
}

fn refuse(submitted: &mut Submitted, bad: &BadNames) {
    match bad {
        // An empty or broken name has its complaint already.
        BadNames::Empty(_) | BadNames::Control(_) => {}
        BadNames::NoName => submitted.refuse("names", "parties-bad-none"),
        BadNames::TwoOfRecord(_) => submitted.refuse("names", "parties-bad-two"),
        BadNames::UnresolvedOfRecord => submitted.refuse("identity", "parties-bad-unresolved"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use domain::ids::TypedId;
    use jiff::civil::date;

    fn typed(body: &str) -> Submitted {
        let body: String = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(body.split('&').filter_map(|pair| pair.split_once('=')))
            .finish();
        Submitted::parse(body.as_bytes())
    }

    const MAYOR: &str = "names.0.text=陈绍旺&names.0.language=zh-Hans&names.0.role=of_record\
        &names.1.text=Chen Shaowang&names.1.language=en&names.1.role=of_record\
        &names.1.source=City page&names.2.text=&names.2.language=en&names.2.role=of_record";

    #[test]
    fn names_are_read_and_confirmed_by_who_stands_for_them() {
        let mut submitted = typed(&format!("{MAYOR}&identity=high&confirm=yes"));
        let user = UserId::from_uuid(uuid::Uuid::from_u128(3));
        let names = read(&mut submitted, None, Some((user, date(2026, 3, 2)))).unwrap();
        assert!(submitted.is_fine(), "{:?}", submitted.errors());
        assert_eq!(names.all().len(), 2);
        assert_eq!(names.all()[1].source.as_ref().unwrap().title, "City page");
        assert!(
            names
                .all()
                .iter()
                .all(|n| n.confirmed.as_ref().unwrap().by == user)
        );
        // Saved again without the tick, the confirmations stay.
        let mut again = typed(&format!("{MAYOR}&identity=high"));
        assert_eq!(read(&mut again, Some(&names), None).unwrap(), names);
    }

    #[test]
    fn rules_of_names_stand_beside_their_fields() {
        let table = [
            ("identity=high", "names"),
            (
                "names.0.text=A&names.0.language=en&names.0.role=of_record\
                 &names.1.text=B&names.1.language=en&names.1.role=of_record&identity=high",
                "names",
            ),
            (
                "names.0.text=A&names.0.language=en&names.0.role=of_record&identity=unresolved",
                "identity",
            ),
            (
                "names.0.text=A&names.0.language=en&names.0.role=of_record&identity=high\
                 &candidates.0.name=B&candidates.0.certainty=guess",
                "candidates",
            ),
            (
                "names.0.text=A&names.0.language=!&names.0.role=short&identity=high",
                "names.0.language",
            ),
        ];
        for (body, field) in table {
            let mut submitted = typed(body);
            read(&mut submitted, None, None);
            assert!(
                submitted.errors().get(field).is_some(),
                "{body}: {:?}",
                submitted.errors()
            );
        }
    }

    #[test]
    fn an_unresolved_name_keeps_its_candidates() {
        let body = "names.0.text=Renos Company&names.0.language=en&names.0.role=as_printed\
            &identity=unresolved&candidates.0.name=Rhenus&candidates.0.certainty=guess\
            &candidates.0.why=sound&candidates.1.name=&candidates.1.certainty=guess";
        let names = read(&mut typed(body), None, None).unwrap();
        assert!(names.is_unresolved());
        assert_eq!(names.candidates().len(), 1);
        let mut form = Form::new(Language::De, "/x");
        fields(&mut form, Some(&names));
        assert!(form.to_string().contains("Rhenus"));
    }

    #[test]
    fn han_characters_belong_to_the_script_of_the_language() {
        let tag = |code: &str| LanguageTag::new(code).unwrap();
        assert_eq!(script(&tag("ja"), "東京"), Script::Jpan);
        assert_eq!(script(&tag("zh-Hant"), "臺北"), Script::Hant);
        assert_eq!(script(&tag("en"), "Taipei"), Script::Latn);
    }
}
