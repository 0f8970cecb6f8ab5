# Warum eine Anfrage keinen Platz hat, obwohl beide Seiten und ein Tisch frei sind.
hindrance-pause = Um { $slots } braucht { $who } eine Pause.
hindrance-table = Um { $slots } sind alle Tische besetzt, die dieses Gespräch haben darf.
hindrance-person = Um { $slots } ist bei { $who } niemand frei, der kommen kann.
hindrance-interpreter = Um { $slots } ist niemand frei, der zwischen den Sprachen dolmetscht.
hindrance-travel = Um { $slots } käme jemand nicht rechtzeitig von einem Ort zum anderen.
