//! The closed lists of the workbook: what a dropdown offers in each language.

use domain::language::Language;
use serde::{Deserialize, Serialize};

/// A closed list with a label in each of the three languages.
pub trait Choice: Copy + 'static {
    /// Every member, in the order of the dropdown.
    const ALL: &'static [Self];
    /// The machine's word, accepted when reading in every language.
    fn key(self) -> &'static str;
    /// The labels in Chinese, English and German.
    fn labels(self) -> [&'static str; 3];

    /// The label in a language.
    fn label(self, language: Language) -> &'static str {
        super::schema::pick(self.labels(), language)
    }

    /// The member that a text names, by key or by a label of any language.
    fn named(text: &str) -> Option<Self> {
        let wanted = super::schema::folded(text);
        Self::ALL.iter().copied().find(|member| {
            super::schema::folded(member.key()) == wanted
                || member
                    .labels()
                    .iter()
                    .any(|label| super::schema::folded(label) == wanted)
        })
    }
}

macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$member_doc:meta])* $member:ident = $key:literal, [$zh:literal, $en:literal, $de:literal];)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$member_doc])* #[serde(rename = $key)] $member,)+ }

        impl Choice for $name {
            const ALL: &'static [Self] = &[$(Self::$member,)+];
            fn key(self) -> &'static str { match self { $(Self::$member => $key,)+ } }
            fn labels(self) -> [&'static str; 3] { match self { $(Self::$member => [$zh, $en, $de],)+ } }
        }
    };
}

choice! {
    /// What a person is in the mission.
    Role {
        /// Leads the delegation.
        Head = "head", ["团长", "head of delegation", "Delegationsleitung"];
        /// Deputy of the head.
        Deputy = "deputy", ["副团长", "deputy head", "stellvertretende Leitung"];
        /// Member of the delegation.
        Member = "member", ["团员", "member", "Mitglied"];
        /// Represents a company that travels with the delegation.
        Company = "company", ["企业代表", "company representative", "Unternehmensvertretung"];
        /// Interprets.
        Interpreter = "interpreter", ["翻译", "interpreter", "Dolmetscher/in"];
        /// Works for the delegation.
        Staff = "staff", ["工作人员", "staff", "Begleitpersonal"];
        /// Receives the delegation.
        Host = "host", ["接待方", "host", "Gastgeber/in"];
        /// Talks with a member in a planned meeting.
        Counterpart = "counterpart", ["对接方", "counterpart", "Gesprächspartner/in"];
        /// Invited to a meeting or a conference.
        Guest = "guest", ["嘉宾", "guest", "Gast"];
    }
}

choice! {
    /// What kind of organisation it is.
    OrganisationKind {
        /// Government department.
        Government = "government", ["政府部门", "government department", "Behörde"];
        /// Industrial park or development zone.
        Park = "park", ["园区", "industrial park", "Industriepark"];
        /// Company.
        Company = "company", ["企业", "company", "Unternehmen"];
        /// Chamber or association.
        Chamber = "chamber", ["商协会", "chamber or association", "Kammer oder Verband"];
        /// Consulate.
        Consulate = "consulate", ["领事馆", "consulate", "Konsulat"];
        /// Embassy.
        Embassy = "embassy", ["使馆", "embassy", "Botschaft"];
        /// Investment promotion agency.
        Agency = "agency", ["投促机构", "investment promotion agency", "Wirtschaftsförderung"];
        /// University or research institute.
        Research = "research", ["高校或科研院所", "university or institute", "Hochschule oder Institut"];
        /// Press and broadcasting.
        Media = "media", ["媒体", "media", "Medien"];
        /// Anything else.
        Other = "other", ["其他", "other", "Sonstige"];
    }
}

choice! {
    /// How much a meeting matters to the one who asks for it.
    Priority {
        /// Without it the journey misses its purpose.
        High = "high", ["高", "high", "hoch"];
        /// Wanted.
        Medium = "medium", ["中", "medium", "mittel"];
        /// Welcome if there is room.
        Low = "low", ["低", "low", "niedrig"];
        /// This side has not said that it wants it.
        None = "none", ["无", "none", "keine"];
    }
}

choice! {
    /// Half of the day.
    Session {
        /// Before noon.
        Morning = "morning", ["上午", "morning", "Vormittag"];
        /// After noon.
        Afternoon = "afternoon", ["下午", "afternoon", "Nachmittag"];
    }
}

choice! {
    /// What the other side said to a request.
    Answer {
        /// No answer yet.
        Open = "open", ["未答复", "open", "offen"];
        /// Agreed.
        Accepted = "accepted", ["已接受", "accepted", "angenommen"];
        /// Refused.
        Declined = "declined", ["已谢绝", "declined", "abgelehnt"];
        /// Not answered in time.
        Expired = "expired", ["已过期", "expired", "abgelaufen"];
        /// Taken back.
        Withdrawn = "withdrawn", ["已撤回", "taken back", "zurückgezogen"];
    }
}

