//! What a cell means: dates, numbers, postcodes, codes, as people write them. Each says in words what it would take.

use chrono::NaiveDate;
use daybook_record::code::Gender;
use daybook_record::number;

/// A value, or what to do about it.
pub type Cell<T> = Result<T, &'static str>;

/// Any text that is not endless.
pub fn text(cell: &str) -> Cell<String> {
    const MOST: usize = 300;
    if cell.chars().count() > MOST { Err("this is longer than 300 characters: shorten it") } else { Ok(cell.to_owned()) }
}

/// A day: `2010-01-31`, `31/01/2010`, and as other services' lists write it, `20100131`.
pub fn date(cell: &str) -> Cell<NaiveDate> {
    let digits =
        (cell.len() == 8 && cell.bytes().all(|byte| byte.is_ascii_digit())).then(|| NaiveDate::parse_from_str(cell, "%Y%m%d").ok());
    digits.flatten().or_else(|| written_date(cell)).ok_or("enter a date that exists, as 2010-01-31 or 31/01/2010")
}

/// Years have four digits: a year in two would be guessed.
fn written_date(cell: &str) -> Option<NaiveDate> {
    let number = |text: &str, most: usize| {
        let fits = (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| text.parse::<u32>().ok()).flatten()
    };
    let year = |text: &str| (text.len() == 4).then(|| number(text, 4)).flatten().and_then(|year| i32::try_from(year).ok());
    let parts: Vec<&str> = cell.split(['-', '/']).collect();
    match (parts.as_slice(), cell.contains('/')) {
        ([first, month, day], false) => NaiveDate::from_ymd_opt(year(first)?, number(month, 2)?, number(day, 2)?),
        ([day, month, last], true) => NaiveDate::from_ymd_opt(year(last)?, number(month, 2)?, number(day, 2)?),
        _ => None,
    }
}

/// An NHS number, with or without spaces.
pub fn nhs_number(cell: &str) -> Cell<String> {
    let unhyphenated = cell.replace('-', " ");
    number::nhs_number(&unhyphenated).ok_or("enter an NHS number of ten digits with the right check digit, or leave it blank")
}

/// A postcode, in capitals with one space.
pub fn postcode(cell: &str) -> Cell<String> {
    let letters: String = cell.chars().filter(|letter| !letter.is_whitespace()).map(|letter| letter.to_ascii_uppercase()).collect();
    if !is_postcode(&letters) {
        return Err("enter a whole postcode, such as SW1A 1AA");
    }
    let (outward, inward) = letters.split_at(letters.len() - 3);
    Ok(format!("{outward} {inward}"))
}

/// The shapes of Royal Mail: A9, A99, AA9, AA99, A9A, AA9A before, 9AA behind; and Girobank's.
fn is_postcode(letters: &str) -> bool {
    if !letters.is_ascii() || !(5..=7).contains(&letters.len()) {
        return false;
    }
    let shape: String = letters
        .chars()
        .map(|letter| {
            if letter.is_ascii_digit() {
                '9'
            } else if letter.is_ascii_uppercase() {
                'A'
            } else {
                '?'
            }
        })
        .collect();
    let (outward, inward) = shape.split_at(shape.len() - 3);
    letters == "GIR0AA" || (inward == "9AA" && ["A9", "A99", "AA9", "AA99", "A9A", "AA9A"].contains(&outward))
}

/// An email address, as far as one can tell without writing to it.
pub fn email(cell: &str) -> Cell<String> {
    let ok = cell.split_once('@').is_some_and(|(name, domain)| {
        let labels: Vec<&str> = domain.split('.').collect();
        !name.is_empty()
            && labels.len() >= 2
            && labels.iter().all(|label| !label.is_empty() && label.chars().all(|letter| letter.is_alphanumeric() || letter == '-'))
            && !cell.chars().any(|letter| letter.is_whitespace() || "<>,;\"".contains(letter))
    });
    if ok { Ok(cell.to_owned()) } else { Err("enter an email address such as name@example.com") }
}

/// A telephone number, kept as it was written.
pub fn phone(cell: &str) -> Cell<String> {
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    let plain = cell.chars().all(|letter| letter.is_ascii_digit() || " +-().".contains(letter));
    if plain && (9..=15).contains(&digits) { Ok(cell.to_owned()) } else { Err("enter a telephone number such as 07700 900123") }
}

