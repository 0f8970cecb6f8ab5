goals-all = Proved best by every goal, in their order.
goals-all-within = By every goal, in their order, nothing better is possible but for what may be given up of it.
goals-proved = Proved best, in this order: { $goals }.
goals-within = { $goal } (but for what may be given up)
goals-open-fewest =
    { $limit ->
        [0] Still open: { $goal }. There are { $value } here; whether fewer are possible is not known.
       *[other] Still open: { $goal }. There are { $value } here; at least { $limit } are needed, so at most { $gap } fewer are possible.
    }
goals-open-weight = Still open: { $goal }. This timetable holds { $value }; none holds more than { $limit }, so at most { $gap } more is possible.
goals-open-fairness = Still open: { $goal }. Whoever gets least gets { $value } % of its requests; whether shares can be fairer is not known.
goals-name-promises = missing musts and minimums
goals-name-weight = weight
goals-name-fairness = fairness
goals-name-breaks = waiting gaps
goals-name-most_breaks = most gaps of one participant
goals-name-venues = changes of venue
goals-name-changes = changes of table
goals-name-wishes = wishes for times that are not met
