form-required = required
form-optional = optional
form-summary-title =
    { $count ->
        [one] One thing needs your attention
       *[other] { $count } things need your attention
    }
form-error-prefix = Error:
form-error-required = Please fill this in.
form-error-too-long =
    { $max ->
        [one] At most one character.
       *[other] At most { $max } characters.
    }
form-error-control = Line breaks and control characters are not possible here.
form-error-date = This is not a date. Write it as 2026-04-14.
form-error-time = This is not a time. Write it as 09:30.
form-error-zone = This time zone is not known.
form-error-end-before-start = The end must be after the start.
form-error-too-long-span = This lasts longer than a week; is one of the dates wrong?
form-error-number = This is not a whole number.
form-error-range = Between { $min } and { $max }.
form-error-choice = Please choose one of the entries.
form-error-language = This is not a language code, such as zh-Hans, en, de or tr.
form-error-localised-empty = Please write it in at least one language.
form-error-email = This is not an e-mail address.
form-choose = Please choose
form-nobody = Nobody chosen
form-party-search = Search by any name
form-party-text = or write the name as printed
form-party-matches =
    { $count ->
        [one] { $count } match
       *[other] { $count } matches
    }
form-when-known = What is known
form-when-exact = Date and time
form-when-day = Only the day
form-when-span = A span of days
form-when-not_published = Not published
form-when-date = Date
form-when-to-date = Until (date)
form-when-start = Start
form-when-end = End
form-when-end-date = End date, if another day
form-when-zone = Time zone
form-when-note = What the sources say
form-group-add = Add another
form-group-remove = Remove
form-other-language = Another language
form-other-language-code = Code
form-file-drop = Drop a file here or choose one
form-unsaved = There are changes that are not saved.
form-conflict-title = Somebody else changed this while you were writing
form-conflict-intro = Nothing is lost. For each difference choose which side to keep, then save.
form-conflict-mine = Yours
form-conflict-theirs = Theirs
form-conflict-by = Changed by { $who }, { $when }
form-conflict-empty = empty
form-conflict-save = Save my choice
form-conflict-none = Both sides say the same in every field.
