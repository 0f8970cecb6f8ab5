quality-served = Erfüllte Wünsche
quality-home = Eigene Seite
quality-hosts = Gastgeber
quality-share = { $percent } % ({ $held } von { $asked })
quality-of = { $part } von { $whole }
quality-and-more = { $list } und { $count } weitere
quality-least = Kleinster erfüllter Anteil: { $percent } %, bei { $who }.
quality-breaks =
    { $count ->
        [0] Niemand wartet zwischen zwei Gesprächen.
        [one] Alle zusammen warten { $count }-mal zwischen zwei Gesprächen.
       *[other] Alle zusammen warten { $count }-mal zwischen zwei Gesprächen.
    }
quality-most-breaks = Die meisten Wartepausen ({ $count }): { $who }.
quality-venue-changes =
    { $count ->
        [0] Niemand wechselt zwischen zwei Gesprächen ohne Pause den Ort.
        [one] Alle zusammen wechseln zwischen zwei Gesprächen ohne Pause { $count }-mal den Ort.
       *[other] Alle zusammen wechseln zwischen zwei Gesprächen ohne Pause { $count }-mal den Ort.
    }
quality-changes =
    { $count ->
        [0] Niemand wechselt zwischen zwei Gesprächen ohne Pause den Tisch.
        [one] Alle zusammen wechseln { $count }-mal zwischen zwei Gesprächen ohne Pause den Tisch.
       *[other] Alle zusammen wechseln { $count }-mal zwischen zwei Gesprächen ohne Pause den Tisch.
    }
quality-tables = Genutzte Tischplätze: { $part } von { $whole }.
quality-use = Belegte Tische, Zeit für Zeit
quality-worst = Die am schlechtesten Bedienten zuerst
quality-better-served =
    { $count ->
        [one] { $count } weiteres Unternehmen ist besser bedient.
       *[other] { $count } weitere Unternehmen sind besser bedient.
    }
quality-advice = Was mehr Gespräche ermöglichte
quality-advice-hint = Die Börse wird mit mehr Tischen, mit einer Zeit mehr und mit einer Person mehr der Unternehmen, deren Leute am meisten gefragt sind, noch einmal gelöst; die Antworten sind gezählt, nicht geschätzt.
quality-ask = Ausrechnen
quality-running = Die Börse wird mit mehr Tischen, Zeiten und Personen noch einmal gelöst.
quality-basis =
    { $count ->
        [one] Gefunden in { $count } Sekunde Suche je Frage; so wie sie ist, fasst die Börse { $held }. Längere Suche kann mehr finden.
       *[other] Gefunden in { $count } Sekunden Suche je Frage; so wie sie ist, fasst die Börse { $held }. Längere Suche kann mehr finden.
    }
quality-search-longer =
    { $count ->
        [one] Schon ein neuer Lauf hält { $count } Gespräch mehr, mit denselben Tischen.
       *[other] Schon ein neuer Lauf hält { $count } Gespräche mehr, mit denselben Tischen.
    }
quality-more-tables =
    { $count ->
        [one] Ein Tisch mehr
       *[other] { $count } Tische mehr
    }
quality-more-slots =
    { $count ->
        [one] Eine Zeit mehr am Ende
       *[other] { $count } Zeiten mehr am Ende
    }
quality-gain =
    { $count ->
        [one] { $what }: mindestens { $count } Gespräch mehr.
       *[other] { $what }: mindestens { $count } Gespräche mehr.
    }
quality-gain-none = { $what }: kein Gewinn. Der nach den Wünschen beste Plan, und das ist bewiesen, hält nicht mehr Gespräche.
quality-gain-not-found = { $what }: Es wurde kein Gespräch mehr gefunden.
quality-more-person = Eine Person mehr von { $who }
