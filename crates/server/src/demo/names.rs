//! Invented names of the sample mission. None of them means a real person or firm.

/// A delegate: Chinese name, pinyin, office in Chinese, English and German.
pub struct Delegate {
    pub zh: &'static str,
    pub pinyin: &'static str,
}

/// The members of the sample delegation, by rank.
pub const DELEGATES: [Delegate; 24] = [
    Delegate {
        zh: "何文涛",
        pinyin: "He Wentao",
    },
    Delegate {
        zh: "林若兰",
        pinyin: "Lin Ruolan",
    },
    Delegate {
        zh: "赵明远",
        pinyin: "Zhao Mingyuan",
    },
    Delegate {
        zh: "陈宇航",
        pinyin: "Chen Yuhang",
    },
    Delegate {
        zh: "王思齐",
        pinyin: "Wang Siqi",
    },
    Delegate {
        zh: "刘海涵",
        pinyin: "Liu Haihan",
    },
    Delegate {
        zh: "孙嘉禾",
        pinyin: "Sun Jiahe",
    },
    Delegate {
        zh: "周子衿",
        pinyin: "Zhou Zijin",
    },
    Delegate {
        zh: "吴清越",
        pinyin: "Wu Qingyue",
    },
    Delegate {
        zh: "郑沐辰",
        pinyin: "Zheng Muchen",
    },
    Delegate {
        zh: "冯一鸣",
        pinyin: "Feng Yiming",
    },
    Delegate {
        zh: "许南星",
        pinyin: "Xu Nanxing",
    },
    Delegate {
        zh: "韩书墨",
        pinyin: "Han Shumo",
    },
    Delegate {
        zh: "唐景行",
        pinyin: "Tang Jingxing",
    },
    Delegate {
        zh: "于晓棠",
        pinyin: "Yu Xiaotang",
    },
    Delegate {
        zh: "董安之",
        pinyin: "Dong Anzhi",
    },
    Delegate {
        zh: "萧望舒",
        pinyin: "Xiao Wangshu",
    },
    Delegate {
        zh: "程知微",
        pinyin: "Cheng Zhiwei",
    },
    Delegate {
        zh: "沈千帆",
        pinyin: "Shen Qianfan",
    },
    Delegate {
        zh: "彭云鹤",
        pinyin: "Peng Yunhe",
    },
    Delegate {
        zh: "吕若溪",
        pinyin: "Lü Ruoxi",
    },
    Delegate {
        zh: "蒋星野",
        pinyin: "Jiang Xingye",
    },
    Delegate {
        zh: "蔡修远",
        pinyin: "Cai Xiuyuan",
    },
    Delegate {
        zh: "叶知秋",
        pinyin: "Ye Zhiqiu",
    },
];

/// The companies that travel with the delegation: Chinese and English name, sector.
pub const HOME: [(&str, &str, &str); 12] = [
    (
        "样例北风风电有限公司",
        "Sample Beifeng Wind Power",
        "wind energy",
    ),
    (
        "样例海城新材料有限公司",
        "Sample Haicheng Materials",
        "materials",
    ),
    (
        "样例安达机床有限公司",
        "Sample Anda Machine Tools",
        "machine tools",
    ),
    ("样例金鹭纺织有限公司", "Sample Jinlu Textile", "textiles"),
    (
        "样例东方冷链有限公司",
        "Sample Dongfang Cold Chain",
        "cold chain",
    ),
    ("样例瑞鑫涂料有限公司", "Sample Ruixin Coatings", "coatings"),
    (
        "样例连港物流有限公司",
        "Sample Liangang Logistics",
        "logistics",
    ),
    (
        "样例华储储能有限公司",
        "Sample Huachu Storage",
        "energy storage",
    ),
    (
        "样例中原货运有限公司",
        "Sample Zhongyuan Freight",
        "freight",
    ),
    ("样例三和服装有限公司", "Sample Sanhe Garments", "garments"),
    (
        "样例松岭机器人有限公司",
        "Sample Songling Robotics",
        "robotics",
    ),
    (
        "样例白塔生物有限公司",
        "Sample Baita Biotech",
        "biotechnology",
    ),
];

