//! Minimises failing input: Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input"
//! (2002).

/// A part of `text` that still fails, and from which no character can be removed.
pub fn smallest(text: &str, fails: impl Fn(&str) -> bool) -> String {
    let all: Vec<char> = text.chars().collect();
    smallest_of(&all, |part| fails(&part.iter().collect::<String>())).into_iter().collect()
}

/// Some of `items`, in order, that still fail, and of which none can be removed.
pub fn smallest_of<T: Clone>(items: &[T], fails: impl Fn(&[T]) -> bool) -> Vec<T> {
    let mut items = items.to_vec();
    let mut length = items.len().div_ceil(2);
    while length > 0 {
        let mut at = 0;
        let mut shrunk = false;
        while at < items.len() {
            let end = (at + length).min(items.len());
            let rest = [&items[..at], &items[end..]].concat();
            if fails(&rest) {
                items = rest;
                shrunk = true;
            } else {
                at = end;
            }
        }
        if !shrunk || length > 1 {
            length /= 2;
        }
    }
    items
}
