//! What the invented participants of the sample mission offer and need.

use super::{Maker, crew};
use app::AppError;
use domain::ids::OrganisationId;
use domain::language::LanguageTag;
use domain::matchmaking::Matchmaking;
use domain::participants::{Hand, Profile, ProfileWords, Sector};

/// A trade: its name, its sector, what it offers (English, Chinese, German), and which other
/// trades it looks for.
type Trade = (&'static str, Sector, [&'static str; 3], [&'static str; 2]);

#[rustfmt::skip]
const TRADES: [Trade; 37] = [
    ("wind energy", Sector::Energy, ["Wind turbines and rotor blades", "风电机组与叶片", "Windkraftanlagen und Rotorblätter"], ["steel", "freight"]),
    ("materials", Sector::Materials, ["Composites and carbon fibre", "碳纤维复合材料", "Faserverbundwerkstoffe und CFK"], ["wind energy", "shipbuilding"]),
    ("machine tools", Sector::Machinery, ["CNC machine tools", "数控机床", "CNC-Werkzeugmaschinen"], ["sensors", "casting"]),
    ("textiles", Sector::Consumer, ["Technical textiles", "产业用纺织品", "Technische Textilien"], ["textile machines", "garments"]),
    ("cold chain", Sector::Logistics, ["Cold chain warehouses", "冷链仓储", "Kühlkettenlogistik und Kühlhäuser"], ["food", "logistics"]),
    ("coatings", Sector::Materials, ["Anti-corrosion coatings", "防腐涂料", "Korrosionsschutz-Beschichtungen"], ["shipbuilding", "wind energy"]),
    ("logistics", Sector::Logistics, ["Port logistics and customs clearance", "港口物流与报关", "Hafenlogistik und Zollabwicklung"], ["freight", "cold chain"]),
    ("energy storage", Sector::Energy, ["Battery storage for power grids", "电网储能电池", "Batteriespeicher für Stromnetze"], ["solar energy", "wind energy"]),
    ("freight", Sector::Logistics, ["Project cargo and heavy transport", "大件运输", "Schwertransporte und Projektfracht"], ["logistics", "machine tools"]),
    ("garments", Sector::Consumer, ["Workwear and garments", "工装与服装", "Berufsbekleidung"], ["textiles", "textile machines"]),
    ("robotics", Sector::Machinery, ["Industrial robots and automation", "工业机器人与自动化", "Industrieroboter und Automatisierung"], ["sensors", "automotive"]),
    ("biotechnology", Sector::Health, ["Laboratory reagents", "实验室试剂", "Laborreagenzien"], ["medical devices", "instruments"]),
    ("optics", Sector::Electronics, ["Laser optics", "激光光学元件", "Laseroptik"], ["electronics", "medical devices"]),
    ("shipbuilding", Sector::Machinery, ["Special ships for offshore work", "海上风电作业船舶", "Spezialschiffe für Offshore-Arbeiten"], ["steel", "coatings"]),
    ("agricultural machinery", Sector::Food, ["Farm machinery", "农机", "Landmaschinen"], ["agriculture", "hydraulics"]),
    ("instruments", Sector::Electronics, ["Condition monitoring for wind turbines", "风电机组状态监测", "Zustandsüberwachung für Windkraftanlagen"], ["wind energy", "sensors"]),
    ("chemicals", Sector::Materials, ["Salt chemicals", "盐化工产品", "Salzchemie und Chemikalien"], ["materials", "packaging"]),
    ("food", Sector::Food, ["Seafood and delicatessen", "海产食品", "Meeresfrüchte und Feinkost"], ["cold chain", "packaging"]),
    ("steel", Sector::Metals, ["Heavy plate steel for towers", "塔筒用钢板", "Grobblech und Stahl für Türme"], ["machine tools", "casting"]),
    ("sensors", Sector::Electronics, ["Sensors for machines", "机械传感器", "Sensoren für Maschinen"], ["machine tools", "robotics"]),
    ("filters", Sector::Energy, ["Filters for water treatment", "水处理过滤设备", "Filter für die Wasseraufbereitung"], ["chemicals", "food"]),
    ("drives", Sector::Machinery, ["Gearboxes and drives", "齿轮箱与驱动", "Getriebe und Antriebe"], ["casting", "wind energy"]),
    ("valves", Sector::Machinery, ["Industrial valves", "工业阀门", "Industriearmaturen und Ventile"], ["casting", "chemicals"]),
    ("casting", Sector::Metals, ["Large castings", "大型铸件", "Großguss aus eigener Gießerei"], ["robotics", "steel"]),
    ("lightweight construction", Sector::Materials, ["Lightweight parts of aluminium", "铝合金轻量化零件", "Leichtbauteile aus Aluminium"], ["automotive", "materials"]),
    ("electronics", Sector::Electronics, ["Power electronics", "电力电子", "Leistungselektronik"], ["energy storage", "automotive"]),
    ("hydraulics", Sector::Machinery, ["Hydraulic pumps", "液压泵", "Hydraulikpumpen"], ["machine tools", "agricultural machinery"]),
    ("textile machines", Sector::Machinery, ["Textile machines", "纺织机械", "Textilmaschinen"], ["textiles", "garments"]),
    ("solar energy", Sector::Energy, ["Photovoltaic modules", "光伏组件", "Photovoltaikmodule"], ["energy storage", "electronics"]),
    ("packaging", Sector::Consumer, ["Food packaging", "食品包装", "Lebensmittelverpackungen"], ["food", "materials"]),
    ("medical devices", Sector::Health, ["Medical devices", "医疗器械", "Medizintechnik"], ["biotechnology", "optics"]),
    ("machinery", Sector::Machinery, ["Cranes and hoists", "起重设备", "Krane und Hebezeuge"], ["steel", "drives"]),
    ("energy", Sector::Energy, ["Construction of wind farms", "风电场建设", "Bau von Windparks"], ["wind energy", "energy storage"]),
    ("furniture", Sector::Consumer, ["Contract furniture", "工程家具", "Objektmöbel"], ["textiles", "coatings"]),
    ("automotive", Sector::Automotive, ["Auto parts", "汽车零部件", "Kfz-Teile"], ["robotics", "lightweight construction"]),
    ("ceramics", Sector::Materials, ["Technical ceramics", "技术陶瓷", "Technische Keramik"], ["machine tools", "electronics"]),
    ("agriculture", Sector::Food, ["Dried fruit and seeds", "干果与种子", "Trockenobst und Saatgut"], ["agricultural machinery", "packaging"]),
];

fn trade(name: &str) -> Option<&'static Trade> {
    TRADES.iter().find(|trade| trade.0 == name)
}

