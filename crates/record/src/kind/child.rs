//! A child, as far as the screens and the rules need.

use super::Around;
use crate::code::Gender;
use crate::fault::{FaultCode, Faults};
use crate::number::nhs_number;
use crate::scope::Urn;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// A child of a cohort.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Child {
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// What the child is called.
    #[serde(default)]
    pub preferred_name: Option<String>,
    /// Date of birth.
    pub date_of_birth: NaiveDate,
    /// Ten digits; some children have none.
    #[serde(default)]
    pub nhs_number: Option<String>,
    /// True where the number was found to be somebody else's: shown struck through.
    #[serde(default)]
    pub nhs_number_invalidated: bool,
    /// As registered.
    #[serde(default)]
    pub gender: Option<Gender>,
    /// Street.
    #[serde(default)]
    pub address: Option<String>,
    /// Town.
    #[serde(default)]
    pub town: Option<String>,
    /// Postcode.
    #[serde(default)]
    pub postcode: Option<String>,
    /// The school; 888888 unknown, 999999 taught at home.
    pub school: Urn,
    /// Year group; 0 is Reception. Worked out from the date of birth where the file does not say.
    #[serde(default)]
    pub year_group: Option<u8>,
    /// Class: `8A`.
    #[serde(default)]
    pub registration_group: Option<String>,
    /// True where address and contacts are hidden for the child's safety.
    #[serde(default)]
    pub restricted: bool,
    /// First parent or carer.
    #[serde(default)]
    pub parent_1_name: Option<String>,
    /// Mother, father, carer …
    #[serde(default)]
    pub parent_1_relationship: Option<String>,
    /// To ring for consent.
    #[serde(default)]
    pub parent_1_phone: Option<String>,
    /// To write to.
    #[serde(default)]
    pub parent_1_email: Option<String>,
    /// Second parent or carer.
    #[serde(default)]
    pub parent_2_name: Option<String>,
    /// Mother, father, carer …
    #[serde(default)]
    pub parent_2_relationship: Option<String>,
    /// To ring for consent.
    #[serde(default)]
    pub parent_2_phone: Option<String>,
    /// To write to.
    #[serde(default)]
    pub parent_2_email: Option<String>,
}

impl Child {
    /// Looks for what is wrong.
    pub fn check(&self, around: &Around<'_>, faults: &mut Faults) {
        faults.need_text(&self.given_name, "given_name");
        faults.need_text(&self.family_name, "family_name");
        faults.unless(self.date_of_birth <= around.today, "date_of_birth", FaultCode::InTheFuture);
        faults.unless(self.nhs_number.as_deref().is_none_or(|number| nhs_number(number).is_some()), "nhs_number", FaultCode::Malformed);
    }
}

/// The year group of a child born on this day, on that day: the English school year begins on 1 September, and a child
/// who is four on 31 August begins Reception (0). None before school and after year 13.
pub fn year_group_on(date_of_birth: NaiveDate, day: NaiveDate) -> Option<u8> {
    let starts = |date: NaiveDate| date.year() - i32::from(date.month() < 9);
    let years = starts(day) - starts(date_of_birth) - 5;
    u8::try_from(years).ok().filter(|group| *group <= 13)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_born_on_either_side_of_september_is_in_another_year() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        assert_eq!(year_group_on(day(2012, 8, 31), day(2026, 1, 10)), Some(9));
        assert_eq!(year_group_on(day(2012, 9, 1), day(2026, 1, 10)), Some(8));
        assert_eq!(year_group_on(day(2021, 9, 2), day(2026, 9, 1)), Some(0));
        assert_eq!(year_group_on(day(2025, 9, 2), day(2026, 9, 1)), None);
    }
}
