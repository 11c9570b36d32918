//! Failing input made small: Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input" (2002).

/// A part of `text` that still fails, from which nothing more can be taken away.
pub fn smallest(text: &str, fails: impl Fn(&str) -> bool) -> String {
    let mut text: Vec<char> = text.chars().collect();
    let mut length = text.len().div_ceil(2);
    while length > 0 {
        let mut at = 0;
        let mut shrunk = false;
        while at < text.len() {
            let end = (at + length).min(text.len());
            let rest: Vec<char> = text[..at].iter().chain(&text[end..]).copied().collect();
            if fails(&rest.iter().collect::<String>()) {
                text = rest;
                shrunk = true;
            } else {
                at = end;
            }
        }
        if !shrunk || length > 1 {
            length /= 2;
        }
    }
    text.into_iter().collect()
}
