board-how = Ziehen Sie ein Gespräch an einen anderen Platz oder zum Tauschen auf ein anderes Gespräch. Mit der Tastatur: Eingabe nimmt es auf, die Pfeile wählen einen Platz, Eingabe legt es dort ab, Entf nimmt es heraus, Esc lässt es liegen, L hält es fest oder lässt es los. Ein Klick öffnet seine Seite.
board-may = beide frei
board-here = jetzt hier
board-other-row = Diese Zeile gehört jemand anderem.
board-picked = In der Hand: %. An den hellen Plätzen sind beide frei.
board-left = Es bleibt, wo es ist.
board-failed = Der Server war nicht zu erreichen. Versuchen Sie es noch einmal.
board-by-hand = Von Hand geändert
board-undo = Letzten Schritt zurücknehmen
board-undone = Zurück von Plan { $from } zu Plan { $to }.
board-moved = Verlegt: { $what }. Das ist jetzt Plan { $name }.
board-taken-out = Herausgenommen: { $what }. Das ist jetzt Plan { $name }.
board-take-out = Herausnehmen
board-request = Zum Wunsch
board-lock = Hier festhalten
board-unlock = Loslassen
board-locked = Festgehalten
board-locked-now = Festgehalten: { $what }. Der nächste Lauf lässt es dort.
board-unlocked = Losgelassen: { $what }.
board-unlocked-all =
    { $count ->
        [one] { $count } Gespräch ist losgelassen.
       *[other] { $count } Gespräche sind losgelassen.
    }
board-locked-elsewhere = Es ist an einem anderen Platz festgehalten; lassen Sie es zuerst los.
board-places = Wo es sein kann
board-places-hint = Jeder Schritt ergibt einen neuen Plan; der bisherige bleibt, und der Schritt lässt sich zurücknehmen.
board-place = Platz
board-put = Hierher legen
board-table-at = Tisch um { $time }
board-no-other-table = Dann ist kein anderer Tisch frei.
board-not-moved = Nicht verlegt.
board-taken-by = Dort treffen sich { $what }.
board-table-closed = Tisch { $name } ist dann nicht benutzbar.
board-not-locked = Es ist um { $time } festgehalten; lassen Sie es zuerst los.
board-not-locked-at = Es ist um { $time } an Tisch { $table } festgehalten; lassen Sie es zuerst los.
board-not-blocked = Eine der beiden Seiten hat die andere zurückgestellt; unter Teilnehmende lässt sich das zurücknehmen.
board-not-window = { $time } gehört nicht zu den Zeiten, die der Wunsch erlaubt.
board-not-away = { $who } kann um { $time } nicht.
board-not-engaged = { $who } ist um { $time } anderswo: { $what }.
board-not-busy = { $who } trifft um { $time } schon { $others }.
board-not-cap =
    { $count ->
        [one] { $who } hat schon { $count } Gespräch und möchte nicht mehr.
       *[other] { $who } hat schon { $count } Gespräche und möchte nicht mehr.
    }
board-not-before = Es muss vor dem Gespräch von { $meeting } liegen.
board-not-after = Es muss nach dem Gespräch von { $meeting } liegen.
board-not-pause =
    { $count ->
        [one] { $who } bekäme die Pause nicht, die nach { $count } Zeit nötig ist.
       *[other] { $who } bekäme die Pause nicht, die nach { $count } Zeiten nötig ist.
    }
board-not-no-table = Um { $time } ist jeder Tisch vergeben, den sie haben können.
board-not-foreign-booth = { $table } ist der Stand von { $who }.
board-not-at-booth = { $who } spricht am eigenen Stand: { $table }.
board-not-table-taken = Um { $time } treffen sich { $meeting } an Tisch { $table }.
board-not-table-closed = Tisch { $table } ist um { $time } nicht benutzbar.
refused-move-not-open = Dieser Wunsch wird nicht eingeplant: Er ist nicht angenommen, oder eine Seite nimmt nicht teil.
refused-move-nowhere = Es liegt schon dort.
refused-move-rule = Der Prüfer lehnt das ab: Der Plan bräche eine Regel, die er bisher hielt.
refused-undo-run = Diesen Plan hat ein Lauf gemacht; es gibt keinen Schritt zurückzunehmen.
refused-undo-published = Dieser Plan war veröffentlicht, der Schritt lässt sich nicht zurücknehmen. Verlegen Sie das Gespräch stattdessen noch einmal.
refused-undo-has-later = Aus diesem Plan sind spätere Schritte entstanden. Nehmen Sie zuerst diese zurück.
refused-lock-unplaced = Nur ein Gespräch, das einen Platz hat, lässt sich dort festhalten.
refused-timetable-name = Ein Name hat höchstens 80 Zeichen.
board-may-swap = Plätze tauschen
board-may-replace = an seinen Platz; das andere kommt heraus
board-swap = Plätze tauschen
board-swap-at = { $what } (Tisch { $table })
board-swap-with-at = Tausch mit einem Gespräch um { $time }
board-swapped = Getauscht: { $what }; { $who }. Das ist jetzt Plan { $name }.
board-not-other = { $meeting }: { $why }
board-lock-of = Festgehalten: { $first } und { $second }
refused-swap-no-place = Das andere Gespräch hat in diesem Plan keinen eigenen Platz.
