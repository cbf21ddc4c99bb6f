//! What an id looks like: `MV-######-*` is `MV-`, six digits, and a check letter.

use std::str::FromStr;

/// No letters that are read as digits, or as each other. As many as a prime: then a wrong digit, and two swapped ones, always
/// give another letter.
const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRSTVWXYZ";

/// The most digits: ten thousand million people.
const MOST_DIGITS: usize = 10;

/// How the ids of a pool are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Format(String);

/// Why a text is none.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("a format has one run of # (a digit each, 3 to 10), one *, and otherwise capital letters, digits and - only: MV-######-*")]
pub struct NotAFormat;

impl FromStr for Format {
    type Err = NotAFormat;
    fn from_str(text: &str) -> Result<Self, NotAFormat> {
        let digits = text.matches('#').count();
        let one_run = text.contains(&"#".repeat(digits));
        let known = text.chars().all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit() || "-#*".contains(letter));
        let fits = (3..=MOST_DIGITS).contains(&digits) && one_run && known && text.matches('*').count() == 1 && text.len() <= 40;
        if fits { Ok(Self(text.to_owned())) } else { Err(NotAFormat) }
    }
}

impl Format {
    /// The greatest number there is room for.
    pub fn last(&self) -> u64 {
        10_u64.pow(u32::try_from(self.digits()).unwrap_or(0)) - 1
    }

    /// The id with this number.
    pub fn write(&self, number: u64) -> String {
        let digits = format!("{number:0width$}", width = self.digits());
        let check = LETTERS[usize::try_from(number % LETTERS.len() as u64).unwrap_or(0)];
        self.0.replace(&"#".repeat(self.digits()), &digits).replace('*', &char::from(check).to_string())
    }

    /// As it is kept.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn digits(&self) -> usize {
        self.0.matches('#').count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn an_id_has_its_digits_and_a_letter_that_a_slip_of_the_pen_changes() {
        let format: Format = "MV-####-*".parse().unwrap();
        assert_eq!((format.write(7), format.last()), ("MV-0007-H".to_owned(), 9_999));
        let letter = |number: u64| format.write(number).pop().unwrap();
        for number in (0..=9_999_u64).step_by(7) {
            for place in [1, 10, 100, 1_000] {
                let digit = number / place % 10;
                for wrong in (0..10).filter(|wrong| *wrong != digit) {
                    assert_ne!(letter(number), letter(number - digit * place + wrong * place), "{number} {place} {wrong}");
                }
                let next = number / (place * 10) % 10;
                if place < 1_000 && digit != next {
                    let swapped = number - digit * place - next * place * 10 + next * place + digit * place * 10;
                    assert_ne!(letter(number), letter(swapped), "{number} {swapped}");
                }
            }
        }
        assert_eq!((0..=9_999).map(|number| format.write(number)).collect::<BTreeSet<_>>().len(), 10_000);
    }

    #[test]
    fn what_is_no_format_is_refused_in_words() {
        for wrong in ["", "MV", "MV-######", "MV-*", "##-##-*", "MV-##-*", "mv-######-*", "MV-###########-*", "MV ####*", "M%-####-*"] {
            assert_eq!(wrong.parse::<Format>(), Err(NotAFormat), "{wrong}");
        }
    }
}
