timetable-title = Timetable
timetable-sessions = Matchmaking sessions
timetable-session = Session
timetable-session-new = New session
timetable-session-edit = Edit session
timetable-session-made = Session created.
timetable-session-title = Title
timetable-sessions-empty = No matchmaking session yet
timetable-sessions-empty-hint = Set the slots, the tables and who takes part, collect meeting requests, and let the program make the timetable.
timetable-when = When
timetable-participants = Participants
timetable-participant = Participant
timetable-requests = Requests
timetable-state = State
timetable-none = No timetable
timetable-made = Timetable { $number }, not published
timetable-is-published = Timetable { $number } published
timetable-not-published = Timetable { $number }, not published
timetable-number = Timetable { $number }
timetable-version = Timetable
timetable-published = Published
timetable-published-now = Timetable { $name } is published; it is everybody’s agenda now.
timetable-publish = Publish timetable { $number }
timetable-proof = Proof
timetable-proof-best = Proved best
timetable-proof-weight = Weight proved greatest
timetable-proof-found = Best found
timetable-proof-stopped = Stopped early
timetable-sizes = { $participants } participants, { $slots } slots
timetable-run = Make a timetable ({ $count } s)
timetable-run-title = Making a timetable
timetable-run-waiting = Waiting to begin.
timetable-run-stopping = Stopping; the best so far is kept.
timetable-run-failed = The last run failed. Try again, or tell the administrator.
timetable-stop = Stop
timetable-stopped = Asked to stop; the best so far is kept.
timetable-views = Views
timetable-view-tables = Tables
timetable-view-people = Participants
timetable-view-unplaced = Not placed
timetable-view-requests = Requests
timetable-view-quality = Quality
timetable-view-versions = Versions
timetable-no-requests = No meeting requests yet
timetable-no-requests-hint = Enter requests one by one or import them from a workbook. Accepted requests are timetabled.
timetable-none-yet = No timetable yet
timetable-none-yet-hint =
    { $count ->
        [one] { $count } accepted request waits for a place.
       *[other] { $count } accepted requests wait for a place.
    }
timetable-ask = Add a request
timetable-asked = Request added.
timetable-request-edit = Meeting request
timetable-figure-held = Meetings held
timetable-of-asked = of { $count } asked
timetable-of-all = of { $count }
timetable-figure-musts = Musts
timetable-figure-weight = Weight
timetable-of-bound = of at most { $bound }
timetable-figure-breaks = Waiting gaps
timetable-figure-tables = Tables used
timetable-fix = Fix what is told
timetable-fixed =
    { $count ->
        [one] { $count } meeting is fixed; the next run leaves it where it is.
       *[other] { $count } meetings are fixed; the next run leaves them where they are.
    }
timetable-table = Table { $name }
timetable-table-short = Table
timetable-time = Time
timetable-must = Must
timetable-fixed-short = fixed
timetable-away = away
timetable-waits = waits
timetable-all-placed = Every request has its place.
timetable-unplaced-title = Not placed, and why
timetable-more-unplaced =
    { $count ->
        [one] { $count } more
       *[other] { $count } more
    }
