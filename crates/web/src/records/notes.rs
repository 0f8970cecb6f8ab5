//! What the trail says of an event, in the reader's language.

use domain::language::Language;
use uuid::Uuid;

/// How notes of events begin and end in the store, and the message that says the same.
const FORMS: [(&str, &str, &str); 12] = [
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
    ("user", "created", "records-event-user-created"),
    ("user", "changed", "records-event-user-changed"),
];

/// What stands between a user and a role in the store, and the message that says the same.
const ROLES: [(&str, &str); 2] = [
    (" became ", "records-event-role-given"),
    (" is no longer ", "records-event-role-taken"),
];

/// A note with names for ids; one of a form that is not known stays as it was written.
pub(super) fn said(
    language: Language,
    name: &dyn Fn(Uuid) -> Option<String>,
    note: &str,
) -> String {
    let who = |text: &str| {
        let mut ids = text
            .split(' ')
            .filter_map(|word| Uuid::parse_str(word).ok());
        let who = ids
            .next()
            .map(|id| name(id).unwrap_or_else(|| id.to_string()));
        ("who", who.unwrap_or_default().into())
    };
    for (between, key) in ROLES {
        let parts = note.split_once(between);
        if let Some((user, role)) = parts.filter(|parts| parts.0.starts_with("user ")) {
            let role = i18n::t(language, &format!("accounts-role-{role}"), &[]);
            return i18n::t(language, key, &[who(user), ("role", role.into())]);
        }
    }
    let fits = |form: &&(&str, &str, &str)| note.starts_with(form.0) && note.ends_with(form.1);
    match FORMS.iter().find(fits) {
        Some((_, _, key)) => i18n::t(language, key, &[who(note)]),
        None => note.to_owned(),
    }
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
        let given = format!("user {firm} became verifier");
        assert_eq!(said(&given), "Linde became Verifier");
        let taken = format!("user {firm} is no longer mission_officer");
        assert_eq!(said(&taken), "Linde is no longer Mission officer");
        for (begin, end, key) in FORMS {
            for language in Language::ALL {
                let text = super::said(language, &name, &format!("{begin} {firm} {end}"));
                assert_ne!(text, key, "{language:?}");
            }
        }
    }
}
