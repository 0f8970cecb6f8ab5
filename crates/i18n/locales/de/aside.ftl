# Paare, die eine Seite zurückgestellt hat, wie die Organisation sie sieht.
aside-title = Zurückgestellt
aside-hint = Diese Paare werden keiner Seite mehr vorgeschlagen. Hat die Organisation ein Gespräch eines solchen Paares eingetragen, lässt der Plan es weg, bis die ablehnende Seite es selbst annimmt oder Sie es zurücknehmen.
aside-by = Wer abgelehnt hat
aside-other = Wen
aside-when = Wann
aside-when-unknown = nicht festgehalten
aside-effect = Was daraus folgt
aside-blocks = hält einen angenommenen Wunsch aus dem Plan
aside-not-suggested = wird nicht mehr vorgeschlagen
aside-take-back = Zurücknehmen
aside-taken-back = Zurückgenommen für { $who }: { $what } darf wieder vorgeschlagen und getroffen werden.
