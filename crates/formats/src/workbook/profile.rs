//! The columns of an organisation that become its profile in the session.

use domain::participants::{LONGEST_ABOUT, LONGEST_THING};

use super::columns::field;
use super::schema::{ChoiceList, FieldKind, FieldSpec};

pub(super) const OFFERS: FieldSpec = field(
    "offers",
    FieldKind::LongText(4_000),
    ["可提供", "offers", "bietet"],
    ["数控机床", "machine tools", "Werkzeugmaschinen"],
);

pub(super) const NEEDS: FieldSpec = field(
    "needs",
    FieldKind::LongText(4_000),
    ["需求", "seeks", "sucht"],
    [
        "德国经销商",
        "distributor in Germany",
        "Vertriebspartner in Deutschland",
    ],
);

pub(super) const ABOUT: FieldSpec = field(
    "about",
    FieldKind::LongText(LONGEST_ABOUT),
    ["单位简介", "about", "Kurzporträt"],
    ["数控机床制造商", "maker of machine tools", "Maschinenbauer"],
);

pub(super) const SECTORS: FieldSpec = field(
    "sectors",
    FieldKind::Choices(ChoiceList::Sector),
    [
        "行业类别（供需画像）",
        "sectors of the profile",
        "Branchen im Profil",
    ],
    [
        "机械装备",
        "Machinery and plant",
        "Maschinen- und Anlagenbau",
    ],
);

pub(super) const REGIONS: FieldSpec = field(
    "regions",
    FieldKind::LongText(4_000),
    ["地区", "regions", "Regionen"],
    ["辽宁", "Liaoning", "Liaoning"],
);

pub(super) const LANGUAGES: FieldSpec = field(
    "languages",
    FieldKind::Languages,
    [
        "洽谈语言（代码）",
        "languages for talks (codes)",
        "Gesprächssprachen (Kürzel)",
    ],
    ["zh, en", "zh, en", "zh, en"],
);

pub(super) const COMES: FieldSpec = field(
    "comes",
    FieldKind::Text(LONGEST_THING),
    ["出席人员", "who comes", "wer kommt"],
    [
        "总经理和翻译",
        "general manager and interpreter",
        "Geschäftsführer und Dolmetscherin",
    ],
);

pub(super) const OWN_TIMES: FieldSpec = field(
    "own_times",
    FieldKind::Slots,
    [
        "本单位希望时段（编号）",
        "slots it wishes for itself (codes)",
        "selbst gewünschte Zeitfenster (Kürzel)",
    ],
    ["S1", "S1", "S1"],
);
