# Why a request has no place although both sides and a table are free.
hindrance-pause = At { $slots }, { $who } needs a pause.
hindrance-table = At { $slots }, every table that this meeting may have is taken.
hindrance-person = At { $slots }, nobody of { $who } who may come is free.
hindrance-interpreter = At { $slots }, no interpreter for its languages is free.
hindrance-travel = At { $slots }, somebody could not get from one venue to the other in time.
