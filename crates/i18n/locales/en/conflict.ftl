conflict-minimal = These demands contradict each other; without any one of them the others can be kept:
conflict-found = These demands contradict each other:
conflict-why = What contradicts it
conflict-number-who = participant { $number }
conflict-number-slot = slot { $number }
conflict-fairness = waiting gaps are shared fairly
conflict-tables = at no time are there more meetings than tables
conflict-pause =
    { $who } has a pause after { $count ->
        [one] each meeting
       *[other] { $count } meetings in a row
    }
conflict-order = meeting { $first } comes before meeting { $second }
conflict-locked = meeting { $meeting } is at the table where it is locked
conflict-window = meeting { $meeting } is in its window
conflict-fixed = meeting { $meeting } is at its fixed time
conflict-cap =
    { $who } takes at most { $count ->
        [one] one meeting
       *[other] { $count } meetings
    }
conflict-apart = { $first } and { $second } never meet
conflict-engaged = somebody of { $who } is elsewhere in the programme at { $time }
conflict-engaged-at = somebody of { $who } is at “{ $item }” at { $time }
conflict-away = { $who } does not meet at { $time }
conflict-people =
    { $who }: { $count ->
        [one] one person, so one meeting at a time
       *[other] { $count } people, so at most { $count } meetings at a time
    }
conflict-minimum =
    { $who } gets the { $count ->
        [one] one meeting
       *[other] { $count } meetings
    } it was promised
conflict-meeting =
    { $count ->
        [one] meeting { $meeting } is held
       *[other] these meetings are all held: { $meeting }
    }
