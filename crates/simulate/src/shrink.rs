//! Shrinking: steps are left out of a script for as long as it breaks the same promise.

use crate::play::play;
use crate::script::Script;

/// The shortest script found that breaks the same promise, within so many plays.
pub fn shrink(script: &Script, most_plays: u32) -> Script {
    let Some(broken) = play(script, false).broken else { return script.clone() };
    let (mut shortest, mut plays) = (script.clone(), 0);
    let mut piece = shortest.steps.len().div_ceil(2);
    while piece > 0 {
        let (mut at, mut shorter) = (0, false);
        while at < shortest.steps.len() && plays < most_plays {
            let mut without = shortest.clone();
            without.steps.drain(at..(at + piece).min(without.steps.len()));
            plays += 1;
            if play(&without, false).broken.is_some_and(|found| found.promise == broken.promise) {
                (shortest, shorter) = (without, true);
            } else {
                at += piece;
            }
        }
        if plays >= most_plays {
            break;
        }
        piece = if piece == 1 && !shorter { 0 } else { (piece / 2).max(1) };
    }
    shortest
}