choice! {
    /// What a table is.
    TableKind {
        /// Everybody's.
        Shared = "shared", ["公共桌", "table for everybody", "Tisch für alle"];
        /// One organisation's own.
        Booth = "booth", ["展位", "booth", "Stand"];
        /// A room on the net for any number of meetings at once.
        Virtual = "virtual", ["线上会议室", "virtual room", "virtueller Raum"];
    }
}

choice! {
    /// On whose side a participant is.
    Side {
        /// The delegation's.
        Home = "home", ["我方", "our side", "unsere Seite"];
        /// The hosts'.
        Host = "host", ["对方", "hosts' side", "Gastgeberseite"];
    }
}

choice! {
    /// Yes or no.
    YesNo {
        /// Yes.
        Yes = "yes", ["是", "yes", "ja"];
        /// No.
        No = "no", ["否", "no", "nein"];
    }
}

choice! {
    /// By whose hand something was entered.
    Hand {
        /// The participant's own.
        Participant = "participant", ["参加单位", "participant", "Teilnehmer"];
        /// An organiser's, for the participant.
        Organiser = "organiser", ["组织方", "organiser", "Veranstalter"];
    }
}

choice! {
    /// How much one kind of reason counts when partners are suggested.
    Weight {
        /// Not at all.
        Nothing = "nothing", ["不计", "does not count", "zählt nicht"];
        /// A little.
        Little = "little", ["略计", "counts a little", "zählt wenig"];
        /// Clearly.
        Clear = "clear", ["明显计入", "counts clearly", "zählt deutlich"];
        /// More than the rest.
        Strong = "strong", ["最为重要", "counts most", "zählt am meisten"];
    }
}

choice! {
    /// What an earlier meeting means for a suggestion.
    Earlier {
        /// Who has met already is suggested later.
        Fresh = "fresh", ["靠后推荐", "is suggested later", "wird später vorgeschlagen"];
        /// It plays no part.
        Either = "either", ["不影响", "makes no difference", "macht keinen Unterschied"];
        /// Who has met already is suggested sooner.
        Known = "known", ["优先推荐", "is suggested sooner", "wird früher vorgeschlagen"];
    }
}

choice! {
    /// The sector of a company, coarse enough to be the same in every language.
    Sector {
        /// Energy and environment.
        Energy = "energy", ["能源环保", "Energy and environment", "Energie und Umwelt"];
        /// Machinery and plant.
        Machinery = "machinery", ["机械装备", "Machinery and plant", "Maschinen- und Anlagenbau"];
        /// Automotive and mobility.
        Automotive = "automotive", ["汽车交通", "Automotive and mobility", "Automobil und Mobilität"];
        /// Electronics and semiconductors.
        Electronics = "electronics", ["电子信息", "Electronics and semiconductors", "Elektronik und Halbleiter"];
        /// Software, data and artificial intelligence.
        Digital = "digital", ["软件与数据", "Software and data", "Software und Daten"];
        /// Chemicals and materials.
        Materials = "materials", ["化工材料", "Chemicals and materials", "Chemie und Werkstoffe"];
        /// Metals and castings.
        Metals = "metals", ["冶金铸造", "Metals and castings", "Metall und Guss"];
        /// Medicine and health.
        Health = "health", ["医药健康", "Medicine and health", "Medizin und Gesundheit"];
        /// Food and agriculture.
        Food = "food", ["食品农业", "Food and agriculture", "Lebensmittel und Landwirtschaft"];
        /// Consumer goods and textiles.
        Consumer = "consumer", ["消费品与纺织", "Consumer goods and textiles", "Konsumgüter und Textil"];
        /// Logistics and ports.
        Logistics = "logistics", ["物流港口", "Logistics and ports", "Logistik und Häfen"];
        /// Construction and real estate.
        Construction = "construction", ["建筑", "Construction", "Bau"];
        /// Finance and insurance.
        Finance = "finance", ["金融保险", "Finance and insurance", "Finanzen und Versicherung"];
        /// Research and education.
        Research = "research", ["科研教育", "Research and education", "Forschung und Bildung"];
        /// Tourism and culture.
        Culture = "culture", ["文化旅游", "Tourism and culture", "Tourismus und Kultur"];
        /// Trade, consulting and other services.
        Services = "services", ["商贸服务", "Trade and services", "Handel und Dienstleistung"];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unambiguous<C: Choice + PartialEq + std::fmt::Debug>() {
        for member in C::ALL {
            assert_eq!(C::named(member.key()), Some(*member));
            for label in member.labels() {
                assert_eq!(
                    C::named(&format!(" {} ", label.to_uppercase())),
                    Some(*member),
                    "{label}"
                );
            }
        }
    }

    #[test]
    fn every_label_of_every_language_names_one_member() {
        unambiguous::<Role>();
        unambiguous::<OrganisationKind>();
        unambiguous::<Priority>();
        unambiguous::<Session>();
        unambiguous::<Answer>();
        unambiguous::<TableKind>();
        unambiguous::<Side>();
        unambiguous::<YesNo>();
        unambiguous::<Hand>();
        unambiguous::<Weight>();
        unambiguous::<Sector>();
        unambiguous::<Earlier>();
        assert_eq!(Role::named("boss"), None);
        assert_eq!(Role::named(""), None);
    }
}
