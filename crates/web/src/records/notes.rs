//! What the trail says of an event, in the reader's language.

use domain::language::Language;
use uuid::Uuid;

/// How notes of events begin and end in the store, and the message that says the same.
const FORMS: [(&str, &str, &str); 10] = [
    ("link of participant", "made", "records-event-link-made"),
    (
        "link of participant",
        "revoked",
        "records-event-link-revoked",
    ),
    ("feed", "opened", "records-event-feed-opened"),
    ("feed", "revoked", "records-event-feed-revoked"),
    ("password of user", "set", "records-event-password"),
    ("agency", "created", "records-event-agency-created"),
    ("agency", "changed", "records-event-agency-changed"),
    ("team", "created", "records-event-team-created"),
    ("team", "renamed", "records-event-team-renamed"),
    ("team", "deleted", "records-event-team-deleted"),
];

/// A note with names for ids; one of a form that is not known stays as it was written.
pub(super) fn said(
    language: Language,
    name: &dyn Fn(Uuid) -> Option<String>,
    note: &str,
) -> String {
    let fits = |form: &&(&str, &str, &str)| note.starts_with(form.0) && note.ends_with(form.1);
    let Some((_, _, key)) = FORMS.iter().find(fits) else {
        return note.to_owned();
    };
    let mut ids = note
        .split(' ')
        .filter_map(|word| Uuid::parse_str(word).ok());
    let who = ids
        .next()
        .map(|id| name(id).unwrap_or_else(|| id.to_string()));
    i18n::t(language, key, &[("who", who.unwrap_or_default().into())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_become_names_and_other_notes_stay() {
        let firm = Uuid::from_u128(7);
        let name = |id: Uuid| (id == firm).then(|| "Linde".to_owned());
        let said = |note: &str| said(Language::En, &name, note);
        let session = Uuid::from_u128(8);
        let made = format!("link of participant {firm} in session {session} made");
        assert_eq!(said(&made), "Link made for Linde");
        let other = format!("team {session} deleted");
        assert_eq!(said(&other), format!("Team {session} deleted"));
        assert_eq!(said("agency changed"), "Agency changed");
        assert_eq!(said("imported by hand"), "imported by hand");
        for (begin, end, key) in FORMS {
            for language in Language::ALL {
                let text = super::said(language, &name, &format!("{begin} {firm} {end}"));
                assert_ne!(text, key, "{language:?}");
            }
        }
    }
}
