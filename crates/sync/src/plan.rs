//! Planning a batch: how much goes into one, and what to do when one is not taken. Pure.

use crate::remote::Trouble;
use daybook_wire::code::Code;

/// What to do with a batch that was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Send at most so many changes at once, and go on from the same place.
    Smaller(u32),
    /// This one change cannot be sent now: set it aside for this sync, send what stands behind it. It stays in the outbox
    /// and on the screen.
    SetAside,
    /// It is not the batch's fault: end the sync.
    GiveUp,
}

/// `size` changes were in the batch that met `trouble`, after retries.
pub fn after(trouble: &Trouble, size: u32) -> Next {
    let the_batch_may_be_why = match trouble {
        // A slow link that never carries 200 changes may carry 50.
        Trouble::TooSlow => true,
        Trouble::Refused(refusal) => matches!(
            refusal.code,
            Code::TooLarge | Code::Malformed | Code::Bomb | Code::Truncated | Code::ChecksumMismatch | Code::Internal
        ),
        Trouble::NoAnswer | Trouble::NotOurService { .. } | Trouble::Failing { .. } => false,
    };
    match (the_batch_may_be_why, size) {
        (false, _) => Next::GiveUp,
        (true, 0 | 1) if matches!(trouble, Trouble::TooSlow) => Next::GiveUp,
        (true, 0 | 1) => Next::SetAside,
        (true, size) => Next::Smaller(size.div_ceil(2)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use daybook_wire::code::Refusal;
    use proptest::prelude::*;

    fn refused(code: Code) -> Trouble {
        Trouble::Refused(Refusal { code, reference: String::new(), retry_after: None, limit: None })
    }

    #[test]
    fn a_batch_over_the_services_limit_is_halved_and_never_refused_for_ever() {
        let table = [
            (refused(Code::TooLarge), 200, Next::Smaller(100), "half may fit"),
            (refused(Code::TooLarge), 3, Next::Smaller(2), "rounded up, but always smaller"),
            (refused(Code::TooLarge), 1, Next::SetAside, "one bad item never blocks the rest"),
            (refused(Code::Internal), 8, Next::Smaller(4), "one change may be what breaks it"),
            (Trouble::TooSlow, 200, Next::Smaller(100), "a slow link carries less"),
            (Trouble::TooSlow, 1, Next::GiveUp, "the link carries nothing"),
            (Trouble::NoAnswer, 200, Next::GiveUp, "the link is gone"),
            (Trouble::NotOurService { status: 200 }, 200, Next::GiveUp, "a portal"),
            (refused(Code::DeviceBlocked), 200, Next::GiveUp, "not the batch's fault"),
        ];
        for (trouble, size, next, because) in table {
            assert_eq!(after(&trouble, size), next, "{trouble} with {size}: {because}");
        }
    }

    proptest! {
        #[test]
        fn halving_always_ends(size in 1_u32..100_000) {
            let (mut size, mut steps) = (size, 0);
            while let Next::Smaller(smaller) = after(&refused(Code::TooLarge), size) {
                prop_assert!(smaller < size && smaller > 0);
                size = smaller;
                steps += 1;
            }
            prop_assert!(steps <= 17);
        }
    }
}
