search-words = Words to search for
search-kind = Where
search-everything = Everything
search-hint = Write a name in any script: Chinese characters (two are enough), pinyin joined or not, initials, umlauts with or without their dots.
search-count =
    { $count ->
        [one] { $count } hit
       *[other] { $count } hits
    }
search-count-more = The closest { $count }; there are more. Add a word to narrow it down.
search-found-by = found by
search-nothing-hint = Try fewer letters or another script.
search-alike = Sounds or looks alike
