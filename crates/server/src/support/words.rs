//! Fields, codes and values as a person reads them.

use crate::db::Doubt;
use daybook_record::fault::FaultCode;
use daybook_record::kind::TicketState;
use daybook_record::merge::REMOVED;
use daybook_record::{Kind, Moment, Reason, Verb};
use serde_json::Value;

/// What a kind of record is called.
pub(super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Vaccination => "Vaccination",
        Kind::Consent => "Consent",
        Kind::Triage => "Triage",
        Kind::Note => "Note",
        Kind::Attendance => "Attendance",
        Kind::Batch => "Batch",
        Kind::Child => "Child",
        Kind::Session => "Session",
        Kind::Location => "School",
        Kind::Vaccine => "Vaccine",
        Kind::Team => "Team",
        Kind::Staff => "Colleague",
        Kind::Campaign => "Campaign",
        Kind::Area => "Area",
        Kind::Form => "Form",
        Kind::Message => "Message",
        Kind::Contact => "Contact",
        Kind::Dashboard => "Dashboard",
        Kind::Household => "Household",
        Kind::Individual => "Person",
        Kind::Entry => "Form entry",
        Kind::Ticket => "Unreadable entry",
    }
}

/// What a device did.
pub(super) fn verb(verb: Verb) -> &'static str {
    match verb {
        Verb::Create => "new",
        Verb::Edit => "changed",
        Verb::Remove => "removed",
        Verb::Restore => "brought back",
    }
}

/// Why an entry waits, in a word or two.
pub(super) fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Conflict => "Conflict",
        Reason::Invalid => "Invalid",
        Reason::UnknownReference => "Unknown record",
        Reason::NotPermitted => "Not permitted",
        Reason::PossibleDuplicate => "Possible duplicate",
        Reason::IdNotYours => "Id of somebody else",
        Reason::DeviceBlocked => "Blocked device",
        Reason::Unproven => "Unproven",
    }
}

/// Why an entry waits, in a sentence.
pub(super) fn why(reason: Reason) -> &'static str {
    match reason {
        Reason::Conflict => "Somebody else had changed the same field to something else, and this device had not seen it.",
        Reason::Invalid => "What was sent breaks a rule.",
        Reason::UnknownReference => {
            "It is about a child, a session, a household, a person, a form or a record that the service does not know, or did not know when it came."
        }
        Reason::NotPermitted => "The person who sent it may not record this there.",
        Reason::PossibleDuplicate => "The same vaccination, or a person with the same document, may have been recorded already.",
        Reason::IdNotYours => "The person comes with a campaign id that was not given to this device, or that somebody else has.",
        Reason::DeviceBlocked => "The team had blocked the device that sent it. Nothing was looked at further.",
        Reason::Unproven => {
            "It came in a rescue file that its device did not sign: it may be what the nurse recorded, and anybody could have written it."
        }
    }
}

/// What is to be doubted in the time that a device says.
pub(super) fn doubt(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::Ahead => "The device's clock is in doubt: it says a time that is still to come.",
        Doubt::LongAgo => "The device's clock is in doubt: it says that this was written more than 400 days ago.",
        Doubt::Unmeasured => "The device's clock is in doubt: the time is not possible, and the clock was never compared with ours.",
    }
}

/// Where a ticket stands.
pub(super) fn state(state: TicketState) -> &'static str {
    match state {
        TicketState::Open => "Waiting",
        TicketState::TookDevice => "Took what the device sent",
        TicketState::KeptService => "Kept what the service held",
    }
}

/// What is wrong with a field.
pub(super) fn fault(code: FaultCode) -> &'static str {
    match code {
        FaultCode::Missing => "is missing",
        FaultCode::NotAllowed => "must be empty here",
        FaultCode::Unknown => "is not one of the values there are",
        FaultCode::Malformed => "is not in the form it must have",
        FaultCode::TooLong => "is too long",
        FaultCode::OutOfRange => "is outside what is possible",
        FaultCode::InTheFuture => "is still to come",
        FaultCode::BeforeBirth => "is before the child was born",
        FaultCode::NotASessionDay => "is not a day of the session",
        FaultCode::Expired => "was out of date on that day",
        FaultCode::DoesNotFit => "does not go with the other answers",
    }
}

