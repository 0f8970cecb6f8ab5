list-search = Search in this list
list-filter-all = All
list-apply = Apply
list-clear = Clear all filters
list-count =
    { $count ->
        [one] { $count } entry
       *[other] { $count } entries
    }
list-count-of =
    { $count ->
        [one] { $shown } of { $count } entry
       *[other] { $shown } of { $count } entries
    }
list-range = { $from }–{ $to } of { $count }
list-previous = Previous page
list-next = Next page
list-pages = Pages
list-page = Page { $page } of { $pages }
list-sort-ascending = sorted ascending
list-sort-descending = sorted descending
list-sort-by = Sort by { $column }
list-no-match = Nothing matches.
list-no-match-hint = Try fewer letters or another script, or clear the filters.
list-export-as = Export as
list-view = Sort order
