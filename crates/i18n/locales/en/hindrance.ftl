# Why a request has no place although both sides and a table are free.
hindrance-pause = At { $slots }, { $who } needs a pause.
hindrance-table = At { $slots }, another meeting sits at the table where this one is locked.
