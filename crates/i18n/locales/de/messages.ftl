# Was denen gesagt wird, die eine Veröffentlichung betrifft.
messages-title = Nachrichten zum Versenden
messages-summary =
    { $count ->
        [one] Die letzte Veröffentlichung betrifft { $count } Teilnehmenden. Das Programm verschickt keine Post: Nehmen Sie die Nachricht mit und versenden Sie sie selbst.
       *[other] Die letzte Veröffentlichung betrifft { $count } Teilnehmende. Das Programm verschickt keine Post: Nehmen Sie die Nachrichten mit, jede in der Sprache des Teilnehmenden, und versenden Sie sie selbst.
    }
messages-none = Niemandem ist etwas zu sagen
messages-none-hint = Nachrichten gibt es für die, deren Plan die letzte Veröffentlichung geändert hat.
messages-who = Wem was gesagt wird
messages-no-address = keine Adresse bekannt
messages-links = Links zu den eigenen Seiten der Teilnehmenden und zu den Kalendern der Dolmetscher
messages-links-keep = Die Links lassen; die Nachrichten sprechen vom Link, der übergeben wurde
messages-links-missing = Links für die machen, die keinen gültigen haben
messages-links-new = Neue Links für alle machen; die bisherigen gelten nicht mehr
messages-take-workbook = Als Arbeitsmappe (XLSX) mitnehmen
messages-take-text = Als Text (TXT) mitnehmen
messages-to = An
messages-subject = Betreff
messages-text = Text
messages-language = Sprache
messages-subject-first = { $session }: Ihr Plan
messages-subject-changed = { $session }: Ihr Plan hat sich geändert
messages-greeting = An { $who }
messages-changed = Ihr Plan für { $session } hat sich geändert:
messages-agenda = { $session }: Ihre Gespräche jetzt
messages-meeting = { $place }: { $who }
messages-no-meetings = Sie haben zurzeit keine Gespräche.
messages-link = Ihre eigene Seite mit dem Plan, auch als Kalender (bitte geben Sie diesen Link nicht weiter): { $link }
messages-link-known = Ihre eigene Seite zeigt den Plan jederzeit; Sie erreichen sie über den Link, den Sie erhalten haben.
messages-regards = Mit freundlichen Grüßen
messages-interpreters-too =
    { $count ->
        [one] Betroffen ist auch { $count } Dolmetscher, mit einer Nachricht am Ende der Liste.
       *[other] Betroffen sind auch { $count } Dolmetscher, mit Nachrichten am Ende der Liste.
    }
messages-interpreters-told = Dolmetscher mit Nachricht
messages-interpreters-silent = Dolmetscher ohne Adresse
messages-interpreters-silent-hint = Es ist keine Mailadresse bekannt. Tragen Sie eine im Verzeichnis ein, oder drucken Sie die Seite unter Dokumente und geben Sie sie weiter.
messages-add-address = Adresse im Verzeichnis eintragen
messages-interpreter-first = { $session }: Ihr Dolmetschplan
messages-interpreter-changed = { $session }: Ihr Dolmetschplan hat sich geändert
messages-interpreter-changes = Ihr Dolmetschplan für { $session } hat sich geändert:
messages-interpreter-agenda = { $session }: die Gespräche, die Sie jetzt dolmetschen
messages-interpreter-none = Sie haben zurzeit kein Gespräch zu dolmetschen.
messages-calendar = Ihre Gespräche als Kalender (bitte geben Sie diesen Link nicht weiter): { $link }
messages-calendar-known = Ihr Kalender zeigt die Gespräche jederzeit; Sie erreichen ihn über den Link, den Sie erhalten haben.
messages-told = Dolmetscher mit Nachricht: { $names }.
messages-silent = Dolmetscher ohne Adresse: { $names }. Tragen Sie eine im Verzeichnis ein, oder drucken Sie die Seite.
messages-firms-silent = Unternehmen ohne Adresse
messages-firms-silent-hint = Von niemandem, der für sie kommt, ist eine Mailadresse bekannt. Tragen Sie bei einem von ihnen eine im Verzeichnis ein, oder drucken Sie den Plan des Unternehmens unter Dokumente und geben Sie ihn weiter.
messages-firms-silent-named = Unternehmen ohne Adresse: { $names }. Tragen Sie bei jemandem, der für sie kommt, eine im Verzeichnis ein, oder drucken Sie ihren Plan.
