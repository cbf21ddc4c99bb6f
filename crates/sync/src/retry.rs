//! Trying again: whether, and after how long. Pure; the dice are passed in.

use crate::remote::Trouble;
use daybook_wire::code::Code;
use std::time::Duration;

/// The first wait, before chance shortens it.
const FIRST: Duration = Duration::from_millis(800);
/// The longest wait of our own choosing within one sync.
const LONGEST: Duration = Duration::from_secs(20);
/// If the service asks for more than that, the sync ends and says so instead of keeping a person waiting.
const MOST_ASKED: Duration = Duration::from_secs(30);

/// How long to wait before try number `tried + 1`; none where trying again within this sync is no use.
///
/// `tried` counts the tries so far, from 1. `dice` is a number from 0 to 1: thousands of devices that lost the same
/// service must not come back in step. Never sooner than the service's own `retry-after`.
pub fn wait(trouble: &Trouble, tried: u32, tries: u32, dice: f64) -> Option<Duration> {
    if tried >= tries || !is_passing(trouble) {
        return None;
    }
    let asked = asked_to_wait(trouble);
    if asked.is_some_and(|asked| asked > MOST_ASKED) {
        return None;
    }
    let doubled = FIRST.saturating_mul(2_u32.saturating_pow(tried.saturating_sub(1).min(16))).min(LONGEST);
    let ours = doubled.mul_f64(0.5 + dice.clamp(0.0, 1.0) / 2.0);
    Some(asked.map_or(ours, |asked| asked.max(ours)))
}

/// What the service asked us to wait.
pub fn asked_to_wait(trouble: &Trouble) -> Option<Duration> {
    match trouble {
        Trouble::Failing { retry_after, .. } => *retry_after,
        Trouble::Refused(refusal) => refusal.retry_after.map(Duration::from_secs),
        _ => None,
    }
}

/// True where the same request may well succeed in a moment.
fn is_passing(trouble: &Trouble) -> bool {
    match trouble {
        Trouble::NoAnswer | Trouble::TooSlow | Trouble::Failing { .. } => true,
        Trouble::NotOurService { .. } => false,
        Trouble::Refused(refusal) => matches!(refusal.code, Code::SlowDown | Code::Internal | Code::EngineFailing | Code::Unavailable),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use daybook_wire::code::Refusal;
    use proptest::prelude::*;

    fn refused(code: Code, retry_after: Option<u64>) -> Trouble {
        Trouble::Refused(Refusal { code, reference: "r".into(), retry_after, limit: None })
    }

    #[test]
    fn what_is_tried_again_and_what_is_not() {
        let failing = |seconds: Option<u64>| Trouble::Failing { status: 503, retry_after: seconds.map(Duration::from_secs) };
        let table = [
            (Trouble::NoAnswer, true, "the link may be back in a second"),
            (Trouble::TooSlow, true, "the link may be better in a second"),
            (failing(None), true, "the service may be restarting"),
            (failing(Some(600)), false, "nobody waits ten minutes at a page"),
            (refused(Code::SlowDown, Some(2)), true, "it says when"),
            (Trouble::NotOurService { status: 200 }, false, "a portal does not go away by asking"),
            (refused(Code::DeviceBlocked, None), false, "people must talk"),
            (refused(Code::SignInAgain, None), false, "a person must sign in"),
            (refused(Code::TooLarge, None), false, "send less instead"),
        ];
        for (trouble, again, because) in table {
            assert_eq!(wait(&trouble, 1, 4, 0.5).is_some(), again, "{trouble}: {because}");
        }
    }

    proptest! {
        #[test]
        fn never_sooner_than_the_service_asks(asked in 0_u64..=30, tried in 1_u32..10, dice in 0.0_f64..=1.0) {
            let wait = wait(&refused(Code::SlowDown, Some(asked)), tried, 20, dice).unwrap();
            prop_assert!(wait >= Duration::from_secs(asked));
        }

        #[test]
        fn never_for_ever(tried in 1_u32..1000, dice in -1.0_f64..=2.0) {
            prop_assert!(wait(&Trouble::NoAnswer, tried, 2000, dice).unwrap() <= LONGEST);
            prop_assert!(wait(&Trouble::NoAnswer, tried, tried, dice).is_none());
        }
    }
}
