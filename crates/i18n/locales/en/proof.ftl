proof-no-timetable = Proved that there is no timetable: clauses in { $clauses }, proof in { $proof }, their meaning in { $legend }
proof-no-fewer-breaks = Proved that no timetable has fewer breaks than { $breaks }: clauses in { $clauses }, proof in { $proof }, their meaning in { $legend }
proof-nothing = Nothing to prove: no timetable has fewer breaks than none, or nothing was claimed.
proof-other-question = No proof was written: meetings may be left out in this problem, and its bound comes from an exact matching, not from a refutation.
proof-too-large = No proof was written: the problem is too large to be put into clauses.
proof-stopped = No proof was written: it took more than { $seconds } seconds. Allow more with --time-limit.
proof-not-in-clauses = No proof was written: the claim rests on a count that the clauses do not contain.
proof-files = No proof was written: { $error }