/// A school's number.
pub fn urn(cell: &str) -> Cell<String> {
    let ok = cell.len() == 6 && cell.bytes().all(|byte| byte.is_ascii_digit());
    if ok {
        Ok(cell.to_owned())
    } else {
        Err("enter the school's URN of six digits, 888888 for an unknown school, 999999 for home-educated")
    }
}

/// A year group: `9`, `Year 9`, `Y9`, `R`, `Reception`. 0 is Reception.
pub fn year_group(cell: &str) -> Cell<u8> {
    let lower = cell.to_lowercase();
    if ["r", "yr", "year r", "rec", "reception"].contains(&lower.as_str()) {
        return Ok(0);
    }
    let digits = lower.trim_start_matches("year").trim_start_matches('y').trim();
    digits.parse().ok().filter(|group| *group <= 13).ok_or("enter a year group from 0 (Reception) to 13, or leave it blank")
}

/// Gender, in words or as the data dictionary's digit.
pub fn gender(cell: &str) -> Cell<Gender> {
    match cell.to_lowercase().replace(['_', '-'], " ").as_str() {
        "not known" | "unknown" | "0" => Ok(Gender::NotKnown),
        "male" | "m" | "boy" | "1" => Ok(Gender::Male),
        "female" | "f" | "girl" | "2" => Ok(Gender::Female),
        "not specified" | "9" => Ok(Gender::NotSpecified),
        _ => Err("enter male, female, not known or not specified"),
    }
}

/// Yes or no.
pub fn yes_no(cell: &str) -> Cell<bool> {
    match cell.to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" => Ok(true),
        "no" | "n" | "false" | "0" => Ok(false),
        _ => Err("enter yes or no"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_as_people_write_it_and_never_guessed() {
        let day = NaiveDate::from_ymd_opt(2010, 1, 2);
        assert_eq!(date("2010-01-02").ok(), day);
        assert_eq!(date("02/01/2010").ok(), day);
        assert_eq!(date("2/1/2010").ok(), day);
        assert_eq!(date("20100102").ok(), day);
        for wrong in [
            "",
            "invalid",
            "31/02/2010",
            "01/02/10",
            "2010-13-01",
            "20101302",
            "2010010",
            "2010/01/02",
            "2010-01-02-03",
            "+2010-01-02",
            "01-02-2010",
        ] {
            assert!(date(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_postcode_is_written_in_one_way() {
        for written in ["SW1A 1AA", "sw1a1aa", "sw1a  1aa", "S W1A 1 AA"] {
            assert_eq!(postcode(written), Ok("SW1A 1AA".to_owned()));
        }
        for good in ["M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "W1A 0AX", "EC1A 1BB", "GIR 0AA"] {
            assert_eq!(postcode(good), Ok(good.to_owned()));
        }
        for wrong in ["invalid", "SW1A", "SW1A 1A", "1AA SW1", "ÉW1A 1AA", "S91A 1AA"] {
            assert!(postcode(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn contacts_must_look_like_contacts() {
        for good in ["john@example.com", "o'hara+school@mail.example.co.uk"] {
            assert!(email(good).is_ok(), "{good}");
        }
        for wrong in ["invalid", "@example.com", "john@", "john@example", "john@example..com", "jo hn@example.com", "a@b@c.uk"] {
            assert!(email(wrong).is_err(), "{wrong}");
        }
        for good in ["07412345678", "7412345678", "+44 7412 345678", "(0161) 496-0123"] {
            assert!(phone(good).is_ok(), "{good}");
        }
        for wrong in ["invalid", "12345", "0741 two", "0741234567890123"] {
            assert!(phone(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_year_group_is_read_as_schools_write_it() {
        for (written, group) in [("9", 9), ("Year 9", 9), ("Y9", 9), ("R", 0), ("reception", 0), ("13", 13)] {
            assert_eq!(year_group(written), Ok(group), "{written}");
        }
        for wrong in ["14", "-1", "nine", "year", "9A"] {
            assert!(year_group(wrong).is_err(), "{wrong}");
        }
    }
}
