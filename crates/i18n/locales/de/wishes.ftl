# Terminwünsche: wann Teilnehmer am liebsten sprechen.

wishes-best = Am liebsten in
wishes-best-hint = Etwa 3-6; ein Wunsch, keine Bedingung. Leer: wie selbst angegeben.
wishes-request = Am liebsten um
wishes-request-hint = Ein Wunsch, keine Bedingung: Der Zeitplan folgt ihm, wo es geht.
refused-wish-unknown = Ein Zeitfenster { $time } gibt es nicht; die Sitzung hat { $count }.
refused-wish-away = Um { $time } kann einer der Teilnehmer nicht; nehmen Sie die Zeit aus den Wünschen oder geben Sie an, dass er dann kann.
refused-wish-outside = { $time } ist gewünscht, gehört aber nicht zu den möglichen Zeitfenstern; nehmen Sie die Zeit aus den Wünschen oder kreuzen Sie sie auch dort an.
wishes-own = Wann möchten Sie am liebsten sprechen?
wishes-own-hint = Ein Wunsch: Der Zeitplan der Veranstalter folgt ihm, wo es geht. Nichts angekreuzt: Jede Zeit ist recht. Andere Teilnehmer sehen es nicht.
wishes-own-noted = Die Veranstalter haben für Sie notiert: { $times }. Das geht dem vor, was Sie hier ankreuzen; bitten Sie die Veranstalter, es zu ändern.
wishes-quality =
    { $whole ->
        [one] { $part } von 1 Terminwunsch ist erfüllt.
       *[other] { $part } von { $whole } Terminwünschen sind erfüllt.
    }
wishes-aim-hint = In dieser Sitzung sind Zeiten gewünscht. „Alles der Reihe nach“ plant danach; sonst entscheiden sie nur zwischen gleich guten Zeitplänen.
wishes-give-changes = Wie viel öfter darf der Tisch gewechselt werden, damit mehr Gespräche zu gewünschten Zeiten stattfinden?
wishes-met = Zeit wie gewünscht
wishes-missed = Nicht zur gewünschten Zeit
wishes-part = { $part } von { $whole } Zeitwünschen erfüllt
