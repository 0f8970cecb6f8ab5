imports-title = Import participants and requests
imports-lead = Upload a filled template. A preview with all problems comes first; nothing is written before you confirm.
imports-template = Empty template:
imports-file = Workbook (.xlsx)
imports-file-hint = At most 20 MB; templates in Chinese, English and German are all understood.
imports-file-missing = Please choose a file.
imports-too-large = The file is too large; at most 20 MB.
imports-item = Item that guests and counterparts attend
imports-item-hint = Without a choice, that of the matchmaking session.
imports-read = Read and preview
imports-refused = The file was not imported
imports-preview = Preview
imports-problems = Problems
imports-no-problems = No problems were found.
imports-sheet = Sheet
imports-row = Row
imports-column = Column
imports-what = What is wrong
imports-remedy = Remedy
imports-severity = Severity
imports-error = error
imports-warning = please check
imports-note = note
imports-confirm = Import
imports-confirm-hint = Everything is written at once and can be undone at once.
imports-other-file = Choose another file
imports-lost = The preview was lost; upload the file again.
imports-export-mission = Export the whole mission (JSON)
imports-organisations = New organisations
imports-people = New people
imports-posts = New posts
imports-participations = New members and guests
imports-slots = New slots
imports-tables = New tables
imports-requests = New meeting requests
imports-firms = New participants of the session
imports-profiles = New profiles of participants
imports-interpreters = New interpreters
imports-aside = Newly put aside
imports-settings = New settings of the session
imports-session = Whole session as a workbook
imports-changed =
    { $count ->
        [one] { $count } of them changes
       *[other] { $count } of them change
    }
imports-known =
    { $count ->
        [one] { $count } is there already
       *[other] { $count } are there already
    }
imports-unattached =
    { $count ->
        [one] { $count } guest belongs to no item yet and only enters the directory; choose an item to change that.
       *[other] { $count } guests belong to no item yet and only enter the directory; choose an item to change that.
    }
imports-more =
    { $count ->
        [one] { $count } more problem is not listed.
       *[other] { $count } more problems are not listed.
    }
imports-done =
    { $count ->
        [one] { $count } record was imported.
       *[other] { $count } records were imported.
    }
imports-undone =
    { $count ->
        [one] The import is undone: { $count } record.
       *[other] The import is undone: { $count } records.
    }
imports-action = Import workbook
imports-notes =
    { $count ->
        [one] { $count } note
       *[other] { $count } notes
    }
imports-past = Last imports
imports-past-when = When
imports-past-records = Records
imports-past-touched = undone, or changed since
