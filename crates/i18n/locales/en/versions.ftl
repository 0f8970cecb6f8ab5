versions-first =
    { $count ->
        [one] Nothing has been published yet. { $count } company gets its first agenda.
       *[other] Nothing has been published yet. { $count } companies get their first agenda.
    }
versions-nobody = Nobody’s agenda changes: everybody meets when and where timetable { $number } says.
versions-affected =
    { $count ->
        [one] The agenda of { $count } company changes.
       *[other] The agendas of { $count } companies change.
    }
versions-who = Who is affected
versions-publish-now = Publish it
versions-new = New: { $who }, { $to }
versions-gone = Gone: { $who }, { $from }
versions-moved = { $who }: { $from } becomes { $to }
versions-comes = { $who }, { $to }: now { $comes }
versions-publish = Publish timetable { $number }…
versions-name = Name
versions-name-hint = Such as “after the call with the chamber”. The number stays.
versions-rename = Name it
versions-named = Timetable { $name } has its name.
versions-compare = Compare any two
versions-older = From
versions-newer = To
versions-show = Show the difference
versions-same = The two are the same.
versions-steps =
    { $count ->
        [one] { $count } step by hand is folded away; show it
       *[other] { $count } steps by hand are folded away; show them
    }
versions-published-at = Published { $at }
versions-published-before = Published before
versions-roll-back = Publish again…
versions-titled = { $number }: { $name }
