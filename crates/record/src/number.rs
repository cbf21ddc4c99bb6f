//! Numbers people read out: the NHS number and the batch number.

/// Reads an NHS number as people write it (spaces allowed): ten digits whose last is the modulus-11 check of the others
/// (weights 10 to 2; a remainder of 0 gives 0; a check digit of 10 does not exist). Gives the ten digits.
/// Source: NHS Data Dictionary, "NHS NUMBER". Test numbers begin with 999.
pub fn nhs_number(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    if digits.len() != 10 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let values: Vec<u32> = digits.bytes().map(|byte| u32::from(byte - b'0')).collect();
    (check_digit(&values[..9])? == values[9]).then_some(digits)
}

/// The check digit for nine digits, or none where there can be none.
pub fn check_digit(nine: &[u32]) -> Option<u32> {
    let sum: u32 = nine.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    match (11 - sum % 11) % 11 {
        10 => None,
        digit => Some(digit),
    }
}

/// Reads a batch number: 2 to 100 letters and digits, in capitals, as it stands on the box.
pub fn batch_number(text: &str) -> Option<String> {
    let number = text.trim().to_uppercase();
    let fits = (2..=100).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_alphanumeric());
    fits.then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_nhs_number_is_read_with_or_without_spaces() {
        assert_eq!(nhs_number("999 000 0018").as_deref(), Some("9990000018"));
        assert_eq!(nhs_number("9990000026").as_deref(), Some("9990000026"));
    }

    #[test]
    fn a_number_with_one_wrong_digit_is_not_an_nhs_number() {
        for wrong in ["9990000019", "999000001", "99900000180", "invalid", "", "999000001８"] {
            assert_eq!(nhs_number(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_batch_number_is_letters_and_digits() {
        assert_eq!(batch_number(" ab1234 ").as_deref(), Some("AB1234"));
        for wrong in ["A", "AB-12", "", &"A".repeat(101)] {
            assert_eq!(batch_number(wrong), None, "{wrong}");
        }
    }
}
