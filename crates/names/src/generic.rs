//! Words that name no one in particular: legal forms, kinds of organisation, forms of address.

/// Latin words, folded, that weigh little when names are compared.
const WORDS: &[&str] = &[
    // Legal forms.
    "ag",
    "bv",
    "co",
    "corp",
    "corporation",
    "cv",
    "ek",
    "ev",
    "gbr",
    "ggmbh",
    "gmbh",
    "inc",
    "incorporated",
    "kg",
    "kgaa",
    "kk",
    "limited",
    "llc",
    "llp",
    "lp",
    "ltd",
    "mbh",
    "nv",
    "oao",
    "ohg",
    "ooo",
    "oy",
    "plc",
    "pjsc",
    "pte",
    "pty",
    "sa",
    "sarl",
    "sas",
    "se",
    "spa",
    "srl",
    "ug",
    // Kinds of organisation.
    "company",
    "companies",
    "firm",
    "firma",
    "gesellschaft",
    "group",
    "gruppe",
    "holding",
    "holdings",
    "konzern",
    "unternehmen",
    "city",
    "council",
    "government",
    "municipal",
    "municipality",
    "provincial",
    "province",
    "stadt",
    "landeshauptstadt",
    "gemeinde",
    "town",
    // Small words.
    "and",
    "of",
    "the",
    "und",
    "der",
    "die",
    "das",
    "von",
    "van",
    "de",
    "am",
    "in",
    "for",
    "fur",
    // Forms of address and offices.
    "mr",
    "mrs",
    "ms",
    "herr",
    "frau",
    "dr",
    "prof",
    "professor",
    "sir",
    "madam",
    "chancellor",
    "president",
    "vice",
    "secretary",
    "general",
    "chairman",
    "minister",
    "mayor",
    "director",
    "bundeskanzler",
    "ministerprasident",
    "oberburgermeister",
    "burgermeister",
];

/// Chinese endings, longest first, that weigh little when names are compared.
const ENDINGS: &[&str] = &[
    "有限责任公司",
    "股份有限公司",
    "集团有限公司",
    "有限公司",
    "集团公司",
    "总公司",
    "分公司",
    "公司",
    "集团",
    "先生",
    "女士",
    "博士",
    "教授",
    "主席",
    "总理",
    "总统",
    "市长",
    "部长",
    "省长",
    "书记",
    "主任",
    "人民政府",
    "市政府",
    "政府",
    "市",
    "省",
    "县",
];

/// Whether the folded Latin word names no one in particular.
pub(crate) fn is_generic(word: &str) -> bool {
    WORDS.contains(&word)
}

/// A run of ideographs without generic endings; the run itself if nothing else is left.
pub(crate) fn without_ending(run: &str) -> &str {
    let mut rest = run;
    while let Some(shorter) = ENDINGS.iter().find_map(|ending| rest.strip_suffix(ending)) {
        if shorter.is_empty() {
            break;
        }
        rest = shorter;
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::fold;

    #[test]
    fn the_list_is_folded() {
        for word in WORDS {
            assert_eq!(fold(word), *word);
        }
        for ending in ENDINGS {
            assert_eq!(fold(ending), *ending);
        }
    }

    #[test]
    fn endings_fall_away_but_never_everything() {
        assert_eq!(without_ending("德科斯米尔集团有限公司"), "德科斯米尔");
        assert_eq!(without_ending("朔尔茨总理"), "朔尔茨");
        assert_eq!(without_ending("集团"), "集团");
    }
}
