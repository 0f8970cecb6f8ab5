ways-title = Gesucht wird, was ihm widerspricht und was helfen würde
ways-search = Wege suchen
ways-again = Noch einmal suchen
ways-hint = Der Plan wird mit einer Änderung versucht, dann mit zweien oder dreien zusammen; auch was dem Gespräch widerspricht, wird ermittelt. Was gefunden wird, steht sofort hier.
ways-singles =
    { $count ->
        [0] Einzelne Änderungen werden versucht.
        [one] Einzelne Änderungen werden versucht: bisher { $count }.
       *[other] Einzelne Änderungen werden versucht: bisher { $count }.
    }
ways-contradiction = Ermittelt wird, was ihm widerspricht.
ways-demands =
    { $count ->
        [one] Der Widerspruch wird eingegrenzt: noch { $count } Forderung.
       *[other] Der Widerspruch wird eingegrenzt: noch { $count } Forderungen.
    }
ways-sets =
    { $count ->
        [one] Zwei und drei Änderungen zusammen werden versucht: bisher { $count } Gruppe.
       *[other] Zwei und drei Änderungen zusammen werden versucht: bisher { $count } Gruppen.
    }
ways-stopping = Wird angehalten; was gefunden wurde, bleibt.
ways-none-yet = Noch nichts.
ways-cut-short = Die Suche endete, bevor alles versucht war; das wurde bis dahin gefunden.
ways-failed = Die Suche ist fehlgeschlagen, oder die Runde wurde inzwischen geändert. Suchen Sie noch einmal.
ways-terminal = Gesucht wird, was einander widerspricht und was helfen würde. Strg-C beendet es.
ways-ended = Die Suche endete, bevor Änderungen gefunden waren, die helfen.
