repair-missing = Meeting { $meeting } has no place. It would fit with one of these changes:
repair-order = Meeting { $first } need not come before meeting { $second }
repair-unfix = Meeting { $meeting } may leave its fixed time
repair-window = Meeting { $meeting } may be at any time
repair-cap = { $who } takes one meeting more than it wanted
repair-slot = { $who } comes at { $time } after all
repair-table = One more table at { $time }
repair-person = { $who } brings one person more
repair-drop = Meeting { $meeting } is given up
repair-none = No change that would help was found, and no two or three together.
repair-with = {" and "}
repair-and = { $repair } ({ $count ->
        [one] { $count } other meeting changes
       *[other] { $count } other meetings change
    })
repair-ways = Changes after which it would fit
repair-then = Then it is held at { $place }.
repair-try = Try this repair
repair-tried = The change is made; timetable { $name } is kept as a draft.
repair-others =
    { $count ->
        [0] No other meeting changes.
        [one] { $count } other meeting changes.
       *[other] { $count } other meetings change.
    }
repair-how = How it could fit
