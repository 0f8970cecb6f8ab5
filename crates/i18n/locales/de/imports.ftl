imports-title = Teilnehmende und Wünsche einlesen
imports-lead = Laden Sie eine ausgefüllte Vorlage hoch. Zuerst erscheint eine Vorschau mit allen Problemen; vor der Bestätigung wird nichts geschrieben.
imports-template = Leere Vorlage:
imports-file = Arbeitsmappe (.xlsx)
imports-file-hint = Höchstens 20 MB; Vorlagen auf Chinesisch, Englisch und Deutsch werden verstanden.
imports-file-missing = Bitte eine Datei wählen.
imports-too-large = Die Datei ist zu groß; höchstens 20 MB.
imports-item = Termin, an dem Gäste und Gesprächspartner teilnehmen
imports-item-hint = Ohne Auswahl der Termin der Kooperationsbörse.
imports-read = Lesen und Vorschau zeigen
imports-refused = Die Datei wurde nicht eingelesen
imports-preview = Vorschau
imports-problems = Probleme
imports-no-problems = Es wurden keine Probleme gefunden.
imports-sheet = Blatt
imports-row = Zeile
imports-column = Spalte
imports-what = Was nicht stimmt
imports-remedy = Abhilfe
imports-severity = Schwere
imports-error = Fehler
imports-warning = bitte prüfen
imports-note = Hinweis
imports-confirm = Einlesen
imports-confirm-hint = Alles wird auf einmal geschrieben und lässt sich auf einmal rückgängig machen.
imports-other-file = Eine andere Datei wählen
imports-lost = Die Vorschau ging verloren; bitte die Datei noch einmal hochladen.
imports-export-mission = Ganze Delegation ausgeben (JSON)
imports-organisations = Neue Organisationen
imports-people = Neue Personen
imports-posts = Neue Ämter
imports-participations = Neue Mitglieder und Gäste
imports-slots = Neue Zeitfenster
imports-tables = Neue Tische
imports-requests = Neue Gesprächswünsche
imports-firms = Neue Teilnehmer der Kooperationsbörse
imports-profiles = Neue Profile von Teilnehmern
imports-interpreters = Neue Dolmetscher
imports-aside = Neu zurückgestellt
imports-settings = Neue Einstellungen der Kooperationsbörse
imports-session = Ganze Kooperationsbörse als Arbeitsmappe
imports-changed =
    { $count ->
        [one] { $count } davon ändert sich
       *[other] { $count } davon ändern sich
    }
imports-known =
    { $count ->
        [one] { $count } schon vorhanden
       *[other] { $count } schon vorhanden
    }
imports-unattached =
    { $count ->
        [one] { $count } Gast gehört noch zu keinem Termin und kommt nur ins Verzeichnis; bitte sonst einen Termin wählen.
       *[other] { $count } Gäste gehören noch zu keinem Termin und kommen nur ins Verzeichnis; bitte sonst einen Termin wählen.
    }
imports-more =
    { $count ->
        [one] { $count } weiteres Problem ist nicht aufgeführt.
       *[other] { $count } weitere Probleme sind nicht aufgeführt.
    }
imports-done =
    { $count ->
        [one] { $count } Eintrag wurde eingelesen.
       *[other] { $count } Einträge wurden eingelesen.
    }
imports-undone =
    { $count ->
        [one] Der Import ist zurückgenommen: { $count } Eintrag.
       *[other] Der Import ist zurückgenommen: { $count } Einträge.
    }
imports-action = Arbeitsmappe einlesen
imports-notes =
    { $count ->
        [one] { $count } Hinweis
       *[other] { $count } Hinweise
    }
imports-past = Letzte Importe
imports-past-when = Wann
imports-past-records = Einträge
imports-past-touched = zurückgenommen oder inzwischen geändert
