merge-title = Merge two records
merge-action = Merge
merge-intro = Two records of one party become one. Everything that names the record that goes will name the one that stays; all names are kept, and empty fields are filled. The old address leads on, and the merge can be taken back as long as nothing of it was changed since.
merge-with = The other record
merge-with-hint = The record that is to go. Search by any name.
merge-compare = Compare
merge-likely = Likely doubles
merge-likely-hint = Their names look or sound alike. Likeness proves nothing: compare before you merge.
merge-field = Field
merge-record = Record
merge-kept = Stays
merge-gone = Goes
merge-named =
    { $count ->
        [0] Nothing names it.
        [one] { $count } record names it.
       *[other] { $count } records name it.
    }
merge-name-of-record = Name of record ({ $language })
merge-all-names = Other names (all stay)
merge-swap = Keep the other one
merge-confirm = Merge
merge-done = The two records are one now.
merge-changed = One of the two records was changed meanwhile. This is how they stand now.
merge-undone = The merge is taken back: both records stand as before.
merge-merged = Merged into this record
merge-undo = Take back the merge
