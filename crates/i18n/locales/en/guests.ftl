guests-members = Members
guests-add-member = Add a member
guests-edit-member = Edit member
guests-add-guest = Add a guest
guests-edit-guest = Edit guest
guests-added = Added to the list.
guests-size-published = Published size: { $count }
guests-size-unpublished = Size of the delegation: not published
guests-members-named =
    { $count ->
        [one] { $count } member named here
       *[other] { $count } members named here
    }
guests-delegation-empty = Nobody is on the list of the delegation yet
guests-delegation-empty-hint = Begin with the head of delegation, or import the participants from a workbook.
guests-mentioned = Only mentioned
guests-mentioned-why = Named by a source, not on the journey.
guests-bodies = Cities, departments and companies of our side
guests-body = Body
guests-candidates = Might be:
guests-name = Name
guests-offices = Offices
guests-office = Office or organisation
guests-organisation = Organisation
guests-role = Role
guests-state = State
guests-item = Item
guests-side = Side
guests-actions = Actions
guests-tally = Answers and published counts by item
guests-published = Published: { $count }
guests-count-of = { $name }: { $count }
guests-figure-named = On the list
guests-figure-open = Answer open
guests-figure-accepted = Accepted
guests-figure-declined = Declined
guests-figure-came = Came
guests-invite-all =
    { $count ->
        [one] Mark the one nominated as invited
       *[other] Mark all { $count } nominated as invited
    }
guests-invited =
    { $count ->
        [one] { $count } guest is now invited.
       *[other] { $count } guests are now invited.
    }
guests-empty = Nobody is invited yet
guests-empty-hint = Add the first guest, or import the participants from a workbook.
guests-attendance = Record attendance
guests-attendance-recorded =
    { $count ->
        [one] Attendance recorded for { $count } entry.
       *[other] Attendance recorded for { $count } entries.
    }
guests-attendance-overtaken = Somebody changed an entry meanwhile; nothing was recorded. Please check the sheet and send it again.
guests-attendance-later = Attendance can be recorded once the item was held.
guests-answered = Recorded: { $name }
guests-do-answer = Answer…
guests-do-invited = Mark as invited
guests-do-accepted = Has accepted
guests-do-attended = Attended
guests-do-absent = Absent
guests-cause = Reason given for declining
guests-by = Who came instead
guests-who = Who
guests-who-hint = Search by any name in any script. If nobody fits, write the name as printed: it stays unresolved until somebody knows.
guests-printed-is = A name as printed is
guests-printed-body = a body or company
guests-printed-person = a person
guests-for = Comes for
guests-rank = Rank
guests-rank-hint = Order of precedence within the side, from 1.
guests-posts = By which posts
guests-posts-hint = None chosen means all posts held.
guests-relation = Number as published
guests-count = How many came for this body
guests-count-hint = Only if a number was published. It is kept as published and never made exact.
guests-unit = What was counted
guests-note = Remarks
guests-source = Source
guests-source-address = Address of the source
guests-source-address-wrong = An address begins with https:// or http://.
guests-source-day = Day of publication
guests-substituted-by = represented by { $name }
guests-side-host = Hosts' side
guests-side-home = Our side
guests-side-all = Both sides
guests-relation-exactly = exactly
guests-relation-more_than = more than
guests-relation-about = about
guests-relation-at_least = at least
guests-relation-at_most = at most
guests-state-nominated = nominated
guests-state-invited = invited
guests-state-tentative = perhaps
guests-state-accepted = accepted
guests-state-declined = declined
guests-state-attended = attended
guests-state-absent = absent
guests-state-substituted = represented
guests-role-leader = Head of delegation
guests-role-member = Member
guests-role-staff = Staff
guests-role-presenter = Presents
guests-role-speaker = Speaks
guests-role-guest = Guest
guests-role-host = Host
guests-role-counterpart = Counterpart in talks
guests-role-signatory = Signs
guests-role-witness = Witness
guests-role-interpreter = Interpreter
guests-role-attendee = Attends
guests-role-mentioned = Mentioned
