repair-missing = Gespräch { $meeting } hat keinen Platz. Es passt mit einer dieser Änderungen:
repair-order = Gespräch { $first } muss nicht vor Gespräch { $second } liegen
repair-unfix = Gespräch { $meeting } darf seine feste Zeit verlassen
repair-window = Gespräch { $meeting } darf zu jeder Zeit liegen
repair-cap = { $who } nimmt ein Gespräch mehr als gewünscht
repair-slot = { $who } kommt um { $time } doch
repair-table = Ein Tisch mehr um { $time }
repair-person = { $who } bringt eine Person mehr mit
repair-drop = Gespräch { $meeting } wird aufgegeben
repair-none = Es fand sich keine Änderung, die hilft, auch nicht zwei oder drei zusammen.
repair-with = {" und "}
repair-and = { $repair } ({ $count ->
        [one] { $count } anderes Gespräch ändert sich
       *[other] { $count } andere Gespräche ändern sich
    })
repair-ways = Änderungen, nach denen es passt
repair-then = Dann findet es statt um { $place }.
repair-try = Diese Änderung versuchen
repair-tried = Die Änderung ist gemacht; Plan { $name } ist als Entwurf gespeichert.
repair-others =
    { $count ->
        [0] Kein anderes Gespräch ändert sich.
        [one] { $count } anderes Gespräch ändert sich.
       *[other] { $count } andere Gespräche ändern sich.
    }
repair-how = Wie es passen könnte