/// A field's name.
pub(super) fn field(name: &str) -> String {
    let said = match name {
        REMOVED => "The whole record",
        "record" => "The record",
        "line" => "The line",
        "at" => "Written down",
        "site" => "Site on the body",
        "method" => "Given by",
        "performer" | "performer_name" => "Given by whom",
        "dose_sequence" => "Dose",
        "given_by" => "Answered by",
        "route" => "How the answer came",
        "nhs_number" => "NHS number",
        "source" => "Recorded by service",
        "urn" | "location" => "Place",
        _ => return capital(&name.replace('_', " ")),
    };
    said.to_owned()
}

/// A value that speaks for itself; ids are looked up elsewhere.
pub(super) fn value(name: &str, value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(yes) => if *yes { "Yes" } else { "No" }.to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Array(items) => items.iter().map(|item| self::value(name, item)).collect::<Vec<_>>().join("\n"),
        Value::Object(answer) => match (answer.get("question"), answer.get("yes")) {
            (Some(question), Some(yes)) => {
                let notes = answer.get("notes").map(|notes| self::value(name, notes)).filter(|notes| !notes.is_empty());
                let notes = notes.map(|notes| format!(" ({notes})")).unwrap_or_default();
                format!("{} {}{notes}", self::value("question", question), self::value("yes", yes))
            }
            _ => answer.iter().map(|(key, item)| format!("{}: {}", field(key), self::value(key, item))).collect::<Vec<_>>().join("; "),
        },
        Value::String(text) => text_of(name, text),
    }
}

fn text_of(name: &str, text: &str) -> String {
    if let Some(moment) = text.contains('T').then(|| Moment::parse(text)).flatten() {
        return self::moment(moment);
    }
    if let Ok(date) = text.parse::<chrono::NaiveDate>() {
        return date.format("%-d %B %Y").to_string();
    }
    if let Ok(time) = text.parse::<chrono::NaiveTime>() {
        return time.format("%H:%M").to_string();
    }
    if name == "nhs_number" && text.len() == 10 {
        return format!("{} {} {}", &text[..3], &text[3..6], &text[6..]);
    }
    let programme = match text {
        "hpv" => Some("HPV"),
        "menacwy" => Some("MenACWY"),
        "mmr" => Some("MMR"),
        "td_ipv" => Some("Td/IPV"),
        "pgd" => Some("PGD"),
        "psd" => Some("PSD"),
        _ => None,
    };
    match programme {
        Some(programme) => programme.to_owned(),
        None if CODES.contains(&name) => {
            capital(&text.replace('_', " ").replace("arm upper position", "upper arm").replace("arm lower position", "lower arm"))
        }
        None => text.to_owned(),
    }
}

/// Fields whose value is a code and not what somebody typed.
const CODES: &[&str] = &[
    "outcome",
    "method",
    "site",
    "programme",
    "response",
    "route",
    "reason_for_refusal",
    "status",
    "gender",
    "role",
    "identity_confirmed_by",
    "pre_screening",
    "phase",
    "protocol",
    "source",
];

/// Day and time, as they stood on the wall where it was written down.
pub(super) fn moment(moment: Moment) -> String {
    format!("{}, {}", moment.date().format("%-d %B %Y"), moment.time().format("%H:%M"))
}

/// How long, roughly.
pub(super) fn how_long(seconds: i64) -> String {
    let many = |count: i64, unit: &str| format!("{count} {unit}{}", if count == 1 { "" } else { "s" });
    match seconds {
        ..60 => "under a minute".to_owned(),
        60..3_600 => many(seconds / 60, "minute"),
        3_600..172_800 => many(seconds / 3_600, "hour"),
        _ => many(seconds / 86_400, "day"),
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_read_as_a_person_says_them() {
        for (name, written, said) in [
            ("site", json!("left_arm_upper_position"), "Left upper arm"),
            ("programme", json!("td_ipv"), "Td/IPV"),
            ("date", json!("2026-09-04"), "4 September 2026"),
            ("at", json!("2026-09-04T14:10:00+01:00"), "4 September 2026, 14:10"),
            ("nhs_number", json!("9990000018"), "999 000 0018"),
            ("notes", json!("has_under_scores"), "has_under_scores"),
            ("time", json!("10:04:00"), "10:04"),
            ("full_dose", json!(true), "Yes"),
            ("health_answers", json!([{"question": "Asthma?", "yes": true, "notes": "mild"}]), "Asthma? Yes (mild)"),
        ] {
            assert_eq!(value(name, &written), said);
        }
    }

    #[test]
    fn waiting_is_said_roughly() {
        let said = [5, 60, 7_199, 86_400, 172_800].map(how_long);
        assert_eq!(said, ["under a minute", "1 minute", "1 hour", "24 hours", "2 days"]);
    }
}
