ways-title = Looking for what contradicts it, and for what would help
ways-search = Look for ways
ways-again = Look once more
ways-hint = The timetable is tried with one change, and with two or three together; what contradicts the meeting is worked out as well. Whatever is found is shown at once.
ways-singles =
    { $count ->
        [0] Single changes are tried.
        [one] Single changes are tried: { $count } so far.
       *[other] Single changes are tried: { $count } so far.
    }
ways-contradiction = What contradicts it is worked out.
ways-demands =
    { $count ->
        [one] What contradicts it is narrowed down: { $count } demand is left.
       *[other] What contradicts it is narrowed down: { $count } demands are left.
    }
ways-sets =
    { $count ->
        [one] Two and three changes together are tried: { $count } set so far.
       *[other] Two and three changes together are tried: { $count } sets so far.
    }
ways-stopping = Stopping; what was found is kept.
ways-none-yet = Nothing yet.
ways-cut-short = The search ended before everything was tried; this is what was found.
ways-failed = The search failed, or the session was changed meanwhile. Look once more.
ways-terminal = Looking for what contradicts, and for what would help. Ctrl-C ends it.
ways-ended = The search ended before changes that help were found.
