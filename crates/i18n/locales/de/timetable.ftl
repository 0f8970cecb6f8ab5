timetable-title = Terminplan
timetable-sessions = Kooperationsbörsen
timetable-session = Kooperationsbörse
timetable-session-new = Neue Kooperationsbörse
timetable-session-edit = Kooperationsbörse bearbeiten
timetable-session-made = Kooperationsbörse angelegt.
timetable-session-title = Titel
timetable-sessions-empty = Noch keine Kooperationsbörse
timetable-sessions-empty-hint = Legen Sie Zeitfenster, Tische und Teilnehmende fest, sammeln Sie Gesprächswünsche und lassen Sie den Terminplan erstellen.
timetable-when = Wann
timetable-participants = Teilnehmende
timetable-participant = Teilnehmer
timetable-requests = Gesprächswünsche
timetable-state = Stand
timetable-none = Kein Terminplan
timetable-made = Plan { $number }, nicht veröffentlicht
timetable-is-published = Plan { $number } veröffentlicht
timetable-not-published = Plan { $number }, nicht veröffentlicht
timetable-number = Plan { $number }
timetable-version = Plan
timetable-published = Veröffentlicht
timetable-published-now = Plan { $name } ist veröffentlicht und gilt jetzt für alle.
timetable-publish = Plan { $number } veröffentlichen
timetable-proof = Nachweis
timetable-proof-best = Nachweislich bester Plan
timetable-proof-weight = Gewicht nachweislich maximal
timetable-proof-found = Bester gefundener Plan
timetable-proof-stopped = Vorzeitig beendet
timetable-sizes = { $participants } Teilnehmende, { $slots } Zeitfenster
timetable-run = Plan erstellen ({ $count } s)
timetable-run-title = Terminplan wird erstellt
timetable-run-waiting = Wartet auf den Start.
timetable-run-stopping = Wird beendet; das bisher beste Ergebnis bleibt.
timetable-run-failed = Der letzte Lauf ist fehlgeschlagen. Versuchen Sie es erneut oder informieren Sie die Administration.
timetable-stop = Beenden
timetable-stopped = Wird beendet; das bisher beste Ergebnis bleibt.
timetable-views = Ansichten
timetable-view-tables = Tische
timetable-view-people = Teilnehmende
timetable-view-unplaced = Nicht platziert
timetable-view-requests = Wünsche
timetable-view-quality = Qualität
timetable-view-versions = Fassungen
timetable-no-requests = Noch keine Gesprächswünsche
timetable-no-requests-hint = Erfassen Sie Wünsche einzeln oder importieren Sie sie aus einer Arbeitsmappe. Angenommene Wünsche werden eingeplant.
timetable-none-yet = Noch kein Terminplan
timetable-none-yet-hint =
    { $count ->
        [one] { $count } angenommener Wunsch wartet auf einen Platz.
       *[other] { $count } angenommene Wünsche warten auf einen Platz.
    }
timetable-ask = Gesprächswunsch erfassen
timetable-asked = Gesprächswunsch erfasst.
timetable-request-edit = Gesprächswunsch
timetable-figure-held = Gespräche
timetable-of-asked = von { $count } gewünschten
timetable-of-all = von { $count }
timetable-figure-musts = Pflichtgespräche
timetable-figure-weight = Gewicht
timetable-of-bound = von höchstens { $bound }
timetable-figure-breaks = Wartelücken
timetable-figure-tables = Tischauslastung
timetable-fix = Mitgeteiltes festhalten
timetable-fixed =
    { $count ->
        [one] { $count } Gespräch ist festgehalten; der nächste Lauf ändert es nicht.
       *[other] { $count } Gespräche sind festgehalten; der nächste Lauf ändert sie nicht.
    }
timetable-table = Tisch { $name }
timetable-table-short = Tisch
timetable-time = Zeit
timetable-must = Pflicht
timetable-fixed-short = fest
timetable-away = abwesend
timetable-waits = wartet
timetable-all-placed = Alle Wünsche sind platziert.
timetable-unplaced-title = Nicht platziert, und warum
timetable-more-unplaced =
    { $count ->
        [one] { $count } weiterer
       *[other] { $count } weitere
    }