fn tags(codes: &[&str]) -> Result<Vec<LanguageTag>, AppError> {
    let tag = |code: &&str| LanguageTag::new(code);
    let tags: Result<_, _> = codes.iter().map(tag).collect();
    tags.map_err(|bad| AppError::Internal(bad.to_string()))
}

impl Maker<'_> {
    /// Writes the profiles of a session's participants; every fifth has not written one yet.
    pub(super) async fn profiles(
        &mut self,
        session: &Matchmaking,
        firms: &[(OrganisationId, &'static str, &'static str)],
    ) -> Result<(), AppError> {
        for (n, (firm, name, country)) in firms.iter().enumerate() {
            let Some(trade) = trade(name).filter(|_| n % 5 != 4) else {
                continue;
            };
            let (said, region, spoken): (usize, &str, &[&str]) = match *country {
                "CN" => (
                    1,
                    "德国",
                    if n % 6 != 1 {
                        &["zh-Hans", "en"]
                    } else {
                        &["zh-Hans"]
                    },
                ),
                "TR" => (0, "China", &["tr", "en"]),
                _ => (2, "China", if n % 8 == 5 { &["de"] } else { &["de", "en"] }),
            };
            let needs = trade.3.iter().filter_map(|name| self::trade(name));
            let words = ProfileWords {
                offers: vec![trade.2[said].to_owned()],
                needs: needs.map(|need| need.2[said].to_owned()).collect(),
                sectors: vec![trade.1],
                regions: vec![region.to_owned()],
                languages: tags(spoken)?,
                times: crew::times(n, &session.slots),
                ..ProfileWords::default()
            };
            let hand = if n % 4 == 1 {
                Hand::Organiser { user: None }
            } else {
                Hand::Participant
            };
            let blank = Profile::blank(self.desk.app().new_id(), session, *firm, hand);
            let profile = blank
                .rewrite(words, hand)
                .map_err(|bad| AppError::Internal(bad.to_string()))?;
            self.desk.create(profile).await?;
        }
        Ok(())
    }
}
