replan-title = Something happened
replan-what = What happened
replan-what-absent = Somebody is late or away
replan-what-cancelled = A meeting is called off
replan-what-interpreter = An interpreter is away
replan-what-wanted = A request needs a place
replan-what-table = A table is lost
replan-what-slot = A slot is lost
replan-who = Who
replan-people = How many of its people
replan-people-hint = Empty means everybody.
replan-interpreter = Interpreter
replan-from = Away from
replan-until = Back at
replan-until-hint = Empty means not any more.
replan-error-until = This must be later than the beginning.
replan-meeting = Meeting
replan-table = Table
replan-slot = Slot
replan-as-of = Change nothing before
replan-as-of-hint = What has begun always stays as it is.
replan-fill = Give free places to requests that had none; nobody else is moved for them
replan-show = Show what would change
replan-over = There is no published timetable with slots still to come. Publish one on the page of the session; from then on this page works out what a change costs.
replan-result = What would change
replan-names = Affected: { $names }.
replan-nothing = Nothing needs to change.
replan-lost =
    { $count ->
        [one] { $count } meeting loses its place:
       *[other] { $count } meetings lose their place:
    }
replan-unheard =
    { $count ->
        [one] Nobody could interpret, so { $count } meeting loses its place:
       *[other] Nobody could interpret, so { $count } meetings lose their place:
    }
replan-refused = No place was found for this request without giving up others.
replan-off = called off
replan-proof-minimal = Proved: no smaller change is possible
replan-proof-least = Proved: fewest people and meetings
replan-proof-found = Best found
replan-publish = Publish this change
replan-keep = Keep as a draft
replan-published = Timetable { $name } is published with the change.
replan-kept = Timetable { $name } is kept as a draft.
refused-no-mender = This installation cannot mend timetables.
refused-cannot-have-happened = This cannot be planned: { $detail }.
