//! Whether a child came: one per child, place and day. An absence is not a vaccination outcome.

use super::Around;
use crate::code::AttendanceStatus;
use crate::fault::{FaultCode, Faults};
use crate::scope::Urn;
use crate::{Moment, RecordId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A child's attendance at a place on a day. Its id is [`RecordId::of_attendance`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attendance {
    /// Who.
    pub child: RecordId,
    /// Where.
    pub location: Urn,
    /// On which day.
    pub date: NaiveDate,
    /// Came, or did not.
    pub status: AttendanceStatus,
    /// When it was written down.
    pub at: Moment,
    /// By whom, by name.
    #[serde(default)]
    pub recorded_by: Option<String>,
}

impl Attendance {
    /// Looks for what is wrong.
    pub fn check(&self, around: &Around<'_>, faults: &mut Faults) {
        faults.unless(self.date <= around.today, "date", FaultCode::InTheFuture);
    }
}
