//! Other scripts in Latin letters, roughly as newspapers write them.

/// A folded Cyrillic word in Latin letters; `None` if it has no Cyrillic letter.
pub(crate) fn romanise_cyrillic(word: &str) -> Option<String> {
    let mut found = false;
    let mut latin = String::new();
    for c in word.chars() {
        if let Some(letters) = cyrillic(c) {
            found = true;
            latin.push_str(letters);
        } else {
            latin.push(c);
        }
    }
    found.then_some(latin)
}

fn cyrillic(c: char) -> Option<&'static str> {
    Some(match c {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' => "g",
        'д' => "d",
        'е' | 'э' | 'є' => "e",
        'ж' => "zh",
        'з' => "z",
        'и' | 'і' | 'ы' => "i",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ю' => "yu",
        'я' => "ya",
        'ј' => "j",
        'љ' => "lj",
        'њ' => "nj",
        'ћ' => "c",
        'ђ' => "dj",
        'џ' => "dz",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::fold;

    #[test]
    fn cyrillic_reads_as_in_newspapers() {
        let table = [
            ("Шольц", "sholts"),
            ("Газпром", "gazprom"),
            ("Сергей", "sergei"),
            ("Ёлкин", "elkin"),
        ];
        for (name, latin) in table {
            assert_eq!(romanise_cyrillic(&fold(name)).as_deref(), Some(latin));
        }
        assert_eq!(romanise_cyrillic("scholz"), None);
    }
}
