runs-title = Make a timetable
runs-more = More choices…
runs-go = Make it
runs-seconds = How long may it search?
runs-seconds-10 = A quick look: 10 seconds
runs-seconds-60 = Thoroughly: a minute
runs-seconds-300 = As well as it can: five minutes
runs-aim = What matters more?
runs-aim-wishes = The wishes: what both sides want most comes first
runs-aim-order = All in order: the wishes, then that nobody is left behind, then little waiting, then few changes of table, then the wished times
runs-give-wishes = How much of the wishes may be given up for what comes after?
runs-give-fairness = How much less may be met of somebody's requests so that people wait less?
runs-give-waiting = How many more waits may there be so that fewer change tables?
runs-give-nothing = Nothing
runs-give-percent = At most { $percent } %
runs-give-hint = Only with “All in order”.
runs-aim-count = The number: as many meetings as possible, each counts the same
runs-keep = Keep what is published: timetable { $number } stays where it is, the rest is filled in
runs-keep-hint = Meetings that cannot be there any more are free to go.
runs-locked =
    { $count ->
        [0] No meeting is locked
        [one] { $count } locked meeting stays where it is
       *[other] { $count } locked meetings stay where they are
    }
runs-unlock-all = Unlock all
runs-standing =
    { $count ->
        [0] { $held } meetings placed, nobody waits. At most { $percent } % more is possible.
        [one] { $held } meetings placed, { $count } wait. At most { $percent } % more is possible.
       *[other] { $held } meetings placed, { $count } waits. At most { $percent } % more is possible.
    }
runs-standing-best =
    { $count ->
        [0] { $held } meetings placed, nobody waits. More is not possible.
        [one] { $held } meetings placed; more is not possible. { $count } wait is left to shorten.
       *[other] { $held } meetings placed; more is not possible. { $count } waits are left to shorten.
    }
runs-proof-most = Most meetings, proved
runs-found-most = Most meetings found
