quality-served = Wishes met
quality-home = Home side
quality-hosts = Hosts
quality-share = { $percent } % ({ $held } of { $asked })
quality-of = { $part } of { $whole }
quality-and-more = { $list } and { $count } more
quality-least = Smallest share met: { $percent } %, for { $who }.
quality-breaks =
    { $count ->
        [0] Nobody waits between two meetings.
        [one] Everybody together waits { $count } time between two meetings.
       *[other] Everybody together waits { $count } times between two meetings.
    }
quality-most-breaks = Most waits of one company: { $count }, for { $who }.
quality-venue-changes =
    { $count ->
        [0] Nobody changes venues between two meetings without a pause.
        [one] Everybody together changes venues { $count } time between two meetings without a pause.
       *[other] Everybody together changes venues { $count } times between two meetings without a pause.
    }
quality-changes =
    { $count ->
        [0] Nobody changes tables between two meetings without a pause.
        [one] Everybody together changes tables { $count } time between two meetings without a pause.
       *[other] Everybody together changes tables { $count } times between two meetings without a pause.
    }
quality-tables = Table places used: { $part } of { $whole }.
quality-use = Tables in use, slot by slot
quality-worst = Worst served first
quality-better-served =
    { $count ->
        [one] { $count } more company is served better.
       *[other] { $count } more companies are served better.
    }
quality-advice = What would hold more meetings
quality-advice-hint = The session is solved again with more tables, with one more slot, and with one more person of the companies whose people are most in demand; the answers are counted, not guessed.
quality-ask = Work it out
quality-running = Solving the session again with more tables, slots and people.
quality-basis =
    { $count ->
        [one] Found by { $count } second of search for each question; as it is, the session holds { $held }. A longer search may find more.
       *[other] Found by { $count } seconds of search for each question; as it is, the session holds { $held }. A longer search may find more.
    }
quality-search-longer =
    { $count ->
        [one] A new run alone holds { $count } more meeting, with the tables there are.
       *[other] A new run alone holds { $count } more meetings, with the tables there are.
    }
quality-more-tables =
    { $count ->
        [one] One more table
       *[other] { $count } more tables
    }
quality-more-slots =
    { $count ->
        [one] One more slot at the end
       *[other] { $count } more slots at the end
    }
quality-gain =
    { $count ->
        [one] { $what }: at least { $count } more meeting.
       *[other] { $what }: at least { $count } more meetings.
    }
quality-gain-none = { $what }: nothing gained. The best timetable by wishes, and that is proved, holds no more meetings.
quality-gain-not-found = { $what }: no more meeting was found.
quality-more-person = One more person of { $who }