/// The companies met in Hamburg, with their sector.
pub const HAMBURG: [(&str, &str); 16] = [
    ("Muster-Nordwerk Turbinen GmbH", "wind energy"),
    ("Muster-Elbkai Logistik GmbH", "logistics"),
    ("Muster-Alsterlicht Optik GmbH", "optics"),
    ("Muster-Hafenkühl GmbH", "cold chain"),
    ("Muster-Süderwerft GmbH", "shipbuilding"),
    ("Muster-Börde Agrartechnik GmbH", "agricultural machinery"),
    ("Muster-Kühne Speicher GmbH", "energy storage"),
    ("Muster-Wattwind Service GmbH", "wind energy"),
    ("Muster-Föhr Messtechnik GmbH", "instruments"),
    ("Muster-Größer Lacke GmbH", "coatings"),
    ("Muster-Heidetuch GmbH", "textiles"),
    ("Muster-Lüneburger Salzchemie GmbH", "chemicals"),
    ("Muster-Stör Robotik GmbH", "robotics"),
    ("Muster-Travegut Lebensmittel GmbH", "food"),
    ("Muster-Weserstahl GmbH", "steel"),
    ("Muster-Zeise Biolabor GmbH", "biotechnology"),
];

/// The companies met in Stuttgart, with their sector.
pub const STUTTGART: [(&str, &str); 16] = [
    ("Muster-Neckar Werkzeugmaschinen GmbH", "machine tools"),
    ("Muster-Schwäbische Sensorik GmbH", "sensors"),
    ("Muster-Filder Automation GmbH", "robotics"),
    ("Muster-Albquell Filtertechnik GmbH", "filters"),
    ("Muster-Rems Antriebe GmbH", "drives"),
    ("Muster-Hohenloher Ventile GmbH", "valves"),
    ("Muster-Kocher Gießerei GmbH", "casting"),
    ("Muster-Enz Leichtbau GmbH", "lightweight construction"),
    ("Muster-Jagst Elektronik GmbH", "electronics"),
    ("Muster-Bodensee Hydraulik GmbH", "hydraulics"),
    ("Muster-Ostalb Beschichtung GmbH", "coatings"),
    ("Muster-Tauber Textilmaschinen GmbH", "textile machines"),
    ("Muster-Breisgau Solar GmbH", "solar energy"),
    ("Muster-Kaiserstuhl Lager GmbH", "energy storage"),
    ("Muster-Würm Verpackung GmbH", "packaging"),
    ("Muster-Heckengäu Medizintechnik GmbH", "medical devices"),
];

/// The companies met in Istanbul, with their sector.
pub const ISTANBUL: [(&str, &str); 16] = [
    ("Örnek Aras Lojistik A.Ş.", "logistics"),
    ("Örnek Bosfor Kimya A.Ş.", "chemicals"),
    ("Örnek Denizli Tekstil A.Ş.", "textiles"),
    ("Örnek Ege Makine A.Ş.", "machinery"),
    ("Örnek Marmara Enerji A.Ş.", "energy"),
    ("Örnek Nordanadolu Gıda A.Ş.", "food"),
    ("Örnek Çınar Mobilya A.Ş.", "furniture"),
    ("Örnek İnci Ambalaj A.Ş.", "packaging"),
    ("Örnek Şafak Otomotiv A.Ş.", "automotive"),
    ("Örnek Yıldız Seramik A.Ş.", "ceramics"),
    ("Örnek Güneş Panelleri A.Ş.", "solar energy"),
    ("Örnek Karadeniz Soğuk Zincir A.Ş.", "cold chain"),
    ("Örnek Toros Tarım A.Ş.", "agriculture"),
    ("Örnek Lale Konfeksiyon A.Ş.", "garments"),
    ("Örnek Ufuk Robotik A.Ş.", "robotics"),
    ("Örnek Vadi Rüzgar A.Ş.", "wind energy"),
];
