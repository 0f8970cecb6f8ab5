merge-title = Zwei Einträge zusammenführen
merge-action = Zusammenführen
merge-intro = Zwei Einträge desselben Beteiligten werden einer. Alles, was den wegfallenden Eintrag nennt, nennt danach den bleibenden; alle Namen bleiben erhalten, leere Felder werden ergänzt. Die alte Adresse führt weiter, und das Zusammenführen lässt sich zurücknehmen, solange nichts davon geändert wurde.
merge-with = Der andere Eintrag
merge-with-hint = Der Eintrag, der wegfallen soll. Suche nach jedem Namen.
merge-compare = Vergleichen
merge-likely = Wahrscheinlich doppelt
merge-likely-hint = Ihre Namen sehen ähnlich aus oder klingen ähnlich. Ähnlichkeit beweist nichts: erst vergleichen, dann zusammenführen.
merge-field = Feld
merge-record = Eintrag
merge-kept = Bleibt
merge-gone = Fällt weg
merge-named =
    { $count ->
        [0] Nichts nennt ihn.
        [one] { $count } Eintrag nennt ihn.
       *[other] { $count } Einträge nennen ihn.
    }
merge-name-of-record = Maßgeblicher Name ({ $language })
merge-all-names = Weitere Namen (alle bleiben)
merge-swap = Den anderen behalten
merge-confirm = Zusammenführen
merge-done = Die beiden Einträge sind jetzt einer.
merge-changed = Einer der beiden Einträge wurde inzwischen geändert. So stehen sie jetzt da.
merge-undone = Das Zusammenführen ist zurückgenommen: beide Einträge stehen wie zuvor.
merge-merged = In diesen Eintrag zusammengeführt
merge-undo = Zusammenführen zurücknehmen
