# Warum eine Anfrage keinen Platz hat, obwohl beide Seiten und ein Tisch frei sind.
hindrance-pause = Um { $slots } braucht { $who } eine Pause.
hindrance-table = Um { $slots } ist der festgelegte Tisch durch ein anderes Gespräch belegt.
