//! Days, times and moments in expressions: always as they are on the wall of the place, never moved to another offset.

use crate::Now;
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

const SECONDS: f64 = 86_400.0;

/// Days since 1970 of a day or a moment; the part of a day of a time. None for what is none of the three.
pub fn days(text: &str) -> Option<f64> {
    match moment(text) {
        Some(at) => Some(f64::from(at.date().num_days_from_ce() - epoch().num_days_from_ce()) + part(at.time())),
        None => time(text).map(part),
    }
}

/// A day (its midnight), or a moment as it is written there, whatever its offset.
pub fn moment(text: &str) -> Option<NaiveDateTime> {
    // Cheap first: most texts that get here are no dates.
    if !text.is_ascii() || text.len() < 10 || text.as_bytes()[4] != b'-' {
        return None;
    }
    let day = NaiveDate::parse_from_str(&text[..10], "%Y-%m-%d").ok()?;
    if text.len() == 10 {
        return Some(day.and_time(NaiveTime::MIN));
    }
    let rest = text[10..].strip_prefix(['T', 't', ' '])?;
    let end = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    Some(day.and_time(time(&rest[..end])?))
}

fn time(text: &str) -> Option<NaiveTime> {
    if text.as_bytes().get(2) != Some(&b':') {
        return None;
    }
    NaiveTime::parse_from_str(text, "%H:%M:%S%.f").or_else(|_| NaiveTime::parse_from_str(text, "%H:%M")).ok()
}

/// The day that is so many days after 1970.
pub fn day(days: f64) -> Option<String> {
    #[expect(clippy::cast_possible_truncation, reason = "within a century or so of years, else none")]
    let whole = days.floor() as i64;
    let ahead = Days::new(whole.unsigned_abs());
    let day = if whole < 0 { epoch().checked_sub_days(ahead) } else { epoch().checked_add_days(ahead) };
    day.filter(|day| (0..=9999).contains(&day.year())).map(|day| day.format("%Y-%m-%d").to_string())
}

/// Today, where the form is looked at.
pub fn today(now: &Now) -> String {
    now.format("%Y-%m-%d").to_string()
}

/// Now, with the offset of the place.
pub fn now(now: &Now) -> String {
    now.to_rfc3339_opts(chrono::SecondsFormat::Secs, false)
}

/// A moment in the words of a pattern; of `%…` only what is numbers, for names of months belong to a language.
pub fn format(at: NaiveDateTime, pattern: &str) -> String {
    let mut out = String::new();
    let mut letters = pattern.chars();
    while let Some(letter) = letters.next() {
        if letter != '%' {
            out.push(letter);
            continue;
        }
        match letters.next() {
            Some('Y') => out.push_str(&format!("{:04}", at.year())),
            Some('y') => out.push_str(&format!("{:02}", at.year().rem_euclid(100))),
            Some('m') => out.push_str(&format!("{:02}", at.month())),
            Some('n') => out.push_str(&at.month().to_string()),
            Some('d') => out.push_str(&format!("{:02}", at.day())),
            Some('e') => out.push_str(&at.day().to_string()),
            Some('H') => out.push_str(&format!("{:02}", at.hour())),
            Some('h') => out.push_str(&at.hour().to_string()),
            Some('M') => out.push_str(&format!("{:02}", at.minute())),
            Some('S') => out.push_str(&format!("{:02}", at.second())),
            Some(other) => out.extend(['%', other]),
            None => out.push('%'),
        }
    }
    out
}

fn part(time: NaiveTime) -> f64 {
    f64::from(time.num_seconds_from_midnight()) / SECONDS
}

fn epoch() -> NaiveDate {
    NaiveDate::default()
}
