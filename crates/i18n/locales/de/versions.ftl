versions-first =
    { $count ->
        [one] Noch ist nichts veröffentlicht. { $count } Unternehmen erhält seinen ersten Plan.
       *[other] Noch ist nichts veröffentlicht. { $count } Unternehmen erhalten ihren ersten Plan.
    }
versions-nobody = Für niemanden ändert sich etwas: Alle treffen sich, wann und wo Plan { $number } es sagt.
versions-affected =
    { $count ->
        [one] Für { $count } Unternehmen ändert sich der Plan.
       *[other] Für { $count } Unternehmen ändert sich der Plan.
    }
versions-who = Wer betroffen ist
versions-publish-now = Veröffentlichen
versions-new = Neu: { $who }, { $to }
versions-gone = Entfällt: { $who }, { $from }
versions-moved = { $who }: aus { $from } wird { $to }
versions-comes = { $who }, { $to }: jetzt { $comes }
versions-publish = Plan { $number } veröffentlichen …
versions-name = Name
versions-name-hint = Etwa „nach dem Anruf der Kammer“. Die Nummer bleibt.
versions-rename = Benennen
versions-named = Plan { $name } hat seinen Namen.
versions-compare = Zwei beliebige vergleichen
versions-older = Von
versions-newer = Zu
versions-show = Unterschied zeigen
versions-same = Die beiden sind gleich.
versions-steps =
    { $count ->
        [one] { $count } Schritt von Hand ist eingeklappt; zeigen
       *[other] { $count } Schritte von Hand sind eingeklappt; zeigen
    }
versions-published-at = Veröffentlicht { $at }
versions-published-before = Früher veröffentlicht
versions-roll-back = Wieder veröffentlichen …
versions-titled = { $number }: { $name }
