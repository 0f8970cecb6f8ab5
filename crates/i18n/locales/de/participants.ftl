participants-table = Tisch { $name }
participants-nav-home = Übersicht
participants-nav-profile = Profil
participants-nav-partners = Partner
participants-nav-requests = Wünsche
participants-nav-timetable = Termine
participants-hello = Willkommen
participants-count =
    { $count ->
        [one] { $count } Teilnehmer
       *[other] { $count } Teilnehmende
    }
participants-until = Gespräche anfragen und beantworten bis { $when } ({ $zone }).
participants-closed = Die Zeit für Wünsche und Antworten ist vorbei. Lesen können Sie weiterhin alles; für Änderungen wenden Sie sich bitte an den Veranstalter.
participants-link-ends = Links gelten bis { $when }.
participants-confided = Dieser Link ist persönlich: Wer ihn hat, handelt für Sie. Geben Sie ihn nicht weiter.
participants-gone = Dieser Link funktioniert nicht
participants-gone-why = Er ist vielleicht falsch abgetippt, durch einen neueren ersetzt oder nach der Veranstaltung abgelaufen.
participants-gone-what = Verwenden Sie den neuesten Link, den Sie erhalten haben, oder bitten Sie den Veranstalter um einen neuen.
participants-step-profile = Angebot und Bedarf nennen
participants-step-profile-open = Zwei Minuten; daraus entstehen die Vorschläge.
participants-step-profile-done = Erledigt. Sie können es jederzeit ändern.
participants-step-partners = Gesprächspartner wählen
participants-step-partners-open = Durchsuchen Sie alle, oder sehen Sie Vorschläge, sobald Ihr Profil ausgefüllt ist.
participants-step-partners-some =
    { $count ->
        [one] { $count } Teilnehmer passt zu Ihnen.
       *[other] { $count } Teilnehmende passen zu Ihnen.
    }
participants-step-partners-done =
    { $count ->
        [one] Sie haben { $count } Gespräch angefragt.
       *[other] Sie haben { $count } Gespräche angefragt.
    }
participants-step-requests = Anfragen beantworten
participants-step-requests-open =
    { $count ->
        [one] { $count } Anfrage wartet auf Ihre Antwort.
       *[other] { $count } Anfragen warten auf Ihre Antwort.
    }
participants-step-requests-done = Nichts wartet auf Sie.
participants-step-timetable = Termine erhalten
participants-step-timetable-open = Der Veranstalter plant sie nach Anmeldeschluss.
participants-step-timetable-done =
    { $count ->
        [0] Veröffentlicht; für Sie ohne Gespräche.
        [one] Veröffentlicht, mit { $count } Gespräch für Sie.
       *[other] Veröffentlicht, mit { $count } Gesprächen für Sie.
    }
participants-profile = Profil
participants-profile-lead = Das lesen die anderen Teilnehmenden, und daraus entstehen die Vorschläge. Schreiben Sie auf Chinesisch, Englisch oder Deutsch; gängige Fachwörter werden über die drei Sprachen hinweg erkannt.
participants-about = Kurzporträt
participants-about-hint = Zwei oder drei Sätze.
participants-offers = Angebot
participants-offers-hint = Eines pro Zeile, etwa „Großwälzlager für Windkraftanlagen“.
participants-needs = Bedarf
participants-needs-hint = Eines pro Zeile, etwa „Logistikpartner für Norddeutschland“.
participants-sectors = Branchen
participants-regions = Regionen
participants-regions-hint = Wo Sie tätig sind oder werden wollen, etwa „Deutschland, Türkei“.
participants-languages = Verhandlungssprachen
participants-comes = Wer kommt
participants-comes-hint = Name und Funktion, damit die andere Seite es weiß.
participants-website = Website
participants-saved = Profil gespeichert.
participants-sector-energy = Energie und Umwelt
participants-sector-machinery = Maschinen- und Anlagenbau
participants-sector-automotive = Automobil und Mobilität
participants-sector-electronics = Elektronik und Halbleiter
participants-sector-digital = Software und Daten
participants-sector-materials = Chemie und Werkstoffe
participants-sector-metals = Metall und Guss
participants-sector-health = Medizin und Gesundheit
participants-sector-food = Lebensmittel und Landwirtschaft
participants-sector-consumer = Konsumgüter und Textil
participants-sector-logistics = Logistik und Häfen
participants-sector-construction = Bau
participants-sector-finance = Finanzen und Versicherung
participants-sector-research = Forschung und Bildung
participants-sector-culture = Tourismus und Kultur
participants-sector-services = Handel und Dienstleistung
participants-partners-lead = Wer zu Ihnen passt, und warum.
participants-search = Name, Produkt oder Stadt suchen
participants-search-go = Suchen
participants-everybody = Alle Teilnehmenden
participants-found =
    { $count ->
        [one] { $count } Teilnehmer
       *[other] { $count } Teilnehmende
    }
