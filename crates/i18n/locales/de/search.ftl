search-words = Suchwörter
search-kind = Wo
search-everything = Alles
search-hint = Schreiben Sie einen Namen in beliebiger Schrift: chinesische Zeichen (zwei genügen), Pinyin zusammen oder getrennt, Anfangsbuchstaben, Umlaute mit oder ohne Punkte.
search-count =
    { $count ->
        [one] { $count } Treffer
       *[other] { $count } Treffer
    }
search-count-more = Die nächstliegenden { $count }; es gibt mehr. Ein weiteres Wort grenzt ein.
search-found-by = gefunden über
search-nothing-hint = Versuchen Sie es mit weniger Buchstaben oder einer anderen Schrift.
search-alike = Klingt oder schreibt sich ähnlich
