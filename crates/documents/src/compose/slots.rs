//! One programme item as a slot of a schedule.

use crate::sheet::{Ink, Line, Slot, Tone};
use crate::words::Words;
use domain::papers::{ProgrammeItem, Published, Shown, Standing};

/// The slot of an item.
pub(super) fn slot(item: &ProgrammeItem, words: Words) -> Slot {
    let kind = words.say(&format!("kind-of-item-{}", item.kind.code()));
    let mut title = Line::default().then(&item.title, Ink::Strong);
    if let Some(original) = &item.original {
        title = title.then(format!("  {original}"), Ink::Soft);
    }
    let mut lines = vec![match &item.venue {
        Some(venue) => Line::soft(format!("{kind} · ")).and(Line::name(venue, Ink::Plain)),
        None => Line::soft(kind),
    }];
    let people = match item.standing {
        Standing::Held => "people",
        _ => "planned-people",
    };
    lines.extend(named("hosts", &item.hosts, words));
    lines.extend(
        named(people, &item.people, words).map(|line| match item.people_more {
            0 => line,
            more => line.then(
                format!(" {}", words.with("and-more", &[("count", more.into())])),
                Ink::Soft,
            ),
        }),
    );
    lines.extend(counted("count", &item.counts, words));
    lines.extend(item.note.as_deref().map(Line::soft));
    if let Some(cause) = item.standing.cause() {
        lines.push(Line::plain(words.with("cause", &[("cause", cause.into())])));
    }
    Slot {
        time: item.time.clone().unwrap_or_default(),
        home: item
            .home_time
            .as_ref()
            .map(|time| words.with("home-time", &[("time", time.into())])),
        tone: tone(&item.standing),
        state: words.say(&format!("standing-{}", item.standing.code())),
        title,
        lines,
    }
}

fn tone(standing: &Standing) -> Tone {
    match standing {
        Standing::Confirmed | Standing::Held => Tone::Firm,
        Standing::Tentative | Standing::Requested => Tone::Open,
        Standing::Cancelled { .. } | Standing::Postponed { .. } => Tone::Gone,
    }
}

/// A labelled enumeration of names, or nothing.
pub(super) fn named(label: &str, names: &[Shown], words: Words) -> Option<Line> {
    let line = Line::soft(format!("{}{}", words.say(label), words.colon()));
    (!names.is_empty()).then(|| line.and(Line::names(names, words.comma())))
}

/// A labelled enumeration of published counts, or nothing.
pub(super) fn counted(label: &str, counts: &[Published], words: Words) -> Option<Line> {
    let said: Vec<String> = counts.iter().map(|count| words.published(count)).collect();
    let label = format!("{}{}", words.say(label), words.colon());
    (!said.is_empty()).then(|| Line::soft(label).then(said.join("; "), Ink::Plain))
}
