programme-title = Programme
programme-new = Add an item
programme-edit = Edit item
programme-board = Board
programme-list = List
programme-print = Print view
programme-views = Views of the programme
programme-days = Days
programme-empty = Nothing is planned yet
programme-empty-hint = Add the first item: a time may be exact, a day, a span of days or not known.
programme-empty-day = Nothing on this day.
programme-empty-legs = Add the cities of the journey first; each is a column here.
programme-time-unknown = Time not known
programme-on-this-day = On this day, time not known
programme-some-day = Day not known
programme-no-place = Place not known
programme-at-home = { $time } at home
programme-everybody = Everybody
programme-person = Person
programme-only-person = Only items of { $name }
programme-show-all = Show everybody
programme-choose = Show
programme-clash-person = { $name } is also in “{ $other }” at this time.
programme-clash-room = “{ $other }” is in the same room at this time.
programme-clash-outside = It lies outside the days in { $city }.
programme-clash-title =
    { $count ->
        [one] One clash
       *[other] { $count } clashes
    }
programme-clash-open = Open the item
programme-name = Title
programme-when = Time
programme-leg = City
programme-leg-none = Not known
programme-kind = Kind
programme-kind-roundtable = Roundtable
programme-kind-promotion_conference = Promotion conference
programme-kind-signing_ceremony = Signing ceremony
programme-kind-talks = Talks
programme-kind-courtesy_call = Courtesy call
programme-kind-company_visit = Headquarters visit
programme-kind-site_visit = Site visit
programme-kind-matchmaking = Matchmaking
programme-kind-banquet = Banquet or meal
programme-kind-briefing = Briefing
programme-kind-press = Press
programme-kind-travel = Travel
programme-kind-free = Free time
programme-state = State
programme-state-tentative = Tentative
programme-state-requested = Requested
programme-state-confirmed = Confirmed
programme-state-held = Held
programme-state-cancelled = Cancelled
programme-state-postponed = Postponed
programme-was-planned = first known as planned, then held
programme-cause-of = Cause: { $cause }
programme-place = Place
programme-venue = Venue
programme-room = Room
programme-room-hint = One item at a time is in a room of a venue.
programme-hosts = Hosts
programme-host = Host
programme-official = Official activity
programme-languages = Working languages
programme-interpretation = Interpretation
programme-interpretation-none = Not needed
programme-interpretation-consecutive = Consecutive
programme-interpretation-simultaneous = Simultaneous
programme-interpretation-whispered = Whispered
programme-interpretation-unknown = Not decided or not published
programme-visibility = Who may see it
programme-visibility-participants = Delegation and hosts
programme-visibility-public = Everybody
programme-visibility-internal = The office only
programme-counts = Counts as published
programme-count-value = Number
programme-note = Remarks
programme-people = Who takes part
programme-people-none = Nobody is entered yet.
programme-people-edit = Enter people and guests
programme-side-home = Delegation
programme-side-host = Hosts and guests
programme-role = Role
programme-role-leader = Head of delegation
programme-role-member = Member
programme-role-staff = Staff
programme-role-presenter = Presents
programme-role-speaker = Speaks
programme-role-guest = Guest
programme-role-host = Host
programme-role-counterpart = Counterpart
programme-role-signatory = Signs
programme-role-witness = Witness
programme-role-interpreter = Interpreter
programme-role-attendee = Attends
programme-role-mentioned = Mentioned
programme-step = Change the state
programme-step-to = New state
programme-step-cause = Cause
programme-step-cause-hint = Needed for a cancellation or a postponement.
programme-step-source = How we know that it was held
programme-step-confirm = Confirm
programme-step-hold = Mark as held
programme-correction = It has been held: what you save here is a correction, and the history keeps both.
programme-records = Meeting record
programme-asks =
    { $count ->
        [one] One ask
       *[other] { $count } asks
    }
programme-agreements-here = Signed here
programme-item-of = Item of { $mission }
programme-printed-on = As of { $when }
programme-local-time = Local time
programme-home-time = Home time
programme-print-now = Print this page
programme-back-to-board = Back to the board
programme-counted =
    { $count ->
        [one] One item
       *[other] { $count } items
    }
