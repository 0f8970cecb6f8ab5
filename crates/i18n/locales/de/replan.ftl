replan-title = Es ist etwas passiert
replan-what = Was ist passiert
replan-what-absent = Jemand kommt später oder fehlt
replan-what-cancelled = Ein Gespräch fällt aus
replan-what-interpreter = Ein Dolmetscher fällt aus
replan-what-wanted = Eine Anfrage braucht einen Platz
replan-what-table = Ein Tisch fällt weg
replan-what-slot = Ein Zeitfenster fällt weg
replan-who = Wer
replan-people = Wie viele Personen davon
replan-people-hint = Leer heißt: alle.
replan-interpreter = Dolmetscher
replan-from = Fehlt ab
replan-until = Wieder da um
replan-until-hint = Leer heißt: nicht mehr.
replan-error-until = Das muss nach dem Beginn liegen.
replan-meeting = Gespräch
replan-table = Tisch
replan-slot = Zeitfenster
replan-as-of = Vorher nichts ändern
replan-as-of-hint = Was begonnen hat, bleibt in jedem Fall.
replan-fill = Freie Plätze an Anfragen ohne Platz geben; niemand sonst wird dafür verlegt
replan-show = Zeigen, was sich ändern würde
replan-over = Es gibt keinen veröffentlichten Plan, von dem noch Zeitfenster bevorstehen. Veröffentlichen Sie einen auf der Seite der Kooperationsbörse; ab dann rechnet diese Seite aus, was eine Änderung kostet.
replan-result = Was sich ändern würde
replan-names = Betroffen: { $names }.
replan-nothing = Nichts muss sich ändern.
replan-lost =
    { $count ->
        [one] { $count } Gespräch verliert seinen Platz:
       *[other] { $count } Gespräche verlieren ihren Platz:
    }
replan-unheard =
    { $count ->
        [one] Niemand könnte dolmetschen; { $count } Gespräch verliert seinen Platz:
       *[other] Niemand könnte dolmetschen; { $count } Gespräche verlieren ihren Platz:
    }
replan-refused = Für diese Anfrage fand sich kein Platz, ohne andere aufzugeben.
replan-off = fällt aus
replan-proof-minimal = Bewiesen: Es geht nicht mit weniger Änderungen
replan-proof-least = Bewiesen: am wenigsten Betroffene und Gespräche
replan-proof-found = Beste gefundene
replan-publish = Diese Änderung veröffentlichen
replan-keep = Als Entwurf behalten
replan-published = Plan { $name } ist mit der Änderung veröffentlicht.
replan-kept = Plan { $name } ist als Entwurf gespeichert.
refused-no-mender = Diese Installation kann Pläne nicht nachbessern.
refused-cannot-have-happened = Das lässt sich nicht planen: { $detail }.
