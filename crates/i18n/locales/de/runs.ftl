runs-title = Plan erstellen
runs-more = Mehr Möglichkeiten …
runs-go = Erstellen
runs-seconds = Wie lange darf gesucht werden?
runs-seconds-10 = Ein schneller Blick: 10 Sekunden
runs-seconds-60 = Gründlich: eine Minute
runs-seconds-300 = So gut es geht: fünf Minuten
runs-aim = Was zählt mehr?
runs-aim-wishes = Die Wünsche: Was beide Seiten am meisten wollen, kommt zuerst
runs-aim-order = Alles der Reihe nach: die Wünsche, dann dass niemand zurückbleibt, dann wenig Warten, dann wenige Tischwechsel, dann die gewünschten Zeiten
runs-give-wishes = Wie viel von den Wünschen darf für das Folgende aufgegeben werden?
runs-give-fairness = Wie viel weniger darf jemand von seinen Anfragen bekommen, damit weniger gewartet wird?
runs-give-waiting = Wie viel öfter darf gewartet werden, damit weniger den Tisch wechseln?
runs-give-nothing = Nichts
runs-give-percent = Höchstens { $percent } %
runs-give-hint = Nur bei „Alles der Reihe nach“.
runs-aim-count = Die Zahl: möglichst viele Gespräche, jedes zählt gleich
runs-keep = Veröffentlichtes behalten: Plan { $number } bleibt, der Rest wird aufgefüllt
runs-keep-hint = Gespräche, die dort nicht mehr sein können, werden frei.
runs-locked =
    { $count ->
        [0] Kein Gespräch ist festgehalten
        [one] { $count } festgehaltenes Gespräch bleibt, wo es ist
       *[other] { $count } festgehaltene Gespräche bleiben, wo sie sind
    }
runs-unlock-all = Alle loslassen
runs-standing =
    { $count ->
        [0] { $held } Gespräche untergebracht, niemand wartet. Höchstens { $percent } % mehr ist möglich.
        [one] { $held } Gespräche untergebracht, { $count } Wartezeit. Höchstens { $percent } % mehr ist möglich.
       *[other] { $held } Gespräche untergebracht, { $count } Wartezeiten. Höchstens { $percent } % mehr ist möglich.
    }
runs-standing-best =
    { $count ->
        [0] { $held } Gespräche untergebracht, niemand wartet. Mehr ist nicht möglich.
        [one] { $held } Gespräche untergebracht; mehr ist nicht möglich. { $count } Wartezeit lässt sich noch kürzen.
       *[other] { $held } Gespräche untergebracht; mehr ist nicht möglich. { $count } Wartezeiten lassen sich noch kürzen.
    }
runs-proof-most = Meiste Gespräche, bewiesen
runs-found-most = Meiste gefundene Gespräche
