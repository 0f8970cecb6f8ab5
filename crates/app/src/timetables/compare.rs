//! What changes from one timetable to another, and for whom.

use super::SessionFile;
use domain::ids::{OrganisationId, PersonId, RequestId};
use domain::interpreting::Attendee;
use domain::language::Language;
use domain::matchmaking::{Matchmaking, Placement, Request, Timetable};
use domain::parties::PartyRef;
use std::collections::BTreeMap;

/// Who comes to a meeting and who interprets, as far as they are named.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Coming {
    /// Of either side.
    pub sides: [Option<PersonId>; 2],
    /// Who interprets.
    pub interpreter: Option<PersonId>,
}

impl Coming {
    /// Who comes to what was placed.
    #[must_use]
    pub fn to(placed: &Placement) -> Self {
        let person = |one: Option<Attendee>| one.and_then(Attendee::person);
        Self {
            sides: [person(placed.from_person), person(placed.to_person)],
            interpreter: placed.interpreter,
        }
    }

    /// The same with the sides exchanged.
    #[must_use]
    pub const fn turned(self) -> Self {
        let [first, second] = self.sides;
        Self {
            sides: [second, first],
            ..self
        }
    }

    /// One line each: the people of both sides, then who interprets, by their names.
    pub(crate) fn lines(
        &self,
        language: Language,
        name: &dyn Fn(PersonId) -> String,
    ) -> Vec<String> {
        let mut lines = vec![self.people(name)];
        lines.retain(|line| !line.is_empty());
        lines.extend(self.interpreted(language, name));
        lines
    }

    /// The people of both sides in one line; empty where nobody is named.
    fn people(&self, name: &dyn Fn(PersonId) -> String) -> String {
        let sides = self.sides.into_iter().flatten().map(name);
        let sides: Vec<String> = sides.filter(|name| !name.is_empty()).collect();
        sides.join(" – ")
    }

    /// Who interprets, in a line.
    fn interpreted(&self, language: Language, name: &dyn Fn(PersonId) -> String) -> Option<String> {
        let name = name(self.interpreter?);
        let args = [("name", name.into())];
        Some(i18n::t(language, "people-interpreted-by", &args))
    }

    /// Whether people who were told `before` are told something new: somebody else comes or
    /// interprets. That nobody is named any more is nothing to tell, but of an interpreter.
    #[must_use]
    pub fn is_news_after(&self, before: &Self) -> bool {
        let other = |side: usize| {
            let now = self.sides[side];
            now.is_some() && now != before.sides[side]
        };
        other(0) || other(1) || self.interpreter != before.interpreter
    }
}

/// In which part somebody comes to a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// They sit on the side that asked.
    Asking,
    /// They sit on the side that was asked.
    Asked,
    /// They interpret between the two.
    Interprets,
}

impl Part {
    /// The part of a company or person in a meeting of a session; none where it is not theirs.
    /// Where a side names nobody, all its people come.
    #[must_use]
    pub fn of(
        who: PartyRef,
        (request, placed): (&Request, &Placement),
        session: &Matchmaking,
    ) -> Option<Self> {
        let sides = [
            (request.from, placed.from_person, Self::Asking),
            (request.to, placed.to_person, Self::Asked),
        ];
        let comes = |own: OrganisationId, named: Option<Attendee>| match who {
            PartyRef::Organisation(id) => own == id && session.has(who),
            PartyRef::Person(person) => {
                let firm = session.participant(own);
                firm.is_some_and(|firm| firm.people.contains(&person))
                    && named.is_none_or(|one| one.person() == Some(person))
            }
        };
        if placed.interpreter.map(PartyRef::Person) == Some(who) {
            return Some(Self::Interprets);
        }
        let own = sides
            .into_iter()
            .find(|(own, named, _)| comes(*own, *named));
        own.map(|(_, _, part)| part)
    }
}

impl SessionFile {
    /// The people of both sides who come, in one line; empty where nobody is named.
    #[must_use]
    pub fn people_of(&self, language: Language, who: &Coming) -> String {
        who.people(&|id| self.name_of_person(id, language).to_owned())
    }

    /// Who interprets, in a line; else that nobody does.
    #[must_use]
    pub fn interpreted(&self, language: Language, who: &Coming) -> String {
        let line = who.interpreted(language, &|id| self.name_of_person(id, language).to_owned());
        line.unwrap_or_else(|| i18n::t(language, "people-uninterpreted", &[]))
    }

    /// Who comes, one line each: the people of both sides, then who interprets.
    #[must_use]
    pub fn coming(&self, language: Language, who: &Coming) -> Vec<String> {
        who.lines(language, &|id| self.name_of_person(id, language).to_owned())
    }