timetable-pair = { $first } and { $second }
timetable-place = { $time }, table { $table }
timetable-no-place = no place
timetable-made-at = Made
timetable-compare = Compare
timetable-compare-with = Compare with { $number }
timetable-difference = From timetable { $from } to { $to }
timetable-affected = Participants affected: { $people }; meetings changed: { $meetings }.
timetable-meeting = Meeting
timetable-before = Before
timetable-after = After
timetable-from = Asks
timetable-to = Is asked
timetable-wish = Wish
timetable-where = Place
timetable-priorities = { $first } / { $second }
timetable-from-priority = How much the asking side wants it
timetable-to-priority = How much the asked side wants it
timetable-priority-0 = 0: did not ask
timetable-priority-1 = 1: would like to
timetable-priority-2 = 2: wants to
timetable-priority-3 = 3: very much
timetable-must-hint = It must be held, before any other wish
timetable-fixed-slot = Fixed slot
timetable-fixed-at = fixed at { $time }
timetable-window = Possible slots
timetable-window-hint = None ticked means any slot.
timetable-about = About
timetable-request-sent = Sent
timetable-request-accepted = Accepted
timetable-request-declined = Declined
timetable-request-expired = Expired
timetable-request-withdrawn = Withdrawn
timetable-leg = City
timetable-leg-hint = Slots are in the local time of this city.
timetable-slots = Slots
timetable-slots-hint = One a line, such as 2027-04-13 13:30-13:55; the date only where it changes. An empty line is a pause that does not count as waiting.
timetable-tables = Tables
timetable-tables-hint = One number or name a line. Where one cannot be used in some slots, their numbers after a bar: 3 | 2, 5-6. Booths, virtual rooms and venues are set under Venues and tables.
timetable-seats = People who can meet at once
timetable-at-most = At most
timetable-unavailable = Cannot meet in slots
timetable-unavailable-hint = Numbers of slots, such as 1, 2, 7-9.
timetable-error-slot = Line { $line } cannot be read; write it like 2027-04-13 13:30-13:55.
timetable-error-slot-date = Line { $line } needs a date.
timetable-error-slot-order = Line { $line } must come after the line above and end after it starts.
timetable-error-away = Give numbers of slots from 1 to { $slots }.
timetable-agenda = Agenda
timetable-agenda-empty = No meetings
timetable-agenda-empty-hint = This participant has no meeting in the timetable.
timetable-with = With
timetable-why-not-taking-part = One side does not take part in the session.
timetable-why-blocked = One of the two has put the other aside; under Participants this can be taken back.
timetable-why-no-possible-slot = No slot suits both sides, even with nothing else planned.
timetable-why-cap =
    { $count ->
        [one] { $who } already has { $count } meeting, as many as it wants.
       *[other] { $who } already has { $count } meetings, as many as it wants.
    }
timetable-why-full =
    { $count ->
        [one] { $who } is in other meetings in the only slot that would suit.
       *[other] { $who } is in other meetings in all { $count } slots that would suit.
    }
timetable-why-displaced = { $who } is taken by meetings that weigh at least as much: { $others }.
timetable-why-no-common = No common free slot: { $first } is free at { $firstfree }, { $second } at { $secondfree }.
timetable-why-order = It would break the order with other meetings.
timetable-why-no-table = Both are free at { $slots }, but every table is taken.
timetable-why-still-open = It would fit at { $slots }; nothing stands in the way.
timetable-why-unknown = No reason is recorded.
timetable-cause-no-slots = There are meetings but no slot.
timetable-cause-no-tables = There are meetings but no table can be used.
timetable-cause-places = { $meetings } meetings must be held, but all slots together have { $places } table places.
timetable-cause-crowded = Meetings { $requests } can only be in slots { $slots }, which have { $places } table places.
timetable-cause-blocked = The two sides of meeting { $request } must never meet.
timetable-cause-no-slot-left = Meeting { $request } has no possible slot.
timetable-cause-cap = Participant { $who } has { $meetings } meetings but accepts { $cap }.
timetable-cause-too-many = Participant { $who } has { $meetings } meetings but is free in { $free } slots.
timetable-cause-too-few = Meetings { $requests } of participant { $who } can only be in slots { $slots }, which are too few.
timetable-cause-circle = Meetings { $requests } must each come before the next, round in a circle.
timetable-cause-chain = Meetings { $requests } must follow one another but do not fit.
timetable-cause-contradiction = Meetings { $requests } cannot all be held: a search has excluded every way.
timetable-cause-unfair = Meetings { $requests } can only be held so that the breaks of two participants differ by more than { $difference }: a search has excluded every other way.
