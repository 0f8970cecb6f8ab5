//! What to do about each problem, in Chinese, English and German.

/// Key of the remedy, and the sentence with its arguments in braces.
pub(super) const REMEDIES: &[(&str, [&str; 3])] = &[
    (
        "fill_in",
        [
            "请填写，或删除整行。",
            "Fill it in or delete the whole row.",
            "Bitte ausfüllen oder die ganze Zeile löschen.",
        ],
    ),
    (
        "fill_in_one_name",
        [
            "请至少填写一种语言的名称。",
            "Fill in the name in at least one language.",
            "Bitte den Namen in mindestens einer Sprache eintragen.",
        ],
    ),
    ("shorten", ["请缩短。", "Shorten it.", "Bitte kürzen."]),
    (
        "one_per_line",
        [
            "请每行写一项，过长的请缩短。",
            "Write one thing on each line, and shorten what is longer.",
            "Bitte je Zeile eines schreiben und Längeres kürzen.",
        ],
    ),
    (
        "type_again",
        [
            "请重新输入这段文字。",
            "Type the text again.",
            "Bitte den Text neu eingeben.",
        ],
    ),
    (
        "correct_formula",
        [
            "请改正公式或直接输入内容。",
            "Correct the formula or type the value.",
            "Bitte die Formel berichtigen oder den Wert eintippen.",
        ],
    ),
    (
        "save_in_spreadsheet",
        [
            "请用电子表格软件打开并保存一次。",
            "Open and save the file once in a spreadsheet program.",
            "Bitte die Datei einmal in einer Tabellenkalkulation öffnen und speichern.",
        ],
    ),
    (
        "use_code",
        [
            "请用字母、数字和 - _ . /，不超过32个字符，例如 P001。",
            "Use letters, digits and - _ . /, at most 32 characters, for example P001.",
            "Bitte Buchstaben, Ziffern und - _ . / verwenden, höchstens 32 Zeichen, zum Beispiel P001.",
        ],
    ),
    (
        "choose_from_list",
        [
            "请选择：{allowed}。",
            "Choose one of: {allowed}.",
            "Bitte wählen: {allowed}.",
        ],
    ),
    (
        "write_date",
        [
            "请写成 2026-04-14。",
            "Write it as 2026-04-14.",
            "Bitte als 2026-04-14 oder 14.04.2026 schreiben.",
        ],
    ),
    (
        "write_time",
        [
            "请按24小时制写成 09:00。",
            "Write it as 09:00, in 24 hours.",
            "Bitte als 09:00 schreiben, mit 24 Stunden.",
        ],
    ),
    (
        "write_moment",
        [
            "请写成 2026-04-14 09:00（对接会当地时间），或在其后注明 +08:00。",
            "Write it as 2026-04-14 09:00, in the local time of the session, or with +08:00 behind it.",
            "Bitte als 2026-04-14 09:00 schreiben, in der Ortszeit der Kooperationsbörse, oder mit +08:00 dahinter.",
        ],
    ),
    (
        "write_zone",
        [
            "请写城市时区，例如 Europe/Berlin 或 Asia/Shanghai。",
            "Write the zone of a city, for example Europe/Berlin or Asia/Shanghai.",
            "Bitte die Zone einer Stadt angeben, zum Beispiel Europe/Berlin oder Asia/Shanghai.",
        ],
    ),
    (
        "choose_other_time",
        [
            "请改用其他时间。",
            "Choose another time.",
            "Bitte eine andere Uhrzeit wählen.",
        ],
    ),
    (
        "correct_times",
        [
            "请改正开始或结束时间。",
            "Correct the start or the end.",
            "Bitte Beginn oder Ende berichtigen.",
        ],
    ),
    (
        "write_number",
        [
            "请填写整数。",
            "Write a whole number.",
            "Bitte eine ganze Zahl eintragen.",
        ],
    ),
    (
        "write_email",
        [
            "请写成 name@example.com。",
            "Write it as name@example.com.",
            "Bitte als name@example.com schreiben.",
        ],
    ),
    (
        "write_phone",
        [
            "请写成 +86 24 1234 5678。",
            "Write it as +49 211 123456.",
            "Bitte als +49 211 123456 schreiben.",
        ],
    ),
    (
        "write_link",
        [
            "请写成 https://www.example.com。",
            "Write it as https://www.example.com.",
            "Bitte als https://www.example.com schreiben.",
        ],
    ),
    (
        "write_country",
        [
            "例如 CN、DE、TR。",
            "For example CN, DE, TR.",
            "Zum Beispiel CN, DE, TR.",
        ],
    ),
    (
        "write_languages",
        [
            "例如 zh, en, de。",
            "For example zh, en, de.",
            "Zum Beispiel zh, en, de.",
        ],
    ),
    (
        "write_pairs",
        [
            "请写成 zh/de，多个语言对用逗号分开。",
            "Write pairs as zh/de, several of them with commas between.",
            "Bitte Paare als zh/de schreiben, mehrere mit Komma dazwischen.",
        ],
    ),
    (
        "check_column",
        [
            "请检查是否填错了列。",
            "Check whether it stands in the right column.",
            "Bitte prüfen, ob es in der richtigen Spalte steht.",
        ],
    ),
    (
        "make_unique",
        [
            "请使每个编号只出现一次。",
            "Give each row its own code.",
            "Bitte jeder Zeile ein eigenes Kürzel geben.",
        ],
    ),
    (
        "merge_or_keep",
        [
            "如属重复请删除一行；否则可保留。",
            "Delete one of the rows if they are the same; otherwise leave them.",
            "Bitte eine Zeile löschen, wenn beide dasselbe meinen; sonst so lassen.",
        ],
    ),
    (
        "remove_one",
        [
            "请删除其中一个。",
            "Delete one of them.",
            "Bitte eines von beiden löschen.",
        ],
    ),
    (
        "number_meetings",
        [
            "双方多次会谈时，请在“双方第几次会谈”栏依次填写1、2、3……；否则请删除其中一行。",
            "Where the two meet several times, number their meetings 1, 2, 3 in the column “which meeting of the pair”; else delete one row.",
            "Treffen sich die beiden mehrmals, ihre Gespräche in der Spalte „wievieltes Gespräch der beiden“ mit 1, 2, 3 zählen; sonst eine Zeile löschen.",
        ],
    ),
    (
        "add_target",
        [
            "请改正编号，或在“{target}”表中添加该行。",
            "Correct the code or add the row to “{target}”.",
            "Bitte das Kürzel berichtigen oder die Zeile in „{target}“ ergänzen.",
        ],
    ),
    (
        "add_organisation",
        [
            "如写错请改正；也可在机构表中添加。",
            "Correct it if it is misspelt, or add it to the sheet of organisations.",
            "Bitte Schreibfehler berichtigen oder die Organisation in ihrem Blatt ergänzen.",
        ],
    ),
    (
        "correct_party",
        [
            "请改正其中一个编号。",
            "Correct one of the codes.",
            "Bitte eines der Kürzel berichtigen.",
        ],
    ),
    (
        "choose_other_slot",
        [
            "请另选时段，或改正不可用时段。",
            "Choose another slot, or correct when they cannot meet.",
            "Bitte ein anderes Zeitfenster wählen oder berichtigen, wann sie nicht können.",
        ],
    ),
    (
        "take_wish_back",
        [
            "请从此格删去该时段，或在希望时段列填写新的愿望，或先在对接会中取消该愿望。",
            "Take the slot out of this cell, write other preferred slots into this row, or take the wish back in the session first.",
            "Bitte das Zeitfenster aus dieser Zelle nehmen, in dieser Zeile andere bevorzugte Zeitfenster eintragen oder den Wunsch zuerst in der Kooperationsbörse zurücknehmen.",
        ],
    ),
    (
        "choose_own_person",
        [
            "请填写该方人员的编号，或在人员表中改正其单位。",
            "Write the code of somebody of this side, or correct the organisation in the sheet of participants.",
            "Bitte das Kürzel einer Person dieser Seite eintragen oder im Blatt der Teilnehmenden die Organisation berichtigen.",
        ],
    ),
    (
        "name_once",
        [
            "请只在一处填写此人。",
            "Name this person in one place only.",
            "Bitte diese Person nur an einer Stelle nennen.",
        ],
    ),
    (
        "name_participant",
        [
            "请填写参加单位的编号，或在机构表中填写其所属方，或删除整行。",
            "Write the code of a participant, give the organisation a side in its sheet, or delete the row.",
            "Bitte das Kürzel eines Teilnehmers eintragen, der Organisation in ihrem Blatt eine Seite geben oder die Zeile löschen.",
        ],
    ),
    (
        "use_template_column",
        [
            "如需此内容，请放入模板的列或备注。",
            "If it matters, move it to a column of the template or to the notes.",
            "Wenn der Inhalt wichtig ist, bitte in eine Spalte der Vorlage oder die Bemerkung übernehmen.",
        ],
    ),
    (
        "add_column",
        [
            "请添加列“{field}”。",
            "Add the column “{field}”.",
            "Bitte die Spalte „{field}“ ergänzen.",
        ],
    ),
    (
        "add_heading",
        [
            "请补上标题或清空此列。",
            "Add the heading or clear the column.",
            "Bitte die Überschrift ergänzen oder die Spalte leeren.",
        ],
    ),
    (
        "use_template_sheet",
        [
            "如需此内容，请复制到模板的工作表中。",
            "If it matters, copy it into a sheet of the template.",
            "Wenn der Inhalt wichtig ist, bitte in ein Blatt der Vorlage übernehmen.",
        ],
    ),
    (
        "keep_one_sheet",
        [
            "请合并为一个工作表。",
            "Put everything into one sheet.",
            "Bitte alles in ein Blatt zusammenführen.",
        ],
    ),
    (
        "fill_sheet",
        [
            "请在示例行下面填写。",
            "Fill in rows below the example.",
            "Bitte Zeilen unter dem Beispiel ausfüllen.",
        ],
    ),
    (
        "replace_example_code",
        [
            "如要导入此行，请更改其编号。",
            "To have it read, change its code.",
            "Soll sie eingelesen werden, bitte das Kürzel ändern.",
        ],
    ),
];
