proof-no-timetable = Bewiesen, dass es keinen Zeitplan gibt: Klauseln in { $clauses }, Beweis in { $proof }, ihre Bedeutung in { $legend }
proof-no-fewer-breaks = Bewiesen, dass kein Zeitplan weniger Wartezeiten hat als { $breaks }: Klauseln in { $clauses }, Beweis in { $proof }, ihre Bedeutung in { $legend }
proof-nothing = Nichts zu beweisen: Kein Zeitplan hat weniger Wartezeiten als keine, oder es wurde nichts behauptet.
proof-other-question = Es wurde kein Beweis geschrieben: In dieser Aufgabe dürfen Gespräche ausfallen; ihre Schranke stammt aus einer exakten Zuordnung, nicht aus einer Widerlegung.
proof-too-large = Es wurde kein Beweis geschrieben: Die Aufgabe ist zu groß für Klauseln.
proof-stopped = Es wurde kein Beweis geschrieben: Er brauchte mehr als { $seconds } Sekunden. Mit --time-limit darf es länger dauern.
proof-not-in-clauses = Es wurde kein Beweis geschrieben: Die Behauptung beruht auf einer Zählung, die die Klauseln nicht enthalten.
proof-files = Es wurde kein Beweis geschrieben: { $error }
