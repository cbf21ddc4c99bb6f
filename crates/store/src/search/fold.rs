//! Folding: names as the search compares them. `Zoë O'Brien-Núñez` becomes the words `zoe`, `obrien`, `nunez`.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The words of a name: lower case, without accents, apostrophes dropped, anything else between letters a gap.
pub(crate) fn words(name: &str) -> Vec<String> {
    let mut folded = String::with_capacity(name.len());
    for letter in name.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase) {
        match letter {
            '\'' | '’' | '‘' | '`' | 'ʻ' | 'ʼ' => {}
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ħ' => folded.push('h'),
            'ı' => folded.push('i'),
            letter if letter.is_alphanumeric() => folded.push(letter),
            _ => folded.push(' '),
        }
    }
    folded.split_whitespace().map(str::to_owned).collect()
}

/// A word with its letters in order: two words of the same letters, swapped by a hasty finger, meet here.
pub(crate) fn sorted(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    letters.into_iter().collect()
}

/// Each word between bars, so that a three-letter piece knows where a word begins and ends.
pub(crate) fn barred(words: &[String]) -> String {
    words.iter().map(|word| format!("|{word}|")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_apostrophes_and_hyphens_do_not_hide_a_child() {
        assert_eq!(words(" Zoë  O'Brien-Núñez "), ["zoe", "obrien", "nunez"]);
        assert_eq!(words("Łukasz Sørensen"), ["lukasz", "sorensen"]);
        assert_eq!(words("SIÂN"), ["sian"]);
        assert_eq!(words("Ağca"), ["agca"]);
    }
}
