list-search = In dieser Liste suchen
list-filter-all = Alle
list-apply = Anwenden
list-clear = Alle Filter aufheben
list-count =
    { $count ->
        [one] { $count } Eintrag
       *[other] { $count } Einträge
    }
list-count-of =
    { $count ->
        [one] { $shown } von { $count } Eintrag
       *[other] { $shown } von { $count } Einträgen
    }
list-range = { $from }–{ $to } von { $count }
list-previous = Vorige Seite
list-next = Nächste Seite
list-pages = Seiten
list-page = Seite { $page } von { $pages }
list-sort-ascending = aufsteigend sortiert
list-sort-descending = absteigend sortiert
list-sort-by = Nach { $column } sortieren
list-no-match = Nichts gefunden.
list-no-match-hint = Versuchen Sie weniger Buchstaben oder eine andere Schrift, oder heben Sie die Filter auf.
list-export-as = Exportieren als
list-view = Sortierung
