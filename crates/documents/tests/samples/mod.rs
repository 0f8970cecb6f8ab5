//! Sample papers of every kind in three languages: the visit of Liaoning to Germany in October
//! 2023 as published by Dalian (en.dl.gov.cn, art_689_2200512), and lines with hard characters.
#![allow(dead_code, reason = "each test uses some of the samples")]
#![allow(
    clippy::too_many_lines,
    reason = "a paper is long; cut up it could not be read"
)]

use domain::count::Relation;
use domain::language::Language;
use domain::papers::*;
use domain::programme::{ItemKind, Role};
use domain::returned::{CostKind, Rule};

/// A text in Chinese, English and German.
type Texts = (&'static str, &'static str, &'static str);

/// Chooses the texts and names of one language.
#[derive(Clone, Copy)]
pub struct Pen(pub Language);

impl Pen {
    pub fn say(self, texts: Texts) -> String {
        match self.0 {
            Language::ZhHans => texts.0,
            Language::En => texts.1,
            Language::De => texts.2,
        }
        .to_owned()
    }

    /// The text in the second language of a document.
    fn second(self, texts: Texts) -> Option<String> {
        let second = match self.0 {
            Language::ZhHans => texts.1,
            Language::En | Language::De => texts.0,
        };
        Some(second.to_owned())
    }

    fn name(self, zh: &str, latin: &str) -> Shown {
        match self.0 {
            Language::ZhHans => Shown::plain(zh).beside(latin),
            Language::En | Language::De => Shown::plain(latin).beside(zh),
        }
    }

    fn count(self, value: u32, relation: Relation, unit: Texts) -> Published {
        Published {
            value,
            relation,
            unit: self.say(unit),
        }
    }
}

const TITLE: Texts = (
    "辽宁省友好经贸代表团访问德国",
    "Friendly economic and trade delegation from Liaoning to Germany",
    "Freundschafts- und Wirtschaftsdelegation aus Liaoning in Deutschland",
);
const WEDNESDAY: Texts = (
    "2023年10月11日 星期三",
    "Wednesday, 11 October 2023",
    "Mittwoch, 11. Oktober 2023",
);
const THURSDAY: Texts = (
    "2023年10月12日 星期四",
    "Thursday, 12 October 2023",
    "Donnerstag, 12. Oktober 2023",
);
const ROUNDTABLE: Texts = (
    "辽宁—法兰克福经贸圆桌会",
    "Liaoning–Frankfurt Economic and Trade Roundtable",
    "Wirtschaftlicher Rundtisch Liaoning–Frankfurt",
);
const CONFERENCE: Texts = (
    "辽宁—德国经贸交流推介会",
    "Liaoning–Germany Economic and Trade Exchange Promotion Conference",
    "Investitionskonferenz Liaoning–Deutschland",
);
const SIGNING: Texts = (
    "重点项目签约仪式",
    "Signing ceremony of key projects",
    "Unterzeichnung von Schlüsselprojekten",
);
const GUESTS: Texts = (
    "名外国政府和企业代表",
    "foreign government and enterprise representatives",
    "Vertreterinnen und Vertreter ausländischer Behörden und Unternehmen",
);

fn head(pen: Pen) -> Letterhead {
    Letterhead {
        title: pen.say(TITLE),
        second_title: pen.second(TITLE),
        agency: Some(pen.say((
            "辽宁省商务厅",
            "Department of Commerce of Liaoning Province",
            "Handelsamt der Provinz Liaoning",
        ))),
        code: "LN-DE-2023".into(),
        version: 3,
        printed_at: pen.say((
            "2023年10月13日 15:04（柏林时间）",
            "13 October 2023, 15:04 (Berlin time)",
            "13. Oktober 2023, 15:04 (Berliner Zeit)",
        )),
        made_at: "2023-10-13T13:04:00Z".parse().unwrap(),
        link: "https://legation.example/missions/LN-DE-2023/documents/programme".into(),
        marks: vec![Mark::Draft],
    }
}

/// Timetables of a session with three companies and two tables.
pub fn timetable(pen: Pen, kind: PaperKind) -> Paper {
    let session = vec![
        pen.say(("企业对接会", "Matchmaking", "Kontaktbörse")),
        pen.say(THURSDAY),
    ];
    let (wind, port) = (
        pen.name(
            "大连海源风电设备有限公司",
            "Dalian Haiyuan Wind Equipment Co., Ltd.",
        ),
        pen.name("汉堡港务公司", "Hamburg Port Authority"),
    );
    let meeting = |time: &str, with: Vec<Shown>, table: &str| PrintedMeeting {
        time: time.to_owned(),
        with,
        table: table.to_owned(),
        about: String::new(),
        comes: String::new(),
        interpreter: String::new(),
        languages: String::new(),
        wish: String::new(),
    };
    let pages = match kind {
        PaperKind::TableSigns => vec![
            TimetablePage::Table {
                sign: "1".into(),
                session: session.clone(),
                meetings: vec![meeting("13:00–13:25", vec![wind.clone(), port.clone()], "")],
            },
            TimetablePage::Table {
                sign: "A 2".into(),
                session,
                meetings: vec![],
            },
        ],
        PaperKind::Interpreters => vec![TimetablePage::Interpreter {
            name: hao(pen),
            session,
            changes: vec![],
            meetings: vec![interpreted(
                pen,
                meeting("13:00–13:25", vec![wind, port], "1"),
            )],
        }],
        PaperKind::TimetableBoard => vec![TimetablePage::Board {
            session,
            tables: vec!["1".into(), "A 2".into()],
            rows: vec![
                ("13:00–13:25".into(), vec![vec![wind, port], vec![]]),
                ("13:30–13:55".into(), vec![vec![], vec![]]),
            ],
        }],
        _ => change_sheet(pen, (wind, port), &session, &meeting),
    };
    Paper::Timetable(TimetablePaper {
        head: head(pen),
        kind,
        pages,
    })
}

fn interpreted(pen: Pen, meeting: PrintedMeeting) -> PrintedMeeting {
    PrintedMeeting {
        comes: pen.say(("王芳", "Wang Fang", "Wang Fang")),
        languages: pen.say(("中文–德文", "Chinese – German", "Chinesisch – Deutsch")),
        ..meeting
    }
}

/// The page of a company that has a new meeting, and of an interpreter who has it in place of
/// another one, which a colleague takes over.
fn change_sheet(
    pen: Pen,
    (wind, port): (Shown, Shown),
    session: &[String],
    meeting: &dyn Fn(&str, Vec<Shown>, &str) -> PrintedMeeting,
) -> Vec<TimetablePage> {
    let first = pen.say(("13:00，1 号桌", "13:00, table 1", "13:00, Tisch 1"));
    let second = pen.say(("13:30，A 2 号桌", "13:30, table A 2", "13:30, Tisch A 2"));
    let by_another = pen.say((
        "13:30，A 2 号桌 · 翻译：叶知秋",
        "13:30, table A 2 · Interpreter: Ye Zhiqiu",
        "13:30, Tisch A 2 · Dolmetscher: Ye Zhiqiu",
    ));
    let renos = Shown::plain("Renos GmbH").as_printed();
    let new = |with: Vec<Shown>| PrintedChange {
        with,
        before: None,
        after: Some(first.clone()),
    };
    let now = |with: Vec<Shown>| meeting("13:00–13:25", with, "1");
    let both = vec![wind.clone(), port.clone()];
    vec![
        TimetablePage::Company {
            name: wind.clone(),
            session: session.to_vec(),
            changes: vec![new(vec![port.clone()])],
            meetings: vec![PrintedMeeting {
                wish: pen.say(("时间符合愿望", "Time as wished", "Zeit wie gewünscht")),
                ..now(vec![port])
            }],
        },
        TimetablePage::Interpreter {
            name: hao(pen),
            session: session.to_vec(),
            changes: vec![
                new(both.clone()),
                PrintedChange {
                    with: vec![wind, renos],
                    before: Some(second),
                    after: Some(by_another),
                },
            ],
            meetings: vec![interpreted(pen, now(both))],
        },
    ]
}

fn hao(pen: Pen) -> Shown {
    pen.name("郝鹏", "Hao Peng")
}

fn item(pen: Pen, kind: ItemKind, title: Texts) -> ProgrammeItem {
    ProgrammeItem {
        time: None,
        home_time: None,
        kind,
        title: pen.say(title),
        original: pen.second(title),
        venue: None,
        hosts: vec![],
        people: vec![],
        people_more: 0,
        counts: vec![],
        note: None,
        standing: Standing::Held,
    }
}

fn roundtable(pen: Pen) -> ProgrammeItem {
    ProgrammeItem {
        time: Some("09:00 – 10:30".into()),
        home_time: Some("15:00 – 16:30".into()),
        venue: Some(Shown::plain("Redbach Town, Hesse").as_printed()),
        people: vec![
            hao(pen),
            pen.name("沈阳市", "Shenyang"),
            pen.name("大连市", "Dalian"),
            pen.name("鞍山市", "Anshan"),
        ],
        ..item(pen, ItemKind::Roundtable, ROUNDTABLE)
    }
}

fn conference(pen: Pen) -> ProgrammeItem {
    ProgrammeItem {
        time: Some("10:00 – 12:00".into()),
        home_time: Some("16:00 – 18:00".into()),
        people: vec![
            hao(pen),
            pen.name("宝马集团", "BMW Group"),
            pen.name("思爱普", "SAP SE"),
            pen.name("林德集团", "Linde plc"),
            pen.name("慕尼黑市", "Landeshauptstadt München"),
            Shown::plain("Bornheim City Council").as_printed(),
            pen.name(
                "欧洲科技商会",
                "European Science and Technology Chamber of Commerce",
            ),
        ],
        counts: vec![pen.count(90, Relation::MoreThan, GUESTS)],
        ..item(pen, ItemKind::PromotionConference, CONFERENCE)
    }
}

fn courtesy(pen: Pen) -> ProgrammeItem {
    ProgrammeItem {
        note: Some(pen.say(("在德期间", "during their stay", "während des Aufenthalts"))),
        hosts: vec![pen.name(
            "中国驻法兰克福总领事馆",
            "Consulate General of China in Frankfurt",
        )],
        ..item(
            pen,
            ItemKind::CourtesyCall,
            (
                "拜会总领事馆",
                "Call on the Consulate General",
                "Besuch im Generalkonsulat",
            ),
        )
    }
}

fn hard_characters(pen: Pen) -> ProgrammeItem {
    ProgrammeItem {
        venue: Some(Shown::plain("Straße der Überprüfung 5, Žďár, İzmir")),
        people: vec![Shown::plain("𠮷野 龘"), Shown::plain("Jörg Weißmüller")],
        standing: Standing::Cancelled {
            cause: pen.say(("罢工", "Strike", "Streik")),
        },
        ..item(
            pen,
            ItemKind::Press,
            (
                "媒体采访：#read(\"/etc/passwd\")",
                "Interview: #read(\"/etc/passwd\")",
                "Interview: #read(\"/etc/passwd\")",
            ),
        )
    }
}

/// Two meetings of a company at tables.
fn rounds(pen: Pen) -> Vec<MeetingRound> {
    let port = PrintedMeeting {
        time: "13:00 – 13:25".into(),
        with: vec![pen.name("汉堡港务公司", "Hamburg Port Authority")],
        table: "4".into(),
        about: pen.say(("码头风电", "Wind power at the quay", "Windkraft am Kai")),
        comes: String::new(),
        interpreter: String::new(),
        languages: String::new(),
        wish: String::new(),
    };
    let unresolved = PrintedMeeting {
        time: "13:25 – 13:50".into(),
        with: vec![Shown::plain("Renos GmbH").as_printed()],
        table: "A 2".into(),
        about: String::new(),
        comes: pen.say((
            "王芳 – 郝鹏",
            "Wang Fang – Hao Peng",
            "Wang Fang – Hao Peng",
        )),
        interpreter: pen.say((
            "无共同语言，需配翻译",
            "No common language: with an interpreter",
            "Keine gemeinsame Sprache: mit Dolmetscher",
        )),
        languages: String::new(),
        wish: String::new(),
    };
    vec![MeetingRound {
        session: pen.say(("企业对接会", "Matchmaking", "Kontaktbörse")),
        meetings: vec![port, unresolved],
    }]
}

pub fn programme(pen: Pen, audience: Audience) -> Paper {
    let rounds = match audience {
        Audience::Company { .. } => rounds(pen),
        Audience::General | Audience::Member { .. } => vec![],
    };
    let city = |zh, latin, items, untimed, rounds| CityDay {
        city: Some(pen.name(zh, latin)),
        zone: Some(pen.say((
            "柏林时间，比国内晚 6 小时",
            "Berlin time, 6 h behind home",
            "Berliner Zeit, 6 h hinter zu Hause",
        ))),
        items,
        untimed,
        rounds,
    };
    let planned = ProgrammeItem {
        time: Some("15:00 – 16:00".into()),
        standing: Standing::Tentative,
        ..item(
            pen,
            ItemKind::SiteVisit,
            (
                "考察工业园区",
                "Visit to an industrial park",
                "Besichtigung eines Industrieparks",
            ),
        )
    };
    Paper::Programme(ProgrammePaper {
        head: head(pen),
        audience,
        days: vec![
            ProgrammeDay {
                date: pen.say(WEDNESDAY),
                cities: vec![city(
                    "法兰克福",
                    "Frankfurt am Main",
                    vec![roundtable(pen), planned],
                    vec![hard_characters(pen)],
                    vec![],
                )],
            },
            ProgrammeDay {
                date: pen.say(THURSDAY),
                cities: vec![city(
                    "慕尼黑",
                    "München",
                    vec![conference(pen)],
                    vec![item(pen, ItemKind::SigningCeremony, SIGNING)],
                    rounds,
                )],
            },
        ],
        undated: vec![courtesy(pen)],
    })
}

fn members(pen: Pen) -> Vec<DelegationMember> {
    vec![
        DelegationMember {
            name: hao(pen),
            posts: vec![
                pen.say((
                    "中共辽宁省委书记",
                    "Secretary of the Provincial Party Committee",
                    "Sekretär des Provinzparteikomitees",
                )),
                pen.say((
                    "辽宁省人大常委会主任",
                    "Director of the Standing Committee of the Provincial People's Congress",
                    "Vorsitzender des Ständigen Ausschusses des Provinzvolkskongresses",
                )),
            ],
            organisation: Some(pen.name("辽宁省", "Liaoning Province")),
            role: Role::Leader,
            note: None,
        },
        DelegationMember {
            name: pen.name("陈绍旺", "Chen Shaowang"),
            posts: vec![pen.say((
                "大连市市长",
                "Mayor of Dalian",
                "Oberbürgermeister von Dalian",
            ))],
            organisation: Some(pen.name("大连市人民政府", "Dalian Municipal Government")),
            role: Role::Member,
            note: Some(pen.say((
                "参加有关活动",
                "attended relevant activities",
                "nahm an einzelnen Veranstaltungen teil",
            ))),
        },
    ]
}

pub fn delegation(pen: Pen) -> Paper {
    Paper::Delegation(DelegationPaper {
        head: head(pen),
        published_size: Some(pen.count(30, Relation::About, ("人", "people", "Personen"))),
        members: members(pen),
    })
}

pub fn guests(pen: Pen) -> Paper {
    let body = |name, answer, people| GuestBody {
        name: Some(name),
        answer,
        count: None,
        people,
    };
    let guest = |name: Shown, post: Texts, answer| Guest {
        name,
        posts: vec![pen.say(post)],
        answer,
    };
    let post: Texts = (
        "董事会成员",
        "Member of the Board",
        "Mitglied des Vorstands",
    );
    Paper::Guests(GuestPaper {
        head: head(pen),
        occasions: vec![GuestOccasion {
            title: pen.say(CONFERENCE),
            original: pen.second(CONFERENCE),
            when: Some(format!(
                "{} · {}",
                pen.say(THURSDAY),
                pen.say(("慕尼黑", "Munich", "München"))
            )),
            counts: vec![pen.count(90, Relation::MoreThan, GUESTS)],
            bodies: vec![
                body(
                    pen.name("宝马集团", "BMW Group"),
                    Some(Answer::Attended),
                    vec![guest(
                        Shown::plain("Erika Mustermann"),
                        post,
                        Answer::Attended,
                    )],
                ),
                body(pen.name("思爱普", "SAP SE"), Some(Answer::Accepted), vec![]),
                body(
                    Shown::plain("Bornheim City Council").as_printed(),
                    Some(Answer::Declined),
                    vec![],
                ),
                body(
                    pen.name("林德集团", "Linde plc"),
                    None,
                    vec![
                        guest(
                            Shown::plain("Jörg Weißmüller"),
                            post,
                            Answer::Substituted {
                                by: Shown::plain("Anna Süß"),
                            },
                        ),
                        guest(Shown::plain("𠮷野 龘"), post, Answer::Invited),
                    ],
                ),
                GuestBody {
                    name: None,
                    answer: None,
                    count: Some(pen.count(3, Relation::AtLeast, ("人", "people", "Personen"))),
                    people: vec![guest(
                        Shown::plain("Max Mustermann"),
                        ("摄影师", "Photographer", "Fotograf"),
                        Answer::Tentative,
                    )],
                },
            ],
        }],
    })
}

pub fn report(pen: Pen) -> Paper {
    let mut references = References::default();
    let published = pen.say((
        "大连市人民政府，2023年10月13日",
        "Dalian Municipal Government, 13 October 2023",
        "Stadtregierung Dalian, 13. Oktober 2023",
    ));
    let mut record = |texts: Texts| {
        references.cite(Reference {
            record: pen.say(texts),
            source: Some(published.clone()),
            link: Some("https://en.dl.gov.cn/art/2023/10/13/art_689_2200512.html".into()),
        })
    };
    let mission = record((
        "团组 LN-DE-2023",
        "Mission LN-DE-2023",
        "Delegation LN-DE-2023",
    ));
    let table = record((
        "活动：圆桌会",
        "Item: roundtable",
        "Programmpunkt: Rundtisch",
    ));
    let conference_record = record((
        "活动：推介会",
        "Item: promotion conference",
        "Programmpunkt: Investitionskonferenz",
    ));
    let talks = record((
        "会谈记录：苏尔寿",
        "Meeting record: Sulzer",
        "Gesprächsprotokoll: Sulzer",
    ));
    let visit = references.cite(Reference {
        record: pen.say((
            "活动：总部拜访",
            "Item: visit to headquarters",
            "Programmpunkt: Besuch der Zentrale",
        )),
        source: None,
        link: None,
    });
    let cited = |texts: Texts, from| Cited {
        text: pen.say(texts),
        from: vec![from],
    };
    let at = |item, from| ReportItem {
        item,
        presenters: vec![],
        speakers: vec![],
        attendance: vec![],
        facts: vec![],
        from: vec![from],
    };
    let said = |texts, by: Shown, binding| ReportCommitment {
        words: cited(texts, talks),
        by: Some(by),
        to: Some(pen.name("苏尔寿集团", "Sulzer Ltd")),
        binding,
        due: None,
        owner: None,
    };
    let basic = |topic, texts| Basic {
        topic,
        fact: cited(texts, mission),
        names: vec![],
    };
    Paper::Report(TripReport {
        head: head(pen),
        basics: vec![
            basic(
                BasicTopic::Organiser,
                (
                    "辽宁省商务厅",
                    "Department of Commerce of Liaoning Province",
                    "Handelsamt der Provinz Liaoning",
                ),
            ),
            basic(
                BasicTopic::Period,
                (
                    "2023年10月11日至12日",
                    "11–12 October 2023",
                    "11.–12. Oktober 2023",
                ),
            ),
            basic(BasicTopic::Countries, ("德国", "Germany", "Deutschland")),
            basic(
                BasicTopic::Themes,
                ("新能源", "new energy", "neue Energien"),
            ),
            basic(
                BasicTopic::Themes,
                (
                    "中德产业园区",
                    "Sino-German industrial parks",
                    "chinesisch-deutsche Industrieparks",
                ),
            ),
        ],
        delegation: members(pen)
            .into_iter()
            .map(|member| ReportMember {
                member,
                from: vec![mission],
            })
            .collect(),
        held: vec![
            ReportDay {
                date: Some(pen.say(WEDNESDAY)),
                city: Some(Shown::plain("Redbach Town, Hesse").as_printed()),
                items: vec![ReportItem {
                    presenters: vec![
                        pen.name("沈阳市", "Shenyang"),
                        pen.name("大连市", "Dalian"),
                        pen.name("鞍山市", "Anshan"),
                        pen.name("省商务厅", "Department of Commerce"),
                    ],
                    ..at(
                        ProgrammeItem {
                            people: vec![],
                            ..roundtable(pen)
                        },
                        table,
                    )
                }],
            },
            ReportDay {
                date: Some(pen.say(THURSDAY)),
                city: Some(pen.name("慕尼黑", "München")),
                items: vec![ReportItem {
                    speakers: vec![hao(pen)],
                    attendance: vec![pen.count(90, Relation::MoreThan, GUESTS)],
                    facts: vec![cited(
                        (
                            "会上签署三项协议。",
                            "Three agreements were signed there.",
                            "Dort wurden drei Vereinbarungen unterzeichnet.",
                        ),
                        conference_record,
                    )],
                    ..at(
                        ProgrammeItem {
                            counts: vec![],
                            ..conference(pen)
                        },
                        conference_record,
                    )
                }],
            },
            ReportDay {
                date: None,
                city: None,
                items: vec![at(courtesy(pen), mission)],
            },
        ],
        only_planned: vec![at(hard_characters(pen), mission)],
        meetings: vec![ReportMeeting {
            title: pen.say((
                "与苏尔寿集团会谈",
                "Talks with Sulzer",
                "Gespräch mit Sulzer",
            )),
            original: None,
            when: Some(pen.say((
                "10月11日或12日，未公布",
                "11 or 12 October, not published",
                "11. oder 12. Oktober, nicht veröffentlicht",
            ))),
            home: vec![hao(pen)],
            hosts: vec![
                Shown::plain("Jens Rigg").as_printed(),
                pen.name("苏尔寿集团", "Sulzer Ltd"),
            ],
            summary: vec![],
            asks: vec![ReportAsk {
                ask: cited(
                    (
                        "在辽宁建设生产基地",
                        "build a production base in Liaoning",
                        "eine Produktionsstätte in Liaoning errichten",
                    ),
                    talks,
                ),
                by: Some(hao(pen)),
                of: Some(pen.name("苏尔寿集团", "Sulzer Ltd")),
                concrete: true,
            }],
            commitments: vec![said(
                (
                    "继续扩大高水平对外开放",
                    "continue to open at a high level",
                    "sich weiter auf hohem Niveau öffnen",
                ),
                pen.name("辽宁省", "Liaoning Province"),
                Binding::StatementOfIntent,
            )],
            from: vec![talks],
        }],
        agreements: vec![
            ReportAgreement {
                title: pen.say((
                    "重点项目合作协议",
                    "Cooperation agreement on a key project",
                    "Kooperationsvereinbarung zu einem Schlüsselprojekt",
                )),
                home: vec![pen.name(
                    "中德（沈阳）高端装备制造产业园",
                    "China-Germany (Shenyang) Industrial Park",
                )],
                foreign: vec![Shown::plain("Renos Company").as_printed()],
                signed: Some(pen.say((
                    "2023年10月12日，慕尼黑",
                    "12 October 2023, Munich",
                    "12. Oktober 2023, München",
                ))),
                stage: None,
                from: vec![conference_record],
            },
            ReportAgreement {
                title: pen.say((
                    "重点项目合作协议",
                    "Cooperation agreement on a key project",
                    "Kooperationsvereinbarung zu einem Schlüsselprojekt",
                )),
                home: vec![pen.name("大连高新技术产业园区", "Dalian Hi-tech Industrial Zone")],
                foreign: vec![pen.name("西门子", "Siemens AG")],
                signed: None,
                stage: Some(pen.say(("定稿", "text final", "Text endgültig"))),
                from: vec![conference_record],
            },
        ],
        discipline: vec![
            ReportObservance {
                rule: Rule::Confidentiality,
                fact: cited(
                    (
                        "2023年10月9日：行前签订保密承诺书。",
                        "9 October 2023: everybody signed an undertaking of confidentiality.",
                        "9. Oktober 2023: Alle unterschrieben eine Verschwiegenheitserklärung.",
                    ),
                    mission,
                ),
            },
            ReportObservance {
                rule: Rule::Gifts,
                fact: cited(
                    (
                        "未收受礼品。",
                        "No gifts were accepted.",
                        "Es wurden keine Geschenke angenommen.",
                    ),
                    mission,
                ),
            },
        ],
        costs: vec![
            ReportCost {
                kind: Some(CostKind::Lodging),
                planned: Some("6,400.00 EUR".into()),
                actual: Some("6,120.50 EUR".into()),
                difference: Some("−279.50 EUR".into()),
                note: Some(pen.say(("4晚，8人", "4 nights, 8 people", "4 Nächte, 8 Personen"))),
                from: vec![mission],
            },
            ReportCost {
                kind: Some(CostKind::Meals),
                planned: Some("2,000.00 EUR".into()),
                actual: None,
                difference: None,
                note: None,
                from: vec![mission],
            },
            ReportCost {
                kind: None,
                planned: Some("8,400.00 EUR".into()),
                actual: None,
                difference: None,
                note: None,
                from: vec![mission],
            },
        ],
        next: vec![
            NextVisit {
                to: pen.name("宝马集团", "BMW Group"),
                when: Some(pen.say((
                    "2023年10月13日，总部",
                    "13 October 2023, headquarters",
                    "13. Oktober 2023, Zentrale",
                ))),
                outcome: VisitOutcome::Held,
                note: None,
                from: vec![visit],
            },
            NextVisit {
                to: pen.name("西门子", "Siemens AG"),
                when: None,
                outcome: VisitOutcome::Planned,
                note: Some(pen.say(("待定", "to be confirmed", "noch offen"))),
                from: vec![visit],
            },
        ],
        references,
    })
}

/// Every kind of paper in a language, named by its kind.
pub fn all(language: Language) -> Vec<Paper> {
    let pen = Pen(language);
    let company = Audience::Company {
        name: pen.name("宝马集团", "BMW Group"),
    };
    let member = Audience::Member {
        name: hao(pen),
        posts: vec![pen.say((
            "中共辽宁省委书记",
            "Secretary of the Provincial Party Committee",
            "Sekretär des Provinzparteikomitees",
        ))],
    };
    vec![
        timetable(pen, PaperKind::TimetableChanges),
        timetable(pen, PaperKind::Interpreters),
        timetable(pen, PaperKind::TableSigns),
        timetable(pen, PaperKind::TimetableBoard),
        programme(pen, Audience::General),
        programme(pen, company),
        programme(pen, member),
        delegation(pen),
        guests(pen),
        report(pen),
    ]
}

/// A programme of many pages.
pub fn long_programme(language: Language, days: usize) -> Paper {
    let pen = Pen(language);
    let Paper::Programme(mut paper) = programme(pen, Audience::General) else {
        unreachable!("a programme");
    };
    let busy = |day: usize| ProgrammeDay {
        date: format!("{} ({day})", pen.say(WEDNESDAY)),
        cities: vec![CityDay {
            items: (0..10)
                .map(|hour| ProgrammeItem {
                    time: Some(format!("{:02}:00 – {:02}:45", 8 + hour, 8 + hour)),
                    ..if hour % 2 == 0 {
                        roundtable(pen)
                    } else {
                        conference(pen)
                    }
                })
                .collect(),
            ..paper.days[0].cities[0].clone()
        }],
    };
    paper.days = (1..=days).map(busy).collect();
    Paper::Programme(paper)
}