timetable-pair = { $first } und { $second }
timetable-place = { $time }, Tisch { $table }
timetable-no-place = kein Platz
timetable-made-at = Erstellt
timetable-compare = Vergleichen
timetable-compare-with = Mit { $number } vergleichen
timetable-difference = Von Plan { $from } zu { $to }
timetable-affected = Betroffene Teilnehmende: { $people }; geänderte Gespräche: { $meetings }.
timetable-meeting = Gespräch
timetable-before = Vorher
timetable-after = Nachher
timetable-from = Fragt an
timetable-to = Angefragt
timetable-wish = Wunsch
timetable-where = Platz
timetable-priorities = { $first } / { $second }
timetable-from-priority = Interesse der anfragenden Seite
timetable-to-priority = Interesse der angefragten Seite
timetable-priority-0 = 0: kein Wunsch
timetable-priority-1 = 1: gern
timetable-priority-2 = 2: wichtig
timetable-priority-3 = 3: sehr wichtig
timetable-must-hint = Muss stattfinden, vor allen anderen Wünschen
timetable-fixed-slot = Festes Zeitfenster
timetable-fixed-at = fest um { $time }
timetable-window = Mögliche Zeitfenster
timetable-window-hint = Ohne Auswahl ist jedes Zeitfenster möglich.
timetable-about = Thema
timetable-request-sent = Gesendet
timetable-request-accepted = Angenommen
timetable-request-declined = Abgelehnt
timetable-request-expired = Abgelaufen
timetable-request-withdrawn = Zurückgezogen
timetable-leg = Stadt
timetable-leg-hint = Die Zeitfenster gelten in der Ortszeit dieser Stadt.
timetable-slots = Zeitfenster
timetable-slots-hint = Eines pro Zeile, etwa 2027-04-13 13:30-13:55; das Datum nur, wo es wechselt. Eine leere Zeile ist eine Pause, die nicht als Warten zählt.
timetable-tables = Tische
timetable-tables-hint = Eine Nummer oder ein Name pro Zeile. Ist ein Tisch in Zeitfenstern gesperrt, deren Nummern nach einem Strich: 3 | 2, 5-6. Stände, virtuelle Räume und Orte legen Sie unter Orte und Tische fest.
timetable-seats = Personen gleichzeitig
timetable-at-most = Höchstens
timetable-unavailable = Nicht verfügbar in
timetable-unavailable-hint = Nummern der Zeitfenster, etwa 1, 2, 7-9.
timetable-error-slot = Zeile { $line } ist nicht lesbar; schreiben Sie etwa 2027-04-13 13:30-13:55.
timetable-error-slot-date = In Zeile { $line } fehlt das Datum.
timetable-error-slot-order = Zeile { $line } muss nach der vorigen liegen und nach ihrem Beginn enden.
timetable-error-away = Geben Sie Nummern von 1 bis { $slots } an.
timetable-agenda = Agenda
timetable-agenda-empty = Keine Gespräche
timetable-agenda-empty-hint = Für diesen Teilnehmer enthält der Plan kein Gespräch.
timetable-with = Mit
timetable-why-not-taking-part = Eine Seite nimmt nicht an der Kooperationsbörse teil.
timetable-why-blocked = Eine der beiden Seiten hat die andere zurückgestellt; unter Teilnehmende lässt sich das zurücknehmen.
timetable-why-no-possible-slot = Kein Zeitfenster passt beiden Seiten, auch ohne andere Gespräche.
timetable-why-cap =
    { $count ->
        [one] { $who } hat schon { $count } Gespräch, mehr sind nicht gewünscht.
       *[other] { $who } hat schon { $count } Gespräche, mehr sind nicht gewünscht.
    }
timetable-why-full =
    { $count ->
        [one] { $who } ist im einzigen passenden Zeitfenster belegt.
       *[other] { $who } ist in allen { $count } passenden Zeitfenstern belegt.
    }
timetable-why-displaced = { $who } ist durch mindestens gleich wichtige Gespräche belegt: { $others }.
timetable-why-no-common = Kein gemeinsames freies Zeitfenster: { $first } ist um { $firstfree } frei, { $second } um { $secondfree }.
timetable-why-order = Es verletzt die Reihenfolge mit anderen Gesprächen.
timetable-why-no-table = Beide sind um { $slots } frei, aber alle Tische sind besetzt.
timetable-why-still-open = Es passte um { $slots }; nichts steht im Weg.
timetable-why-unknown = Kein Grund verzeichnet.
timetable-cause-no-slots = Es gibt Gespräche, aber kein Zeitfenster.
timetable-cause-no-tables = Es gibt Gespräche, aber keinen nutzbaren Tisch.
timetable-cause-places = { $meetings } Gespräche sind zu halten, alle Zeitfenster zusammen haben { $places } Tischplätze.
timetable-cause-crowded = Die Gespräche { $requests } können nur in den Zeitfenstern { $slots } liegen, die { $places } Tischplätze haben.
timetable-cause-blocked = Die beiden Seiten von Gespräch { $request } dürfen sich nicht treffen.
timetable-cause-no-slot-left = Gespräch { $request } hat kein mögliches Zeitfenster.
timetable-cause-cap = Teilnehmer { $who } hat { $meetings } Gespräche, nimmt aber höchstens { $cap } an.
timetable-cause-too-many = Teilnehmer { $who } hat { $meetings } Gespräche, ist aber nur in { $free } Zeitfenstern frei.
timetable-cause-too-few = Die Gespräche { $requests } von Teilnehmer { $who } können nur in den Zeitfenstern { $slots } liegen; das sind zu wenige.
timetable-cause-circle = Die Gespräche { $requests } sollen reihum jeweils vor dem nächsten liegen.
timetable-cause-chain = Die Gespräche { $requests } sollen aufeinander folgen, passen aber nicht hintereinander.
timetable-cause-contradiction = Die Gespräche { $requests } lassen sich nicht alle halten: Eine Suche hat jede Möglichkeit ausgeschlossen.
timetable-cause-unfair = Die Gespräche { $requests } lassen sich nur so halten, dass sich die Pausen zweier Teilnehmer um mehr als { $difference } unterscheiden: Eine Suche hat jede andere Möglichkeit ausgeschlossen.
