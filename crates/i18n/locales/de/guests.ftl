guests-members = Mitglieder
guests-add-member = Mitglied hinzufügen
guests-edit-member = Mitglied bearbeiten
guests-add-guest = Gast hinzufügen
guests-edit-guest = Gast bearbeiten
guests-added = In die Liste aufgenommen.
guests-size-published = Veröffentlichte Größe: { $count }
guests-size-unpublished = Größe der Delegation: nicht veröffentlicht
guests-members-named =
    { $count ->
        [one] { $count } Mitglied hier genannt
       *[other] { $count } Mitglieder hier genannt
    }
guests-delegation-empty = Noch steht niemand auf der Delegationsliste
guests-delegation-empty-hint = Beginnen Sie mit der Delegationsleitung, oder importieren Sie die Teilnehmenden aus einer Arbeitsmappe.
guests-mentioned = Nur erwähnt
guests-mentioned-why = In einer Quelle genannt, nicht mitgereist.
guests-bodies = Städte, Behörden und Unternehmen unserer Seite
guests-body = Stelle
guests-candidates = Möglicherweise:
guests-name = Name
guests-offices = Ämter
guests-office = Amt oder Organisation
guests-organisation = Organisation
guests-role = Rolle
guests-state = Stand
guests-item = Programmpunkt
guests-side = Seite
guests-actions = Aktionen
guests-tally = Antworten und veröffentlichte Zahlen je Programmpunkt
guests-published = Veröffentlicht: { $count }
guests-count-of = { $name }: { $count }
guests-figure-named = Auf der Liste
guests-figure-open = Antwort offen
guests-figure-accepted = Zugesagt
guests-figure-declined = Abgesagt
guests-figure-came = Gekommen
guests-invite-all =
    { $count ->
        [one] Die eine vorgesehene Einladung als versandt vermerken
       *[other] Alle { $count } vorgesehenen als eingeladen vermerken
    }
guests-invited =
    { $count ->
        [one] { $count } Gast ist nun eingeladen.
       *[other] { $count } Gäste sind nun eingeladen.
    }
guests-empty = Noch ist niemand eingeladen
guests-empty-hint = Fügen Sie den ersten Gast hinzu, oder importieren Sie die Teilnehmenden aus einer Arbeitsmappe.
guests-attendance = Anwesenheit eintragen
guests-attendance-recorded =
    { $count ->
        [one] Anwesenheit für { $count } Eintrag vermerkt.
       *[other] Anwesenheit für { $count } Einträge vermerkt.
    }
guests-attendance-overtaken = Inzwischen hat jemand einen Eintrag geändert; es wurde nichts vermerkt. Bitte prüfen Sie die Liste und senden Sie sie erneut.
guests-attendance-later = Die Anwesenheit wird eingetragen, sobald der Programmpunkt stattgefunden hat.
guests-answered = Vermerkt: { $name }
guests-do-answer = Antwort …
guests-do-invited = Als eingeladen vermerken
guests-do-accepted = Hat zugesagt
guests-do-attended = War da
guests-do-absent = Fehlte
guests-cause = Genannter Grund der Absage
guests-by = Wer stattdessen kam
guests-who = Wer
guests-who-hint = Suchen Sie mit jedem Namen in jeder Schrift. Passt niemand, geben Sie den Namen wie gedruckt an: Er bleibt ungeklärt, bis es jemand weiß.
guests-printed-is = Ein Name wie gedruckt bezeichnet
guests-printed-body = eine Stelle oder ein Unternehmen
guests-printed-person = eine Person
guests-for = Kommt für
guests-rank = Rang
guests-rank-hint = Rangfolge innerhalb der Seite, ab 1.
guests-posts = In welchen Ämtern
guests-posts-hint = Ohne Auswahl gelten alle Ämter.
guests-relation = Zahl laut Veröffentlichung
guests-count = Wie viele für diese Stelle kamen
guests-count-hint = Nur wenn eine Zahl veröffentlicht wurde. Sie bleibt, wie sie veröffentlicht wurde, und wird nie genau gemacht.
guests-unit = Was gezählt wurde
guests-note = Bemerkungen
guests-source = Quelle
guests-source-address = Adresse der Quelle
guests-source-address-wrong = Eine Adresse beginnt mit https:// oder http://.
guests-source-day = Tag der Veröffentlichung
guests-substituted-by = vertreten durch { $name }
guests-side-host = Seite der Gastgeber
guests-side-home = Unsere Seite
guests-side-all = Beide Seiten
guests-relation-exactly = genau
guests-relation-more_than = mehr als
guests-relation-about = etwa
guests-relation-at_least = mindestens
guests-relation-at_most = höchstens
guests-state-nominated = vorgesehen
guests-state-invited = eingeladen
guests-state-tentative = vielleicht
guests-state-accepted = zugesagt
guests-state-declined = abgesagt
guests-state-attended = gekommen
guests-state-absent = nicht gekommen
guests-state-substituted = vertreten
guests-role-leader = Delegationsleitung
guests-role-member = Mitglied
guests-role-staff = Begleitung
guests-role-presenter = Stellt vor
guests-role-speaker = Spricht
guests-role-guest = Gast
guests-role-host = Gastgeber
guests-role-counterpart = Gesprächspartner
guests-role-signatory = Unterzeichnet
guests-role-witness = Bezeugt
guests-role-interpreter = Dolmetscht
guests-role-attendee = Nimmt teil
guests-role-mentioned = Erwähnt
