programme-title = Programm
programme-new = Punkt hinzufügen
programme-edit = Punkt bearbeiten
programme-board = Tafel
programme-list = Liste
programme-print = Druckansicht
programme-views = Ansichten des Programms
programme-days = Tage
programme-empty = Noch ist nichts geplant
programme-empty-hint = Fügen Sie den ersten Punkt hinzu: Die Zeit kann genau, ein Tag, ein Zeitraum oder unbekannt sein.
programme-empty-day = An diesem Tag ist nichts.
programme-empty-legs = Fügen Sie zuerst die Städte der Reise hinzu; jede ist hier eine Spalte.
programme-time-unknown = Uhrzeit unbekannt
programme-on-this-day = An diesem Tag, Uhrzeit unbekannt
programme-some-day = Tag unbekannt
programme-no-place = Ort unbekannt
programme-at-home = { $time } Heimatzeit
programme-everybody = Alle
programme-person = Person
programme-only-person = Nur Punkte von { $name }
programme-show-all = Alle zeigen
programme-choose = Zeigen
programme-clash-person = { $name } ist zugleich bei „{ $other }“.
programme-clash-room = „{ $other }“ ist zur gleichen Zeit im selben Raum.
programme-clash-outside = Es liegt außerhalb der Tage in { $city }.
programme-clash-title =
    { $count ->
        [one] Eine Überschneidung
       *[other] { $count } Überschneidungen
    }
programme-clash-open = Punkt öffnen
programme-name = Titel
programme-when = Zeit
programme-leg = Stadt
programme-leg-none = Nicht bekannt
programme-kind = Art
programme-kind-roundtable = Runder Tisch
programme-kind-promotion_conference = Standortkonferenz
programme-kind-signing_ceremony = Unterzeichnung
programme-kind-talks = Gespräch
programme-kind-courtesy_call = Höflichkeitsbesuch
programme-kind-company_visit = Besuch der Zentrale
programme-kind-site_visit = Besichtigung
programme-kind-matchmaking = Kooperationsbörse
programme-kind-banquet = Essen
programme-kind-briefing = Besprechung
programme-kind-press = Presse
programme-kind-travel = Fahrt
programme-kind-free = Freie Zeit
programme-state = Stand
programme-state-tentative = Vorläufig
programme-state-requested = Angefragt
programme-state-confirmed = Bestätigt
programme-state-held = Durchgeführt
programme-state-cancelled = Abgesagt
programme-state-postponed = Verschoben
programme-was-planned = zuerst als geplant bekannt, dann durchgeführt
programme-cause-of = Grund: { $cause }
programme-place = Ort
programme-venue = Veranstaltungsort
programme-room = Raum
programme-room-hint = In einem Raum ist jeweils nur ein Punkt.
programme-hosts = Gastgeber
programme-host = Gastgeber
programme-official = Offizieller Punkt
programme-languages = Arbeitssprachen
programme-interpretation = Dolmetschen
programme-interpretation-none = Nicht nötig
programme-interpretation-consecutive = Konsekutiv
programme-interpretation-simultaneous = Simultan
programme-interpretation-whispered = Flüsterdolmetschen
programme-interpretation-unknown = Nicht entschieden oder nicht veröffentlicht
programme-visibility = Wer es sehen darf
programme-visibility-participants = Delegation und Gastgeber
programme-visibility-public = Alle
programme-visibility-internal = Nur das Haus
programme-counts = Zahlen, wie veröffentlicht
programme-count-value = Zahl
programme-note = Bemerkungen
programme-people = Wer teilnimmt
programme-people-none = Noch ist niemand eingetragen.
programme-people-edit = Personen und Gäste eintragen
programme-side-home = Delegation
programme-side-host = Gastgeber und Gäste
programme-role = Rolle
programme-role-leader = Delegationsleitung
programme-role-member = Mitglied
programme-role-staff = Begleitung
programme-role-presenter = Stellt vor
programme-role-speaker = Spricht
programme-role-guest = Gast
programme-role-host = Gastgeber
programme-role-counterpart = Gesprächspartner
programme-role-signatory = Unterzeichnet
programme-role-witness = Bezeugt
programme-role-interpreter = Dolmetscher
programme-role-attendee = Nimmt teil
programme-role-mentioned = Erwähnt
programme-step = Stand ändern
programme-step-to = Neuer Stand
programme-step-cause = Grund
programme-step-cause-hint = Nötig bei Absage oder Verschiebung.
programme-step-source = Woher wir wissen, dass es stattfand
programme-step-confirm = Bestätigen
programme-step-hold = Als durchgeführt vermerken
programme-correction = Es hat stattgefunden: Was Sie hier speichern, ist eine Berichtigung; der Verlauf behält beides.
programme-records = Gesprächsvermerk
programme-asks =
    { $count ->
        [one] Ein Anliegen
       *[other] { $count } Anliegen
    }
programme-agreements-here = Hier unterzeichnet
programme-item-of = Punkt von { $mission }
programme-printed-on = Stand { $when }
programme-local-time = Ortszeit
programme-home-time = Heimatzeit
programme-print-now = Diese Seite drucken
programme-back-to-board = Zurück zur Tafel
programme-counted =
    { $count ->
        [one] Ein Punkt
       *[other] { $count } Punkte
    }
