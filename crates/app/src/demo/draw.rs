//! Chance that repeats itself: the same seed draws the same company, on every machine and for ever (SplitMix64).

#[derive(Clone)]
pub struct Draw(u64);

impl Draw {
    pub const fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    /// A stream of its own for one thing, so that what is drawn before it changes nothing in it.
    pub fn of(seed: u64, number: u64) -> Self {
        Self(Self(seed ^ number.wrapping_mul(0xa076_1d64_78bd_642f)).next())
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to `end`, without `end`; 0 where there is nothing.
    pub fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    /// From `first` to `last`, both included.
    pub fn between(&mut self, first: i64, last: i64) -> i64 {
        first + self.below((last - first + 1).max(1) as usize) as i64
    }

    pub fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    pub fn pick<'t, T>(&mut self, things: &'t [T]) -> Option<&'t T> {
        things.get(self.below(things.len()))
    }

    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for end in (1..things.len()).rev() {
            things.swap(end, self.below(end + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_draws_the_same() {
        let mut draw = Draw::seeded(1);
        assert_eq!([draw.next(), draw.next()], [10451216379200822465, 13757245211066428519]);
    }

    #[test]
    fn what_is_drawn_lies_between_its_bounds_and_reaches_both() {
        let mut draw = Draw::seeded(7);
        let drawn: Vec<i64> = (0..1000).map(|_| draw.between(-2, 2)).collect();
        assert_eq!((drawn.iter().min(), drawn.iter().max()), (Some(&-2), Some(&2)));
        assert_eq!(draw.pick::<u8>(&[]), None);
    }

    #[test]
    fn shuffling_loses_nothing() {
        let mut cards: Vec<usize> = (0..50).collect();
        Draw::seeded(3).shuffle(&mut cards);
        assert_ne!(cards, (0..50).collect::<Vec<_>>());
        cards.sort_unstable();
        assert_eq!(cards, (0..50).collect::<Vec<_>>());
    }
}
