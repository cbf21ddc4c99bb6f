//! What records are made of: moments, ids, scopes, numbers, facts, and every kind judged by its rules.

use chrono::NaiveDate;
use daybook_record::kind::{Around, faults};
use daybook_record::number::{batch_number, nhs_number};
use daybook_record::{ChangeId, Facts, Kind, Moment, RecordId, Scope};

/// As a text that stands for one thing, and as the facts of a record.
pub fn values(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Some(moment) = Moment::parse(&text) {
        let written = moment.to_string();
        let again = Moment::parse(&written).expect("a moment that was written can be read");
        assert_eq!((again, again.to_string()), (moment, written));
        let _ = (
            moment.date(),
            moment.time(),
            moment.plus_seconds(i64::MAX),
            moment.plus_seconds(i64::MIN),
            moment.seconds_since(Moment::at(0, 0)),
        );
    }
    if let Ok(scope) = text.parse::<Scope>() {
        assert_eq!(scope.to_string().parse::<Scope>().ok(), Some(scope));
    }
    if let Ok(id) = text.parse::<RecordId>() {
        assert_eq!(id.to_string().parse::<RecordId>().ok(), Some(id));
    }
    let _ = text.parse::<ChangeId>();
    if let Some(number) = nhs_number(&text) {
        assert_eq!(nhs_number(&number), Some(number));
    }
    if let Some(number) = batch_number(&text) {
        assert_eq!(batch_number(&number), Some(number));
    }
    // Two sets of facts on two lines: what one has become of the other.
    let mut lines = bytes.splitn(2, |byte| *byte == b'\n');
    let Some(after) = lines.next().and_then(|line| serde_json::from_slice::<Facts>(line).ok()) else { return };
    let before = lines.next().and_then(|line| serde_json::from_slice::<Facts>(line).ok()).unwrap_or_default();
    compared(&before, &after);
    judged(&after);
}

fn compared(before: &Facts, after: &Facts) {
    let (before, after) = (before.clone().normalised(), after.clone().normalised());
    assert_eq!(after.clone().normalised(), after, "what is normalised stays so");
    assert!(after.same_as(&after) && before.same_as(&after) == after.same_as(&before));
    let difference = after.changed_from(&before);
    assert!(before.with(&difference).same_as(&after), "a difference applied gives what it was taken from");
}

fn judged(facts: &Facts) {
    let around = Around { today: NaiveDate::from_ymd_opt(2026, 9, 14).unwrap_or_default(), child: None, session: None };
    for kind in Kind::ALL {
        let _ = faults(*kind, facts, &around);
    }
}