participants-none-found = Versuchen Sie weniger oder andere Wörter, auch in einer anderen Sprache oder in Pinyin.
participants-one = Teilnehmer
participants-why = Warum Sie zueinander passen
participants-why-offer = Angeboten wird „{ $offer }“; Sie suchen „{ $need }“.
participants-why-need = Gesucht wird „{ $need }“; Sie bieten „{ $offer }“.
participants-why-sector = Gleiche Branche: { $sector }
participants-why-region = Gleiche Region: { $region }
participants-why-language = Gemeinsame Sprache: { $language }
participants-why-no-language = Keine gemeinsame Sprache: Es wird gedolmetscht.
participants-why-met =
    { $count ->
        [one] Sie haben sich schon einmal getroffen.
       *[other] Sie haben sich schon { $count } Mal getroffen.
    }
participants-tell-first = Die Vorschläge werden viel besser, wenn Sie Angebot und Bedarf nennen.
participants-no-suggestions = Zurzeit keine Vorschläge
participants-no-suggestions-hint = Füllen Sie Ihr Profil aus, oder durchsuchen Sie alle Teilnehmenden.
participants-says-nothing = Dieser Teilnehmer hat noch kein Profil ausgefüllt.
participants-own-side = In dieser Kooperationsbörse treffen Sie Teilnehmende der anderen Seite.
participants-ask = Gespräch anfragen
participants-ask-send = Anfrage senden
participants-asked = Sie haben { $name } um ein Gespräch gebeten.
participants-how-much = Wie wichtig ist Ihnen dieses Gespräch?
participants-wish-1 = gern
participants-wish-2 = wichtig
participants-wish-3 = sehr wichtig
participants-message = Worum geht es? (freiwillig)
participants-aside = Passt nicht
participants-aside-named = Passt nicht: { $name }
participants-put-aside = { $name } wird nicht mehr vorgeschlagen.
participants-aside-list =
    { $count ->
        [one] { $count } beiseitegelegt
       *[other] { $count } beiseitegelegt
    }
participants-bring-back = Wieder vorschlagen
participants-bring-back-named = Wieder vorschlagen: { $name }
participants-brought-back = { $name } kann wieder vorgeschlagen werden.
participants-changed-meanwhile = Das wurde im selben Moment geändert. Bitte sehen Sie nach und versuchen Sie es erneut.
participants-no-requests = Noch keine Wünsche
participants-no-requests-hint = Wählen Sie, wen Sie treffen möchten; auch Anfragen anderer erscheinen hier.
participants-group-waiting = Warten auf Ihre Antwort
participants-group-agreed = Vereinbart
participants-group-sent = Gesendet, noch ohne Antwort
participants-group-over = Erledigt
participants-state-waits-for-you = wartet auf Sie
participants-state-sent = gesendet
participants-state-agreed = vereinbart
participants-state-declined = abgelehnt
participants-state-you-declined = von Ihnen abgelehnt
participants-state-expired = abgelaufen
participants-state-withdrawn = zurückgezogen
participants-your-wish = Für Sie: { $wish }
participants-their-wish = Für die andere Seite: { $wish }
participants-must = Vom Veranstalter gesetzt
participants-on-behalf = Vom Veranstalter eingetragen
participants-answer-by = Antwort bis { $when }
participants-answer-words = Antwort: { $words }
participants-answer-optional = Ein Wort dazu (freiwillig)
participants-accept = Annehmen
participants-decline = Nein, danke
participants-decline-after-all = Doch ablehnen
participants-withdraw = Zurückziehen
participants-accepted = Angenommen. Das Gespräch wird eingeplant.
participants-declined = Abgelehnt. Bis zum Anmeldeschluss können Sie es noch ändern.
participants-withdrawn = Wunsch zurückgezogen.
participants-version = Plan { $number }
participants-not-published = Noch nicht veröffentlicht
participants-not-published-hint = Sobald der Veranstalter den Terminplan veröffentlicht, stehen Ihre Gespräche hier. Ein jetzt abonnierter Kalender zeigt sie dann von selbst.
participants-no-meetings = In diesem Plan haben Sie keine Gespräche
participants-no-meetings-hint = Bitte wenden Sie sich an den Veranstalter, falls Sie welche erwartet haben.
participants-next = Als Nächstes
participants-interpreted = Keine gemeinsame Sprache: mit Dolmetscher
participants-change-new = Neu
participants-change-moved = Verlegt, vorher { $before }
participants-change-table = Anderer Tisch, vorher { $before }
participants-change-who = Jemand anderes kommt oder dolmetscht
participants-cancelled = Entfallen
participants-calendar = In Ihrem Kalender
participants-calendar-hint = Abonnieren Sie, und Änderungen kommen von selbst. Die Adresse zeigt nur Ihre Gespräche und kann nichts ändern.
participants-subscribe = Abonnieren
participants-download = Einmal herunterladen (ICS)
participants-calendar-address = Adresse für andere Kalender
participants-print-hint = Diese Seite lässt sich so ausdrucken.
participants-roll = Teilnehmende und Links
participants-links = Links
participants-link = Link
participants-links-make = Fehlende Links erstellen
participants-links-there = Alle haben einen gültigen Link.
participants-links-workbook = Als Arbeitsmappe laden (XLSX)
participants-fresh =
    { $count ->
        [one] { $count } neuer Link
       *[other] { $count } neue Links
    }
