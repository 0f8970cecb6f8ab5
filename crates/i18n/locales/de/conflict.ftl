conflict-minimal = Diese Forderungen widersprechen einander; ohne irgendeine von ihnen lassen sich die übrigen erfüllen:
conflict-found = Diese Forderungen widersprechen einander:
conflict-why = Was dem widerspricht
conflict-number-who = Teilnehmer { $number }
conflict-number-slot = Zeitfenster { $number }
conflict-fairness = Wartezeiten sind gerecht verteilt
conflict-tables = zu keiner Zeit gibt es mehr Gespräche als Tische
conflict-pause =
    { $who } hat nach { $count ->
        [one] jedem Gespräch
       *[other] { $count } Gesprächen hintereinander
    } eine Pause
conflict-order = Gespräch { $first } liegt vor Gespräch { $second }
conflict-locked = Gespräch { $meeting } ist an dem Tisch, an dem es festgelegt ist
conflict-window = Gespräch { $meeting } liegt in seinem Zeitraum
conflict-fixed = Gespräch { $meeting } liegt zu seiner festen Zeit
conflict-cap =
    { $who } führt höchstens { $count ->
        [one] ein Gespräch
       *[other] { $count } Gespräche
    }
conflict-apart = { $first } und { $second } treffen sich nie
conflict-engaged = jemand von { $who } ist anderswo im Programm ({ $time })
conflict-engaged-at = jemand von { $who } ist bei „{ $item }“ ({ $time })
conflict-away = { $who } führt kein Gespräch um { $time }
conflict-people =
    { $who }: { $count ->
        [one] eine Person, also ein Gespräch zur selben Zeit
       *[other] { $count } Personen, also höchstens { $count } Gespräche zur selben Zeit
    }
conflict-minimum =
    { $who } erhält { $count ->
        [one] das eine zugesagte Gespräch
       *[other] die { $count } zugesagten Gespräche
    }
conflict-meeting =
    { $count ->
        [one] Gespräch { $meeting } findet statt
       *[other] diese Gespräche finden alle statt: { $meeting }
    }
