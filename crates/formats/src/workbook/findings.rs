//! What each kind of problem is called in Chinese, English and German.

/// Key of the kind, and the sentence with its arguments in braces.
pub(super) const FINDINGS: &[(&str, [&str; 3])] = &[
    (
        "missing",
        [
            "此格必填。",
            "this cell must be filled in.",
            "diese Zelle muss ausgefüllt sein.",
        ],
    ),
    (
        "no_name",
        [
            "此行没有任何名称。",
            "this row has no name at all.",
            "diese Zeile hat gar keinen Namen.",
        ],
    ),
    (
        "too_long",
        [
            "文字超过{limit}个字符。",
            "the text has more than {limit} characters.",
            "der Text hat mehr als {limit} Zeichen.",
        ],
    ),
    (
        "control_characters",
        [
            "文字含有不可打印的控制字符。",
            "the text contains control characters that cannot be printed.",
            "der Text enthält Steuerzeichen, die man nicht drucken kann.",
        ],
    ),
    (
        "cell_error",
        [
            "单元格显示错误“{value}”。",
            "the cell shows the error “{value}”.",
            "die Zelle zeigt den Fehler „{value}“.",
        ],
    ),
    (
        "formula_without_value",
        [
            "公式没有计算结果，按空格处理。",
            "the formula has no calculated value; the cell is read as empty.",
            "die Formel hat kein berechnetes Ergebnis; die Zelle gilt als leer.",
        ],
    ),
    (
        "bad_code",
        [
            "“{value}”不能用作编号。",
            "“{value}” cannot be a code.",
            "„{value}“ kann kein Kürzel sein.",
        ],
    ),
    (
        "bad_choice",
        [
            "“{value}”不在选项之中。",
            "“{value}” is not in the list.",
            "„{value}“ steht nicht in der Liste.",
        ],
    ),
    (
        "bad_date",
        [
            "“{value}”不是可用的日期。",
            "“{value}” is not a usable date.",
            "„{value}“ ist kein brauchbares Datum.",
        ],
    ),
    (
        "ambiguous_date",
        [
            "“{value}”可以理解为两个日期。",
            "“{value}” can be read as two different dates.",
            "„{value}“ lässt sich als zwei verschiedene Tage lesen.",
        ],
    ),
    (
        "bad_time",
        [
            "“{value}”不是时间。",
            "“{value}” is not a time of day.",
            "„{value}“ ist keine Uhrzeit.",
        ],
    ),
    (
        "bad_zone",
        [
            "“{value}”不是时区名称。",
            "“{value}” is not the name of a time zone.",
            "„{value}“ ist kein Name einer Zeitzone.",
        ],
    ),
    (
        "clock_change",
        [
            "当天因夏令时调整，“{value}”不存在或出现两次。",
            "on that day the clocks change: “{value}” does not exist or occurs twice.",
            "an diesem Tag wird die Uhr umgestellt: „{value}“ gibt es nicht oder zweimal.",
        ],
    ),
    (
        "end_before_start",
        [
            "结束时间不晚于开始时间。",
            "the end is not after the start.",
            "das Ende liegt nicht nach dem Beginn.",
        ],
    ),
    (
        "bad_number",
        [
            "“{value}”不是{min}到{max}之间的整数。",
            "“{value}” is not a whole number from {min} to {max}.",
            "„{value}“ ist keine ganze Zahl von {min} bis {max}.",
        ],
    ),
    (
        "bad_email",
        [
            "“{value}”不是电子邮箱地址。",
            "“{value}” is not an e-mail address.",
            "„{value}“ ist keine E-Mail-Adresse.",
        ],
    ),
    (
        "bad_phone",
        [
            "“{value}”不是电话号码。",
            "“{value}” is not a telephone number.",
            "„{value}“ ist keine Telefonnummer.",
        ],
    ),
    (
        "bad_link",
        [
            "“{value}”不是网址。",
            "“{value}” is not a web address.",
            "„{value}“ ist keine Webadresse.",
        ],
    ),
    (
        "bad_country",
        [
            "“{value}”不是两位国家代码。",
            "“{value}” is not a two-letter country code.",
            "„{value}“ ist kein Ländercode aus zwei Buchstaben.",
        ],
    ),
    (
        "bad_language",
        [
            "“{value}”不是语言代码。",
            "“{value}” is not a language code.",
            "„{value}“ ist kein Sprachkürzel.",
        ],
    ),
    (
        "wrong_script",
        [
            "“{value}”的文字与此列不符。",
            "“{value}” is not in the script of this column.",
            "„{value}“ steht nicht in der Schrift dieser Spalte.",
        ],
    ),
    (
        "duplicate_code",
        [
            "编号“{value}”已在第{first_row}行使用。",
            "the code “{value}” is already used in row {first_row}.",
            "das Kürzel „{value}“ steht schon in Zeile {first_row}.",
        ],
    ),
    (
        "duplicate_entry",
        [
            "“{value}”与第{first_row}行相同。",
            "“{value}” is the same as row {first_row}.",
            "„{value}“ ist dasselbe wie Zeile {first_row}.",
        ],
    ),
    (
        "duplicate_email",
        [
            "邮箱“{value}”已在第{first_row}行使用。",
            "the address “{value}” is already used in row {first_row}.",
            "die Adresse „{value}“ steht schon in Zeile {first_row}.",
        ],
    ),
    (
        "too_much_for_profile",
        [
            "供需画像最多20项，每项不超过160个字。",
            "a profile has at most 20 things of at most 160 characters each.",
            "ein Profil hat höchstens 20 Einträge mit je höchstens 160 Zeichen.",
        ],
    ),
    (
        "settings_twice",
        [
            "设置已在第{first_row}行；一场对接会只有一行设置。",
            "the settings stand in row {first_row}; a session has one row of them.",
            "die Einstellungen stehen in Zeile {first_row}; eine Börse hat nur eine Zeile davon.",
        ],
    ),
    (
        "meeting_skipped",
        [
            "双方没有第{before}次会谈。",
            "the two have no meeting number {before}.",
            "ein Gespräch Nummer {before} haben die beiden nicht.",
        ],
    ),
    (
        "duplicate_request",
        [
            "同一申请已在第{first_row}行。",
            "the same request stands in row {first_row}.",
            "derselbe Wunsch steht schon in Zeile {first_row}.",
        ],
    ),
    (
        "slot_overlap",
        [
            "与第{first_row}行的时段重叠。",
            "the slot overlaps the one in row {first_row}.",
            "das Zeitfenster überschneidet sich mit Zeile {first_row}.",
        ],
    ),
    (
        "unknown_reference",
        [
            "“{target}”表中没有编号“{value}”。",
            "no row of “{target}” has the code “{value}”.",
            "keine Zeile von „{target}“ hat das Kürzel „{value}“.",
        ],
    ),
    (
        "ambiguous_reference",
        [
            "“{value}”对应多行。",
            "“{value}” fits more than one row.",
            "„{value}“ passt auf mehrere Zeilen.",
        ],
    ),
    (
        "not_in_organisations",
        [
            "机构表中没有“{value}”；将按此名称查找或新建。",
            "“{value}” is not in the sheet of organisations; it will be looked up or added by this name.",
            "„{value}“ steht nicht im Blatt der Organisationen; sie wird unter diesem Namen gesucht oder angelegt.",
        ],
    ),
    (
        "self_request",
        [
            "申请方与对象相同。",
            "both sides of the meeting are the same.",
            "beide Seiten des Gesprächs sind dieselben.",
        ],
    ),
    (
        "bad_pair",
        [
            "“{value}”不是两种不同的语言。",
            "“{value}” does not say pairs of two different languages.",
            "„{value}“ nennt keine Paare zweier verschiedener Sprachen.",
        ],
    ),
    (
        "interpreter_twice",
        [
            "“{value}”已在第{first_row}行。",
            "“{value}” stands in row {first_row} already.",
            "„{value}“ steht schon in Zeile {first_row}.",
        ],
    ),
    (
        "wish_away",
        [
            "“{who}”在时段“{value}”不能会谈。",
            "“{who}” cannot meet in the slot “{value}”.",
            "„{who}“ kann im Zeitfenster „{value}“ kein Gespräch führen.",
        ],
    ),
    (
        "wish_outside",
        [
            "时段“{value}”不在此会谈可用的时段之内。",
            "the slot “{value}” is not among those possible for this meeting.",
            "das Zeitfenster „{value}“ gehört nicht zu denen, die für dieses Gespräch möglich sind.",
        ],
    ),
    (
        "wish_stands",
        [
            "对接会中记有“{who}”希望在“{value}”会谈。",
            "the session has “{who}” wishing to meet at “{value}”.",
            "in der Kooperationsbörse steht, dass „{who}“ sich „{value}“ wünscht.",
        ],
    ),
    (
        "person_elsewhere",
        [
            "“{value}”不代表“{who}”参会。",
            "“{value}” does not sit at the tables for “{who}”.",
            "„{value}“ führt keine Gespräche für „{who}“.",
        ],
    ),
    (
        "person_twice",
        [
            "“{value}”已在“{who}”。",
            "“{value}” is with “{who}” already.",
            "„{value}“ ist schon bei „{who}“.",
        ],
    ),
    (
        "unknown_column",
        [
            "列“{value}”不属于模板，未读取。",
            "the column “{value}” is not part of the template and is not read.",
            "die Spalte „{value}“ gehört nicht zur Vorlage und wird nicht gelesen.",
        ],
    ),
    (
        "duplicate_column",
        [
            "列“{value}”出现两次。",
            "the column “{value}” stands there twice.",
            "die Spalte „{value}“ ist doppelt vorhanden.",
        ],
    ),
    (
        "missing_column",
        [
            "缺少必填列。",
            "a required column is missing.",
            "eine Pflichtspalte fehlt.",
        ],
    ),
    (
        "no_heading",
        [
            "此列有内容但没有标题，未读取。",
            "this column has content but no heading and is not read.",
            "diese Spalte hat Inhalt, aber keine Überschrift, und wird nicht gelesen.",
        ],
    ),
    (
        "unknown_sheet",
        [
            "此工作表不属于模板，未读取。",
            "this sheet is not part of the template and is not read.",
            "dieses Blatt gehört nicht zur Vorlage und wird nicht gelesen.",
        ],
    ),
    (
        "duplicate_sheet",
        [
            "同类工作表不止一个。",
            "there is more than one sheet of this kind.",
            "es gibt mehr als ein Blatt dieser Art.",
        ],
    ),
    (
        "sheet_without_headings",
        [
            "没有找到列标题，未读取此工作表。",
            "no headings were found; the sheet is not read.",
            "es wurden keine Überschriften gefunden; das Blatt wird nicht gelesen.",
        ],
    ),
    (
        "nothing_to_read",
        [
            "文件中没有数据行。",
            "the workbook has no row to read.",
            "die Arbeitsmappe hat keine Zeile zum Einlesen.",
        ],
    ),
    (
        "example_ignored",
        [
            "示例行，未读取。",
            "an example row; it is not read.",
            "eine Beispielzeile; sie wird nicht eingelesen.",
        ],
    ),
];