    /// Who comes after a change, in one line; also that nobody interprets any more.
    #[must_use]
    pub fn coming_now(&self, language: Language, came: &Coming, comes: &Coming) -> String {
        let mut lines = self.coming(language, comes);
        if came.interpreter.is_some() && comes.interpreter.is_none() {
            lines.push(self.interpreted(language, comes));
        }
        lines.join(" · ")
    }
}

/// What becomes of one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// The request.
    pub request: RequestId,
    /// Slot and table before; none if it had no place.
    pub before: Option<(u32, u32)>,
    /// Slot and table after; none if it lost its place.
    pub after: Option<(u32, u32)>,
    /// Who was to come.
    pub came: Coming,
    /// Who comes now.
    pub comes: Coming,
}

impl Move {
    /// Whether only the table changes.
    #[must_use]
    pub fn keeps_time(&self) -> bool {
        matches!((self.before, self.after), (Some((a, _)), Some((b, _))) if a == b)
    }

    /// Whether it stays where it is, and only somebody else comes or interprets.
    #[must_use]
    pub fn keeps_place(&self) -> bool {
        self.before == self.after
    }

    /// Slot and table before and after as an interpreter sees them: none where somebody else
    /// interprets, or nobody.
    #[must_use]
    pub fn places_for(&self, interpreter: PersonId) -> [Option<(u32, u32)>; 2] {
        let own = |who: &Coming| who.interpreter == Some(interpreter);
        [
            self.before.filter(|_| own(&self.came)),
            self.after.filter(|_| own(&self.comes)),
        ]
    }

    fn is_one(&self) -> bool {
        !self.keeps_place() || self.comes.is_news_after(&self.came)
    }
}

/// The requests whose slot, table, people or interpreter differ, in the order of the slot they
/// have or had.
#[must_use]
pub fn differences(before: &Timetable, after: &Timetable) -> Vec<Move> {
    let places = |timetable: &Timetable| -> BTreeMap<RequestId, ((u32, u32), Coming)> {
        let place = |p: &Placement| (p.request, ((p.slot, p.table), Coming::to(p)));
        timetable.placements.iter().map(place).collect()
    };
    let (old, new) = (places(before), places(after));
    let mut all: Vec<RequestId> = old.keys().chain(new.keys()).copied().collect();
    all.sort_unstable();
    all.dedup();
    let moved = |request: RequestId| {
        let (was, is) = (old.get(&request), new.get(&request));
        Move {
            request,
            before: was.map(|was| was.0),
            after: is.map(|is| is.0),
            came: was.map(|was| was.1).unwrap_or_default(),
            comes: is.map(|is| is.1).unwrap_or_default(),
        }
    };
    let mut moves: Vec<Move> = all.into_iter().map(moved).filter(Move::is_one).collect();
    moves.sort_by_key(|one| (one.after.or(one.before), one.request));
    moves
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::TypedId;

    fn person(n: u128) -> Option<PersonId> {
        Some(PersonId::from_uuid(uuid::Uuid::from_u128(n)))
    }

    fn coming(first: Option<PersonId>, interpreter: Option<PersonId>) -> Coming {
        Coming {
            sides: [first, None],
            interpreter,
        }
    }

    #[test]
    fn somebody_else_is_news_and_nobody_named_is_not() {
        let (one, other) = (coming(person(1), None), coming(person(2), None));
        let nobody = Coming::default();
        assert!(other.is_news_after(&one));
        assert!(one.is_news_after(&nobody));
        assert!(!nobody.is_news_after(&one));
        assert!(!one.is_news_after(&one));
    }

    #[test]
    fn an_interpreter_who_leaves_is_news_and_sides_can_be_exchanged() {
        let with = coming(person(1), person(3));
        assert!(coming(person(1), None).is_news_after(&with));
        assert!(coming(person(1), person(4)).is_news_after(&with));
        assert_eq!(with.turned().sides, [None, person(1)]);
        assert_eq!(with.turned().interpreter, person(3));
    }

    #[test]
    fn an_interpreter_sees_only_the_places_at_which_they_interpret() {
        let change = |came, comes| Move {
            request: RequestId::from_uuid(uuid::Uuid::from_u128(9)),
            before: Some((0, 1)),
            after: Some((2, 3)),
            came,
            comes,
        };
        let [wang, zhao] = [person(3).unwrap(), person(4).unwrap()];
        let taken_over = change(coming(None, Some(wang)), coming(None, Some(zhao)));
        assert_eq!(taken_over.places_for(wang), [Some((0, 1)), None]);
        assert_eq!(taken_over.places_for(zhao), [None, Some((2, 3))]);
        let kept = change(coming(None, Some(wang)), coming(None, Some(wang)));
        assert_eq!(kept.places_for(wang), [Some((0, 1)), Some((2, 3))]);
        assert_eq!(kept.places_for(zhao), [None, None]);
        let dropped = change(coming(None, Some(wang)), coming(None, None));
        assert_eq!(dropped.places_for(wang), [Some((0, 1)), None]);
    }
}
