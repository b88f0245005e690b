//! Things that somebody puts in order while others add and remove some.

/// In the order that is wished: what is gone falls away, and what was not named stays behind as it was.
pub(crate) fn in_order<I: Copy + PartialEq>(wished: &[I], there: &[I]) -> Vec<I> {
    let mut order = Vec::with_capacity(there.len());
    for one in wished.iter().chain(there) {
        if there.contains(one) && !order.contains(one) {
            order.push(*one);
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::in_order;

    #[test]
    fn nothing_is_lost_and_nothing_comes_twice() {
        assert_eq!(in_order(&[3, 9, 1, 3], &[1, 2, 3, 4]), [3, 1, 2, 4]);
        assert_eq!(in_order(&[], &[2, 1]), [2, 1]);
    }
}
