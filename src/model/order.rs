//! Order keys: strings between which another can always be put, so that moving one record changes one record.
//!
//! A key is a fraction in base 62 after an imagined point: `"V"` is one half. Keys compare as strings.

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

fn digit(byte: u8) -> usize {
    DIGITS.iter().position(|d| *d == byte).unwrap_or(0)
}

/// A key that sorts after `before` and ahead of `after`. An empty `before` is the start, an empty `after` the end.
///
/// When the two are not in order (two people gave the same key), the answer sorts after `before`.
pub fn between(before: &str, after: &str) -> String {
    let bounded = !after.is_empty() && before < after;
    let mut key = String::new();
    let mut open = !bounded;
    for place in 0.. {
        let low = before.as_bytes().get(place).copied().map_or(0, digit);
        let high = if open { DIGITS.len() } else { after.as_bytes().get(place).copied().map_or(0, digit) };
        if high > low + 1 {
            key.push(char::from(DIGITS[low.midpoint(high)]));
            break;
        }
        key.push(char::from(DIGITS[low]));
        // Once a digit is below the upper bound's, nothing that follows can reach it.
        open = open || low < high;
    }
    key
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_first_key_is_in_the_middle() {
        assert_eq!(between("", ""), "V");
    }

    proptest! {
        #[test]
        fn a_key_lies_between_its_neighbours(places in prop::collection::vec(0_usize..100, 1..60)) {
            let mut keys: Vec<String> = Vec::new();
            for place in places {
                let at = place % (keys.len() + 1);
                let before = if at == 0 { "" } else { &keys[at - 1] };
                let after = keys.get(at).map_or("", String::as_str);
                let key = between(before, after);
                prop_assert!(before < key.as_str());
                prop_assert!(after.is_empty() || key.as_str() < after);
                keys.insert(at, key);
            }
        }
    }
}
