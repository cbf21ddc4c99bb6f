//! How well a name fits what was typed: whole words first, then beginnings, then words with a slip of the finger.

use strsim::{jaro_winkler, osa_distance};

/// How well the words typed fit a child's words, from 0 to 1; none where one of them fits nothing.
pub(crate) fn score(typed: &[String], names: &[&str]) -> Option<f64> {
    let mut sum = 0.0;
    for word in typed {
        let best = names.iter().map(|name| fit(word, name)).fold(0.0, f64::max);
        if best == 0.0 {
            return None;
        }
        sum += best;
    }
    Some(sum / typed.len().max(1) as f64)
}

/// How well one word fits one name; 0 where it does not.
fn fit(word: &str, name: &str) -> f64 {
    if word == name {
        return 1.0;
    }
    let (typed, long) = (word.chars().count(), name.chars().count());
    if name.starts_with(word) {
        return 0.9 + 0.05 * typed as f64 / long as f64;
    }
    if typed < 3 {
        return 0.0;
    }
    let slips = if typed < 6 { 1 } else { 2 };
    let whole = if typed.abs_diff(long) <= slips { osa_distance(word, name) } else { usize::MAX };
    if whole <= slips {
        return 0.85 - 0.15 * whole as f64;
    }
    if name.contains(word) {
        return 0.5;
    }
    // Still typing, with a slip already: compare with as much of the name as was typed.
    let begun: String = name.chars().take(typed).collect();
    if long > typed && typed > 3 && osa_distance(word, &begun) <= 1 {
        return 0.6;
    }
    // Long names spelt by ear: Aleksandr, Alexander.
    let by_ear = if typed >= 6 { jaro_winkler(word, name) } else { 0.0 };
    if by_ear >= 0.86 { by_ear / 2.0 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(typed: &str, names: &[&str]) -> Option<f64> {
        let words: Vec<String> = typed.split_whitespace().map(str::to_owned).collect();
        score(&words, names)
    }

    #[test]
    fn a_slip_of_the_finger_still_finds_the_name() {
        for (typed, name) in [
            ("jhon", "john"),
            ("jahn", "john"),
            ("jon", "john"),
            ("ava", "eva"),
            ("begm", "begum"),
            ("aleksandr", "alexander"),
            ("katherin", "catherine"),
        ] {
            assert!(fits(typed, &[name]).is_some(), "{typed} {name}");
        }
    }

    #[test]
    fn another_name_is_not_a_slip() {
        for (typed, name) in [("john", "mary"), ("ali", "amy"), ("smith", "jones"), ("zz", "zoe")] {
            assert_eq!(fits(typed, &[name]), None, "{typed} {name}");
        }
    }

    #[test]
    fn the_whole_name_comes_before_its_beginning_and_that_before_a_slip() {
        let (whole, begun, slip) = (fits("anna", &["anna"]), fits("anna", &["annabel"]), fits("anna", &["hanna"]));
        assert!(whole > begun && begun > slip, "{whole:?} {begun:?} {slip:?}");
    }

    #[test]
    fn every_word_typed_must_fit_something() {
        assert!(fits("amina beg", &["amina", "begum"]).is_some());
        assert_eq!(fits("amina jones", &["amina", "begum"]), None);
    }
}
