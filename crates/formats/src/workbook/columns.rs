//! The columns of each sheet with headings and examples in Chinese, English and German.

use super::profile;
use super::schema::{ChoiceList, FieldKind, FieldSpec};

pub(super) const fn field(
    key: &'static str,
    kind: FieldKind,
    labels: [&'static str; 3],
    example: [&'static str; 3],
) -> FieldSpec {
    FieldSpec {
        key,
        kind,
        required: false,
        labels,
        example,
    }
}

pub(super) const fn required(spec: FieldSpec) -> FieldSpec {
    FieldSpec {
        required: true,
        ..spec
    }
}

pub(super) const NOTE: FieldSpec = field(
    "note",
    FieldKind::LongText(4_000),
    ["备注", "note", "Bemerkung"],
    [
        "此行为示例，导入时忽略",
        "this row is an example and is not imported",
        "Diese Zeile ist ein Beispiel und wird nicht eingelesen",
    ],
);

/// When people or the sides of a meeting would like best to meet.
pub(super) const PREFERRED: FieldSpec = field(
    "preferred",
    FieldKind::Slots,
    [
        "希望时段（编号）",
        "preferred slots (codes)",
        "bevorzugte Zeitfenster (Kürzel)",
    ],
    ["S1, S2", "S1, S2", "S1, S2"],
);

/// In which slots nobody can meet.
pub(super) const UNAVAILABLE: FieldSpec = field(
    "unavailable",
    FieldKind::Slots,
    [
        "不可用时段（编号）",
        "unavailable slots (codes)",
        "nicht verfügbar (Kürzel der Zeitfenster)",
    ],
    ["S3, S4", "S3, S4", "S3, S4"],
);

/// The most meetings of somebody.
const MAX_MEETINGS: FieldSpec = field(
    "max_meetings",
    FieldKind::Number(0, 200),
    ["最多会谈数", "most meetings", "höchstens Gespräche"],
    ["8", "8", "8"],
);

/// People.
pub(super) const PARTICIPANTS: &[FieldSpec] = &[
    field(
        "code",
        FieldKind::Code,
        ["编号", "code", "Kürzel"],
        ["示例-P1", "EXAMPLE-P1", "BEISPIEL-P1"],
    ),
    field(
        "name_zh",
        FieldKind::Text(200),
        ["中文姓名", "name in Chinese", "Name auf Chinesisch"],
        ["王小明", "王小明", "王小明"],
    ),
    field(
        "name_latin",
        FieldKind::Text(200),
        [
            "拉丁字母姓名（同护照）",
            "name in Latin letters (as in passport)",
            "Name in lateinischer Schrift (wie im Pass)",
        ],
        ["WANG Xiaoming", "WANG Xiaoming", "WANG Xiaoming"],
    ),
    field(
        "organisation",
        FieldKind::Organisation,
        [
            "单位（编号或名称）",
            "organisation (code or name)",
            "Organisation (Kürzel oder Name)",
        ],
        ["示例-O1", "EXAMPLE-O1", "BEISPIEL-O1"],
    ),
    field(
        "position_zh",
        FieldKind::Text(300),
        [
            "职务（中文）",
            "position in Chinese",
            "Funktion auf Chinesisch",
        ],
        ["总经理", "总经理", "总经理"],
    ),
    field(
        "position_en",
        FieldKind::Text(300),
        [
            "职务（英文）",
            "position in English",
            "Funktion auf Englisch",
        ],
        ["General Manager", "General Manager", "General Manager"],
    ),
    field(
        "position_de",
        FieldKind::Text(300),
        ["职务（德文）", "position in German", "Funktion auf Deutsch"],
        ["Geschäftsführer", "Geschäftsführer", "Geschäftsführer"],
    ),
    required(field(
        "role",
        FieldKind::Choice(ChoiceList::Role),
        ["团内身份", "role", "Rolle"],
        [
            "企业代表",
            "company representative",
            "Unternehmensvertretung",
        ],
    )),
    field(
        "languages",
        FieldKind::Languages,
        ["语言（代码）", "languages (codes)", "Sprachen (Kürzel)"],
        ["zh, en", "zh, en", "zh, en"],
    ),
    field(
        "email",
        FieldKind::Email,
        ["电子邮箱", "e-mail", "E-Mail"],
        ["wang@example.com", "wang@example.com", "wang@example.com"],
    ),
    field(
        "phone",
        FieldKind::Phone,
        ["电话", "telephone", "Telefon"],
        ["+86 24 1234 5678", "+86 24 1234 5678", "+86 24 1234 5678"],
    ),
    UNAVAILABLE,
    PREFERRED,
    MAX_MEETINGS,
    NOTE,
];

/// Organisations.
pub(super) const ORGANISATIONS: &[FieldSpec] = &[
    field(
        "code",
        FieldKind::Code,
        ["编号", "code", "Kürzel"],
        ["示例-O1", "EXAMPLE-O1", "BEISPIEL-O1"],
    ),
    field(
        "name_zh",
        FieldKind::Text(300),
        ["中文名称", "name in Chinese", "Name auf Chinesisch"],
        ["示例机械有限公司", "示例机械有限公司", "示例机械有限公司"],
    ),
    field(
        "name_en",
        FieldKind::Text(300),
        ["英文名称", "name in English", "Name auf Englisch"],
        [
            "Sample Machinery Co., Ltd.",
            "Sample Machinery Co., Ltd.",
            "Sample Machinery Co., Ltd.",
        ],
    ),
    field(
        "name_de",
        FieldKind::Text(300),
        ["德文名称", "name in German", "Name auf Deutsch"],
        [
            "Muster Maschinenbau GmbH",
            "Muster Maschinenbau GmbH",
            "Muster Maschinenbau GmbH",
        ],
    ),
    field(
        "short_name",
        FieldKind::Text(100),
        ["简称", "short name", "Kurzname"],
        ["示例机械", "Sample Machinery", "Muster"],
    ),
    required(field(
        "kind",
        FieldKind::Choice(ChoiceList::OrganisationKind),
        ["机构类型", "kind", "Art"],
        ["企业", "company", "Unternehmen"],
    )),
    field(
        "country",
        FieldKind::Country,
        [
            "国家（两位代码）",
            "country (two letters)",
            "Land (zwei Buchstaben)",
        ],
        ["CN", "CN", "CN"],
    ),
    field(
        "city",
        FieldKind::Text(200),
        ["城市", "city", "Stadt"],
        ["沈阳", "Shenyang", "Shenyang"],
    ),
    field(
        "sector",
        FieldKind::Text(300),
        ["行业", "sector", "Branche"],
        ["装备制造", "machinery", "Maschinenbau"],
    ),
    field(
        "registry_id",
        FieldKind::Text(60),
        [
            "统一社会信用代码或登记号",
            "registration number",
            "Registernummer",
        ],
        [
            "91210100MA0000000X",
            "91210100MA0000000X",
            "91210100MA0000000X",
        ],
    ),
    field(
        "website",
        FieldKind::Link,
        ["网站", "website", "Website"],
        [
            "https://www.example.com",
            "https://www.example.com",
            "https://www.example.com",
        ],
    ),
    profile::OFFERS,
    profile::NEEDS,
    field(
        "side",
        FieldKind::Choice(ChoiceList::Side),
        [
            "对接会中所属方",
            "side in the session",
            "Seite in der Börse",
        ],
        ["我方", "our side", "unsere Seite"],
    ),
    field(
        "seats",
        FieldKind::Number(1, 200),
        [
            "同时会谈人数",
            "people who meet at once",
            "gleichzeitige Gesprächsführende",
        ],
        ["2", "2", "2"],
    ),
    UNAVAILABLE,
    PREFERRED,
    MAX_MEETINGS,
    profile::ABOUT,
    profile::SECTORS,
    profile::REGIONS,
    profile::LANGUAGES,
    profile::COMES,
    profile::OWN_TIMES,
    NOTE,
];

/// Slots.
pub(super) const SLOTS: &[FieldSpec] = &[
    field(
        "code",
        FieldKind::Code,
        ["编号", "code", "Kürzel"],
        ["示例-S1", "EXAMPLE-S1", "BEISPIEL-S1"],
    ),
    required(field(
        "date",
        FieldKind::Date,
        ["日期", "date", "Datum"],
        ["2026-04-14", "2026-04-14", "2026-04-14"],
    )),
    required(field(
        "start",
        FieldKind::Time,
        [
            "开始（当地时间）",
            "start (local time)",
            "Beginn (Ortszeit)",
        ],
        ["09:00", "09:00", "09:00"],
    )),
    required(field(
        "end",
        FieldKind::Time,
        ["结束（当地时间）", "end (local time)", "Ende (Ortszeit)"],
        ["09:20", "09:20", "09:20"],
    )),
    required(field(
        "zone",
        FieldKind::Zone,
        ["时区", "time zone", "Zeitzone"],
        ["Europe/Berlin", "Europe/Berlin", "Europe/Berlin"],
    )),
    field(
        "session",
        FieldKind::Choice(ChoiceList::Session),
        ["场次", "session", "Abschnitt"],
        ["上午", "morning", "Vormittag"],
    ),
    field(
        "follows",
        FieldKind::Choice(ChoiceList::YesNo),
        [
            "紧接上一时段",
            "follows without a pause",
            "schließt ohne Pause an",
        ],
        ["否", "no", "nein"],
    ),
    NOTE,
];