participants-fresh-once = Die Links werden nur jetzt gezeigt; das Programm behält nur ihre Fingerabdrücke. Laden Sie die Arbeitsmappe für Serienbriefe, oder kopieren Sie sie jetzt.
participants-fresh-done = Fertig
participants-code-of = QR-Code des Links von { $name }
participants-renew-all = Alle Links erneuern
participants-renew-all-why = Erstellt für alle einen neuen Link. Alle verschickten Links gelten ab sofort nicht mehr.
participants-booking = Anmeldung und Vorschläge
participants-booking-until = Anmeldeschluss: { $when }
participants-none = Noch keine Teilnehmenden
participants-none-hint = Tragen Sie zuerst ein, wer an der Kooperationsbörse teilnimmt.
participants-of =
    { $count ->
        [one] von { $count }
       *[other] von { $count }
    }
participants-figure-links = Gültige Links
participants-figure-opened = Geöffnet
participants-figure-telling = Profil ausgefüllt
participants-figure-sent = Gesendete Wünsche
participants-figure-waiting = Unbeantwortet
participants-progress = Fortschritt
participants-filter-owing = Hat unbeantwortete Anfragen
participants-filter-unopened = Link nicht geöffnet
participants-filter-silent = Kein Profil
participants-filter-linkless = Kein Link
participants-sent = Gesendet
participants-waiting = Unbeantwortet
participants-agreed = Vereinbart
participants-acts = Verwalten
participants-reminders = Erinnerungen
participants-people = Personen
participants-seen = Zuletzt gesehen
participants-telling = Ausgefüllt
participants-silent = Leer
participants-written-by-them = Selbst ausgefüllt
participants-written-for-them = Für sie ausgefüllt
participants-link-none = Keiner
participants-link-revoked = Widerrufen
participants-link-expired = Abgelaufen
participants-link-unopened = Nicht geöffnet
participants-link-seen = Gesehen { $when }
participants-link-new = Neuer Link
participants-link-renew = Ersetzen
participants-link-revoke = Widerrufen
participants-link-revoked-now = Der Link gilt nicht mehr.
participants-open = Teilnehmende fragen und antworten selbst, über ihre Links
participants-until-date = Anmeldeschluss am
participants-until-hint = Leer heißt: mit Beginn der Kooperationsbörse.
participants-until-time = Uhrzeit
participants-until-time-hint = Ortszeit der Kooperationsbörse, etwa 18:00.
participants-error-time = Schreiben Sie eine Uhrzeit wie 18:00.
participants-answer-days = Tage für eine Antwort
participants-answer-days-hint = Danach läuft der Wunsch ab. Leer heißt: bis zum Anmeldeschluss.
participants-most-asks = Wünsche, die ein Teilnehmer senden darf
participants-most-asks-hint = Leer heißt: beliebig viele.
participants-links-until = Links gelten bis
participants-links-until-hint = Leer heißt: 30 Tage nach der Kooperationsbörse. Gilt für Links, die ab jetzt erstellt werden.
participants-across = Nur Teilnehmende verschiedener Seiten treffen sich
participants-weight-wishes = Angebot trifft Bedarf
participants-weight-hint = Wie viel es zählt, wenn Partner vorgeschlagen werden; ebenso alles Folgende.
participants-weight-sector = Gleiche Branche
participants-weight-region = Gleiche Region
participants-weight-language = Gemeinsame Sprache
participants-weight-earlier = Wer sich schon kennt
participants-weight-is-nothing = zählt nicht
participants-weight-is-little = zählt wenig
participants-weight-is-clear = zählt deutlich
participants-weight-is-strong = zählt am meisten
participants-earlier-fresh = wird später vorgeschlagen
participants-earlier-either = macht keinen Unterschied
participants-earlier-known = wird früher vorgeschlagen
