//! Why a workbook is refused as a whole, in Chinese, English and German.

const UNFOLDS: [&str; 3] = [
    "文件展开后过大，为安全起见未读取；请把数据复制到新模板中。",
    "The file unfolds to far more than a workbook needs and was not read, for safety; copy the data into a fresh template.",
    "Die Datei entfaltet sich zu weit mehr, als eine Arbeitsmappe braucht, und wurde zur Sicherheit nicht gelesen; bitte die Daten in eine neue Vorlage kopieren.",
];

/// Key of the refusal, and the sentence with its arguments in braces.
pub(super) const REFUSALS: &[(&str, [&str; 3])] = &[
    (
        "source",
        [
            "文件无法读取，请重新上传。",
            "The file cannot be read; upload it again.",
            "Die Datei lässt sich nicht lesen; bitte noch einmal hochladen.",
        ],
    ),
    (
        "too_large",
        [
            "文件过大，上限为{limit}字节；请分成几个文件。",
            "The file is larger than {limit} bytes; split it.",
            "Die Datei ist größer als {limit} Bytes; bitte aufteilen.",
        ],
    ),
    (
        "out_of_bounds",
        [
            "单元格 {cell} 离其他内容太远（最多{rows}行、{columns}列）；请删除它或把数据复制到新模板中。",
            "The cell {cell} lies too far away (at most {rows} rows and {columns} columns); delete it or copy the data into a fresh template.",
            "Die Zelle {cell} liegt zu weit entfernt (höchstens {rows} Zeilen und {columns} Spalten); bitte löschen oder die Daten in eine neue Vorlage kopieren.",
        ],
    ),
    (
        "text_too_long",
        [
            "{place} 的文字超过{limit}个字符；请缩短。",
            "The text at {place} has more than {limit} characters; shorten it.",
            "Der Text bei {place} hat mehr als {limit} Zeichen; bitte kürzen.",
        ],
    ),
    (
        "dtd",
        [
            "文件含有电子表格不使用的定义，为安全起见未读取；请重新保存。",
            "The file contains definitions that no spreadsheet uses and was not read, for safety; save it again in a spreadsheet program.",
            "Die Datei enthält Definitionen, die keine Tabelle braucht, und wurde zur Sicherheit nicht gelesen; bitte neu speichern.",
        ],
    ),
    (
        "damaged",
        [
            "文件已损坏（{part}）；请在电子表格软件中打开并重新保存。",
            "The file is damaged ({part}); open it in a spreadsheet program and save it again.",
            "Die Datei ist beschädigt ({part}); bitte in einer Tabellenkalkulation öffnen und neu speichern.",
        ],
    ),
    (
        "not_xlsx",
        [
            "这不是 XLSX 文件；请在电子表格软件中另存为 .xlsx。",
            "This is not an XLSX file; save it as .xlsx in a spreadsheet program.",
            "Das ist keine XLSX-Datei; bitte in einer Tabellenkalkulation als .xlsx speichern.",
        ],
    ),
    (
        "old_or_protected",
        [
            "这是旧版 .xls 文件或带有密码；请取消密码并另存为 .xlsx。",
            "This is an old .xls file or has a password; remove the password and save it as .xlsx.",
            "Das ist eine alte .xls-Datei oder sie hat ein Kennwort; bitte ohne Kennwort als .xlsx speichern.",
        ],
    ),
    (
        "not_ours",
        [
            "文件中没有模板的工作表；请下载模板并填写。",
            "The workbook has none of the sheets of the template; download the template and fill it in.",
            "Die Arbeitsmappe hat keines der Blätter der Vorlage; bitte die Vorlage herunterladen und ausfüllen.",
        ],
    ),
    ("too_many_parts", UNFOLDS),
    ("inflates_too_much", UNFOLDS),
    ("ratio_too_high", UNFOLDS),
    ("too_many", UNFOLDS),
    ("too_much_text", UNFOLDS),
];
