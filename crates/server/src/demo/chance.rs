//! Dice that fall the same way for the same seed and the same words, whatever was thrown before: a child's facts do not
//! move because another list grew by one.

/// Dice of one thing.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// For the thing that these numbers name.
    pub fn of(seed: u64, thing: &str, number: u64) -> Self {
        let mut chance = Self(seed);
        for byte in thing.bytes() {
            chance.0 = chance.0.wrapping_add(u64::from(byte));
            chance.0 = chance.next();
        }
        chance.0 = chance.0.wrapping_add(number);
        chance.0 = chance.next();
        chance
    }

    /// SplitMix64 (Steele, Lea, Flood 2014): a counter, well stirred.
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let stirred = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let stirred = (stirred ^ (stirred >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        stirred ^ (stirred >> 31)
    }

    /// A number below `bound` (0 where there is none below it).
    pub fn below(&mut self, bound: u64) -> u64 {
        if bound == 0 { 0 } else { self.next() % bound }
    }

    /// True in so many of a hundred throws.
    pub fn percent(&mut self, of_a_hundred: u64) -> bool {
        self.below(100) < of_a_hundred
    }

    /// One of them.
    pub fn one_of<T: Copy>(&mut self, things: &[T]) -> T {
        let place = usize::try_from(self.below(things.len() as u64)).unwrap_or(0);
        things[place]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_give_the_same_throws() {
        let throws = |seed, thing, number| {
            let mut chance = Chance::of(seed, thing, number);
            [chance.below(1_000_000), chance.below(1_000_000)]
        };
        assert_eq!(throws(1, "child", 7), throws(1, "child", 7));
        assert_ne!(throws(1, "child", 7), throws(1, "child", 8));
        assert_ne!(throws(1, "child", 7), throws(2, "child", 7));
        assert_ne!(throws(1, "child", 7), throws(1, "consent", 7));
    }
}
