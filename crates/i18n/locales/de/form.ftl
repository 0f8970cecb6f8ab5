form-required = Pflichtangabe
form-optional = freiwillig
form-summary-title =
    { $count ->
        [one] Eine Angabe braucht Ihre Aufmerksamkeit
       *[other] { $count } Angaben brauchen Ihre Aufmerksamkeit
    }
form-error-prefix = Fehler:
form-error-required = Bitte ausfüllen.
form-error-too-long =
    { $max ->
        [one] Höchstens ein Zeichen.
       *[other] Höchstens { $max } Zeichen.
    }
form-error-control = Zeilenumbrüche und Steuerzeichen sind hier nicht möglich.
form-error-date = Das ist kein Datum. Bitte so schreiben: 2026-04-14.
form-error-time = Das ist keine Uhrzeit. Bitte so schreiben: 09:30.
form-error-zone = Diese Zeitzone ist nicht bekannt.
form-error-end-before-start = Das Ende muss nach dem Beginn liegen.
form-error-too-long-span = Das dauert länger als eine Woche; stimmt ein Datum nicht?
form-error-number = Das ist keine ganze Zahl.
form-error-range = Zwischen { $min } und { $max }.
form-error-choice = Bitte einen der Einträge wählen.
form-error-language = Das ist kein Sprachcode wie zh-Hans, en, de oder tr.
form-error-localised-empty = Bitte in mindestens einer Sprache ausfüllen.
form-error-email = Das ist keine E-Mail-Adresse.
form-choose = Bitte wählen
form-nobody = Nicht gewählt
form-party-search = Nach jedem Namen suchen
form-party-text = oder den Namen wie gedruckt schreiben
form-party-matches =
    { $count ->
        [one] { $count } Treffer
       *[other] { $count } Treffer
    }
form-when-known = Was bekannt ist
form-when-exact = Datum und Uhrzeit
form-when-day = Nur der Tag
form-when-span = Ein Zeitraum
form-when-not_published = Nicht veröffentlicht
form-when-date = Datum
form-when-to-date = Bis (Datum)
form-when-start = Beginn
form-when-end = Ende
form-when-end-date = Enddatum, falls an anderem Tag
form-when-zone = Zeitzone
form-when-note = Was die Quellen sagen
form-group-add = Weiteren hinzufügen
form-group-remove = Entfernen
form-other-language = Weitere Sprache
form-other-language-code = Code
form-file-drop = Datei hierher ziehen oder auswählen
form-unsaved = Es gibt ungespeicherte Änderungen.
form-conflict-title = Jemand anderes hat dies inzwischen geändert
form-conflict-intro = Nichts ist verloren. Wählen Sie bei jedem Unterschied, was bleiben soll, und speichern Sie.
form-conflict-mine = Ihre Fassung
form-conflict-theirs = Andere Fassung
form-conflict-by = Geändert von { $who }, { $when }
form-conflict-empty = leer
form-conflict-save = Auswahl speichern
form-conflict-none = Beide Fassungen stimmen in allen Feldern überein.
