//! The definition of a form, which comes from people: read, filled in with whatever stands beside it, and carried over to itself.

use daybook_form::{Answers, Form, Limits, Now, Wanted, carry_over};

/// Bounds that are reached within a small input.
const LIMITS: Limits =
    Limits { bytes: 64 * 1024, fields: 200, pages: 50, choices: 500, depth: 3, expression_depth: 16, expression_size: 2_000 };

/// The first line is the definition, the second one what somebody filled in.
pub fn definition(bytes: &[u8]) {
    let mut parts = bytes.splitn(2, |byte| *byte == b'\n');
    let form = match Form::parse(parts.next().unwrap_or_default(), &LIMITS) {
        Ok(form) => form,
        Err(refused) => return assert!(!refused.to_string().is_empty(), "a refusal says what is wrong"),
    };
    let canonical = form.definition().canonical();
    let again = Form::parse(&canonical, &LIMITS).expect("what was read is read as it was written down");
    assert_eq!(again.identity(), form.identity(), "the same form has the same name");
    let answers = parts.next().and_then(|line| serde_json::from_slice::<Answers>(line).ok()).unwrap_or_else(|| form.begin(&Now::default()));
    filled_in(&form, &answers);
}

fn filled_in(form: &Form, answers: &Answers) {
    let now = Now::default();
    let look = form.look(answers, &now);
    let mut told = look.visible.iter().chain(look.faults().map(|fault| &fault.place));
    assert!(told.all(|place| place.field.is_empty() || form.field(&place.field).is_some()), "only fields of the form are told");
    for place in &look.visible {
        let offer = form.offer(place, answers, &now, Wanted { language: "en", typed: "a", most: 3 });
        assert!(offer.choices.len() <= 3);
        let _ = form.begin_row(place, answers, &now);
    }
    let sent = form.sent(answers, &now);
    if look.is_complete() && look.elsewhere.is_empty() {
        assert_eq!(form.faults(&sent, &now), [], "what the device calls complete, the service takes");
    }
    let carried = carry_over(form, form, answers, &now);
    assert_eq!(carry_over(form, form, &carried.answers, &now).answers, carried.answers, "carried over once more changes nothing");
}
