# Pairs that one of the two put aside, as organisers see them.
aside-title = Put aside
aside-hint = These pairs are suggested to neither side. Where an organiser entered a meeting of such a pair, the timetable leaves it out until the side that said no accepts it itself or you take it back.
aside-by = Who said no
aside-other = To whom
aside-when = When
aside-when-unknown = not recorded
aside-effect = What follows
aside-blocks = keeps an accepted request out of the timetable
aside-not-suggested = not suggested again
aside-take-back = Take back
aside-taken-back = Taken back for { $who }: { $what } may be suggested and met again.
