goals-all = Nach allen Zielen, der Reihe nach, nachweislich der beste.
goals-all-within = Nach allen Zielen, der Reihe nach, geht es nachweislich nicht besser, bis auf das, was aufgegeben werden darf.
goals-proved = Nachweislich am besten, der Reihe nach: { $goals }.
goals-within = { $goal } (bis auf das, was aufgegeben werden darf)
goals-open-fewest =
    { $limit ->
        [0] Noch offen: { $goal }. Hier sind es { $value }; ob weniger möglich sind, ist nicht bekannt.
       *[other] Noch offen: { $goal }. Hier sind es { $value }; mindestens { $limit } müssen es sein, höchstens { $gap } weniger sind also möglich.
    }
goals-open-weight = Noch offen: { $goal }. Dieser Plan erreicht { $value }, keiner erreicht mehr als { $limit }; höchstens { $gap } mehr ist also möglich.
goals-open-fairness = Noch offen: { $goal }. Wer am wenigsten bekommt, bekommt { $value } % seiner Anfragen; ob es gerechter geht, ist nicht bekannt.
goals-name-promises = fehlende Pflichtgespräche und Mindestzahlen
goals-name-weight = Gewicht
goals-name-fairness = Gerechtigkeit
goals-name-breaks = Wartelücken
goals-name-most_breaks = die meisten Lücken eines Teilnehmers
goals-name-venues = Ortswechsel
goals-name-changes = Tischwechsel
goals-name-wishes = unerfüllte Zeitwünsche
