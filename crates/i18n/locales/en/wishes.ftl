# Wishes for times: when participants like best to meet.

wishes-best = Meets best in slots
wishes-best-hint = Such as 3-6; a wish, not a must. Empty: as they say themselves.
wishes-request = Best held at
wishes-request-hint = A wish, not a must: the timetable keeps to it where it can.
refused-wish-unknown = There is no slot { $time }; the session has { $count }.
refused-wish-away = At { $time } one of the participants cannot meet; take this time out of the wishes, or say that it can meet then.
refused-wish-outside = { $time } is wished for but is not among the possible slots; take it out of the wishes, or tick it there as well.
wishes-own = When would you like best to meet?
wishes-own-hint = A wish: the organiser's timetable keeps to it where it can. Nothing ticked: any time suits you. Other participants do not see it.
wishes-own-noted = The organiser has noted for you: { $times }. This goes before what you tick here; ask the organiser to change it.
wishes-quality =
    { $whole ->
        [one] { $part } of 1 wish for a time is met.
       *[other] { $part } of { $whole } wishes for a time are met.
    }
wishes-aim-hint = Times are wished for in this session. “All in order” plans for them; otherwise they only decide between timetables that are equally good.
wishes-give-changes = How many more changes of table may there be so that more meetings are at a wished time?
wishes-met = Time as wished
wishes-missed = Not at a wished time
wishes-part = { $part } of { $whole } wishes for the time met
