//! Dice that fall the same way for the same seed. SplitMix64: a counter, well stirred.

/// A throw after another.
#[derive(Clone, Debug)]
pub struct Dice(u64);

/// The step of the counter, odd, so that every number comes up.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

impl Dice {
    /// Dice of this seed.
    pub fn of(seed: u64) -> Self {
        Self(seed)
    }

    /// Any number.
    pub fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        let stirred = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let stirred = (stirred ^ (stirred >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        stirred ^ (stirred >> 31)
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.throw() % bound.max(1)
    }

    /// True so many times in a hundred.
    pub fn percent(&mut self, chance: u64) -> bool {
        self.below(100) < chance
    }

    /// One of these; none where there are none.
    pub fn one_of<'a, T>(&mut self, many: &'a [T]) -> Option<&'a T> {
        let at = self.below(many.len() as u64) as usize;
        many.get(at)
    }

    /// One of these, each as often as its number says.
    pub fn weighted<'a, T>(&mut self, many: &'a [(u64, T)]) -> &'a T {
        let mut rest = self.below(many.iter().map(|(weight, _)| weight).sum());
        for (weight, one) in many {
            if rest < *weight {
                return one;
            }
            rest -= weight;
        }
        &many[0].1
    }
}
