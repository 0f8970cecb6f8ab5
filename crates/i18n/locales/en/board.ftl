board-how = Drag a meeting to another place, or onto another meeting to change places. By keyboard: Enter picks it up, the arrows choose a place, Enter puts it there, Delete takes it out, Escape leaves it, L locks or unlocks it. A click opens its page.
board-may = free for both
board-here = here now
board-other-row = That row belongs to somebody else.
board-picked = In hand: %. The lit places are free for both.
board-left = It stays where it is.
board-failed = The server could not be asked. Try again.
board-by-hand = Changed by hand
board-undo = Undo the last step
board-undone = Back from timetable { $from } to { $to }.
board-moved = Moved: { $what }. This is timetable { $name } now.
board-taken-out = Taken out: { $what }. This is timetable { $name } now.
board-take-out = Take out
board-request = The request
board-lock = Lock it here
board-unlock = Unlock
board-locked = Locked
board-locked-now = Locked: { $what }. The next run leaves it there.
board-unlocked = Unlocked: { $what }.
board-unlocked-all =
    { $count ->
        [one] { $count } meeting was unlocked.
       *[other] { $count } meetings were unlocked.
    }
board-locked-elsewhere = It is locked at another place; unlock it first.
board-places = Where it can be
board-places-hint = Each step makes a new timetable; the one before stays, and the step can be undone.
board-place = Place
board-put = Put it here
board-table-at = Table at { $time }
board-no-other-table = No other table is free then.
board-not-moved = Not moved.
board-taken-by = { $what } meet there.
board-table-closed = Table { $name } cannot be used then.
board-not-locked = It is locked at { $time }; unlock it first.
board-not-locked-at = It is locked at { $time }, table { $table }; unlock it first.
board-not-blocked = One of the two has put the other aside; under Participants this can be taken back.
board-not-window = { $time } is not among the slots that the request allows.
board-not-away = { $who } cannot meet at { $time }.
board-not-engaged = { $who } is elsewhere at { $time }: { $what }.
board-not-busy = { $who } already meets { $others } at { $time }.
board-not-cap =
    { $count ->
        [one] { $who } already has { $count } meeting, as many as it wants.
       *[other] { $who } already has { $count } meetings, as many as it wants.
    }
board-not-before = It must come before the meeting of { $meeting }.
board-not-after = It must come after the meeting of { $meeting }.
board-not-pause =
    { $count ->
        [one] { $who } would meet without the pause it needs after { $count } slot.
       *[other] { $who } would meet without the pause it needs after { $count } slots.
    }
board-not-no-table = At { $time }, every table that they may have is taken.
board-not-foreign-booth = { $table } is the booth of { $who }.
board-not-at-booth = { $who } meets at its own booth: { $table }.
board-not-table-taken = At { $time }, { $meeting } meet at table { $table }.
board-not-table-closed = Table { $table } cannot be used at { $time }.
refused-move-not-open = This request is not timetabled: it is not accepted, or one side does not take part.
refused-move-nowhere = It is there already.
refused-move-rule = The judge refuses this: the timetable would break a rule that it kept before.
refused-undo-run = A run made this timetable; there is no step to undo.
refused-undo-published = This timetable has been published, so the step cannot be undone. Move the meeting again instead.
refused-undo-has-later = Later steps were made from this timetable. Undo those first.
refused-lock-unplaced = Only a meeting that has a place can be locked there.
refused-timetable-name = A name has at most 80 characters.
board-may-swap = change places
board-may-replace = in its place; the other is taken out
board-swap = Change places
board-swap-at = { $what } (table { $table })
board-swap-with-at = Change places with a meeting at { $time }
board-swapped = Changed places: { $what }; { $who }. This is timetable { $name } now.
board-not-other = { $meeting }: { $why }
board-lock-of = Locked: { $first } and { $second }
refused-swap-no-place = The other meeting has no place of its own in this timetable.
