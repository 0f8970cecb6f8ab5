# What the people concerned by a publication are told.
messages-title = Messages to send
messages-summary =
    { $count ->
        [one] The last publication concerns { $count } participant. The program sends no mail: take the message along and send it yourself.
       *[other] The last publication concerns { $count } participants. The program sends no mail: take the messages along, each in the participant's language, and send them yourself.
    }
messages-none = Nobody has to be told anything
messages-none-hint = Messages are for those whose timetable the last publication changed.
messages-who = Who is told what
messages-no-address = no address on record
messages-links = Links to the participants' own pages and the interpreters' calendars
messages-links-keep = Leave the links as they are; the messages speak of the link that was handed over
messages-links-missing = Make links for those who have none that works
messages-links-new = Make new links for all of them; the earlier ones stop working
messages-take-workbook = Take as a workbook (XLSX)
messages-take-text = Take as text (TXT)
messages-to = To
messages-subject = Subject
messages-text = Text
messages-language = Language
messages-subject-first = { $session }: your timetable
messages-subject-changed = { $session }: your timetable has changed
messages-greeting = To { $who }
messages-changed = Your timetable of { $session } has changed:
messages-agenda = { $session }: your meetings now
messages-meeting = { $place }: { $who }
messages-no-meetings = You have no meetings at present.
messages-link = Your own page with the timetable, also as a calendar (please keep this link to yourself): { $link }
messages-link-known = Your own page, by the link that you have received, shows the timetable at any time.
messages-regards = With kind regards
messages-interpreters-too =
    { $count ->
        [one] { $count } interpreter is concerned too, with a message at the end of the list.
       *[other] { $count } interpreters are concerned too, with messages at the end of the list.
    }
messages-interpreters-told = Interpreters with a message
messages-interpreters-silent = Interpreters without an address
messages-interpreters-silent-hint = No mail address is on record. Enter one in their record, or print their page under Documents and hand it over.
messages-add-address = Enter an address in their record
messages-interpreter-first = { $session }: your timetable as interpreter
messages-interpreter-changed = { $session }: your timetable as interpreter has changed
messages-interpreter-changes = Your timetable as interpreter at { $session } has changed:
messages-interpreter-agenda = { $session }: the meetings that you interpret now
messages-interpreter-none = At present you have no meeting to interpret.
messages-calendar = Your meetings as a calendar (please keep this link to yourself): { $link }
messages-calendar-known = Your calendar, by the link that you have received, shows your meetings at any time.
messages-told = Interpreters with a message: { $names }.
messages-silent = Interpreters without an address: { $names }. Enter one in their record, or print their page.
messages-firms-silent = Companies without an address
messages-firms-silent-hint = No mail address is on record of anybody who comes for them. Enter one in the record of one of them, or print the company’s page under Documents and hand it over.
messages-firms-silent-named = Companies without an address: { $names }. Enter one in the record of somebody who comes for them, or print their page.
